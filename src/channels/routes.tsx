import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { ownChannelRoutes } from './channel-routes.tsx'
import { consentRoutes } from './consent-routes.tsx'
import { createKeyPair } from './key-pair.ts'
import { publicRoutes } from './public-routes.tsx'
import { reviewRoutes } from './review-routes.tsx'
import { shareRoutes } from './share-routes.tsx'
import { startRoutes } from './start-routes.tsx'
import { stepRoutes } from './step-routes.tsx'
import { textRoutes } from './text-routes.tsx'
import { withdrawalRoutes } from './withdrawal-routes.tsx'

/** Everything on the way out and back: channels, shares, review, editions and their withdrawal. */
export const channelRoutes = ({ newKeyPair = createKeyPair } = {}) =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', publicRoutes())
    .route('/', withdrawalRoutes())
    .route('/', startRoutes())
    .route('/', stepRoutes({ newKeyPair }))
    .route('/', textRoutes())
    .route('/', consentRoutes())
    .route('/', shareRoutes())
    .route('/', reviewRoutes())
    .route('/', ownChannelRoutes({ newKeyPair }))
