import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { anonymousRoutes } from './anonymous-routes.tsx'
import { freezeRoutes } from './freeze-routes.tsx'
import { ownStandingRoutes } from './own-standing-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { sanctionRoutes } from './sanction-routes.tsx'
import { successionRoutes } from './succession-routes.tsx'
import { unmaskingRoutes } from './unmasking-routes.tsx'

/** How members stand: decisions about them, freezes, roles, and taking over when nobody moderates. */
export const standingRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', ownStandingRoutes())
    .route('/', peopleRoutes())
    .route('/', sanctionRoutes())
    .route('/', freezeRoutes())
    .route('/', anonymousRoutes())
    .route('/', unmaskingRoutes())
    .route('/', successionRoutes())
