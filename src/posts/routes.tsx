import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { commentRoutes } from './comment-routes.tsx'
import { threadRoutes } from './thread-routes.tsx'
import { writeRoutes } from './write-routes.tsx'

/** Writing, reading and commenting, for members. */
export const postRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', writeRoutes())
    .route('/', threadRoutes())
    .route('/', commentRoutes())
