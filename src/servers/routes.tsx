import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { listRoutes } from './list-routes.tsx'
import { modeRoutes } from './mode-routes.tsx'
import { serverRoutes } from './server-routes.tsx'

/** Which servers may speak with the community: its rule, lists of others, and every server by itself. */
export const serversRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', modeRoutes())
    .route('/', listRoutes())
    // Last: its addresses hold a server's name where the others have a word without a dot.
    .route('/', serverRoutes())
