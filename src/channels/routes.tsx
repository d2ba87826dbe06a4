import { Hono } from 'hono'
import type { ResolveChannel } from '../allies/remote.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { ownChannelRoutes } from './channel-routes.tsx'
import { consentRoutes } from './consent-routes.tsx'
import { delegateRoutes } from './delegate-routes.tsx'
import { createKeyPair, type NewKeyPair } from './key-pair.ts'
import { languageNotesRoutes } from './language-notes-routes.tsx'
import { languageRoutes } from './language-routes.tsx'
import { manageRoutes } from './manage-routes.tsx'
import { networkRoutes } from './network-routes.tsx'
import { proposalRoutes } from './proposal-routes.tsx'
import { publicRoutes } from './public-routes.tsx'
import { reviewRoutes } from './review-routes.tsx'
import { shareRoutes } from './share-routes.tsx'
import { startRoutes } from './start-routes.tsx'
import { stepRoutes } from './step-routes.tsx'
import { textRoutes } from './text-routes.tsx'
import { withdrawalRoutes } from './withdrawal-routes.tsx'

/** Everything on the way out and back: channels, shares, review, editions and their withdrawal. */
export const channelRoutes = ({
  newKeyPair = createKeyPair,
  resolveChannel,
}: {
  readonly newKeyPair?: NewKeyPair
  readonly resolveChannel: ResolveChannel
}) =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', publicRoutes())
    .route('/', withdrawalRoutes())
    .route('/', startRoutes())
    .route('/', stepRoutes({ newKeyPair }))
    .route('/', textRoutes())
    .route('/', languageRoutes())
    .route('/', languageNotesRoutes())
    .route('/', consentRoutes())
    .route('/', shareRoutes())
    .route('/', reviewRoutes())
    .route('/', manageRoutes({ resolveChannel }))
    .route('/', networkRoutes())
    .route('/', delegateRoutes())
    .route('/', proposalRoutes())
    .route('/', ownChannelRoutes({ newKeyPair }))
