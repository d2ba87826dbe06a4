import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { alertRoutes } from './alert-routes.tsx'
import { answeringRoutes } from './answering-routes.tsx'
import { commentRoutes } from './comment-routes.tsx'
import { draftRoutes } from './draft-routes.tsx'
import { threadRoutes } from './thread-routes.tsx'
import { writeRoutes } from './write-routes.tsx'

/** Writing, reading and commenting, for members. */
export const postRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', writeRoutes())
    .route('/', draftRoutes())
    .route('/', threadRoutes())
    .route('/', commentRoutes())
    .route('/', answeringRoutes())
    .route('/', alertRoutes())
