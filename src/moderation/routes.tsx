import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { auditRoutes } from './audit-routes.tsx'
import { flagRoutes } from './flag-routes.tsx'
import { queueRoutes } from './queue-routes.tsx'
import { removalRoutes } from './removal-routes.tsx'
import { reviewRoutes } from './review-routes.tsx'
import { wordRoutes } from './word-routes.tsx'

/** The queue, flags, removals, the watch-list and the record. Mounted before other slices: it stands around their queue pages. */
export const moderationRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', queueRoutes())
    .route('/', reviewRoutes())
    .route('/', removalRoutes())
    .route('/', flagRoutes())
    .route('/', wordRoutes())
    .route('/', auditRoutes())
