import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { memberContactRoutes } from './contact-routes.tsx'
import { messageRoutes } from './message-routes.tsx'
import { moderatorContactRoutes } from './moderator-routes.tsx'

/** Members and moderators writing to each other, and members among themselves where the community wants it. */
export const contactRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', memberContactRoutes())
    .route('/', moderatorContactRoutes())
    .route('/', messageRoutes())
