import { Hono } from 'hono'
import type { ResolveChannel } from './allies/remote.ts'
import { alliesRoutes } from './allies/routes.tsx'
import { channelRoutes } from './channels/routes.tsx'
import { digestRoutes } from './community/digest-routes.tsx'
import { communityRoutes } from './community/routes.tsx'
import { settingsRoutes } from './community/settings-routes.tsx'
import { contactRoutes } from './contact/routes.tsx'
import { devRoutes } from './dev/routes.tsx'
import { groupRoutes } from './groups/routes.tsx'
import { healthRoutes } from './health/routes.tsx'
import { offlineRoutes } from './home/offline-routes.tsx'
import { homeRoutes } from './home/routes.tsx'
import { joiningRoutes } from './joining/routes.tsx'
import { liveRoutes } from './live/routes.tsx'
import { mediaRoutes } from './media/routes.tsx'
import { memberRoutes } from './members/routes.tsx'
import { moderationRoutes } from './moderation/routes.tsx'
import { notificationRoutes } from './notifications/routes.tsx'
import { workerRoutes } from './notifications/worker-routes.tsx'
import { postRoutes } from './posts/routes.tsx'
import { readingRoutes } from './reading/routes.tsx'
import { searchRoutes } from './search/routes.tsx'
import { serversRoutes } from './servers/routes.tsx'
import { standingRoutes } from './standing/routes.tsx'
import { translationRoutes } from './translations/routes.tsx'
import { assetRoutes } from './web/assets.ts'
import { beginRequest } from './web/begin-request.ts'
import { enforceLock } from './web/enforce-lock.ts'
import type { AppDeps, AppEnv } from './web/environment.ts'
import { faultHandler } from './web/faults.tsx'
import { limitBody } from './web/limit-body.ts'
import { missingPage } from './web/respond.tsx'
import { sameOriginForms, securityHeaders } from './web/security.ts'

export interface AppParts {
  /** ActivityPub documents and inboxes; outside the page middleware, for its answers speak to servers. */
  readonly federation: Hono
  /** Finds a channel of another community over the network. */
  readonly resolveChannel: ResolveChannel
}

/** One community's whole HTTP surface. Its state is its own: it can be made twice in one process. */
export function createApp(deps: AppDeps, parts: AppParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(securityHeaders({ isLoopback: deps.isLoopback }))
  app.route('/', assetRoutes(deps))
  app.route('/', workerRoutes(deps))
  app.route('/', offlineRoutes(deps))
  app.route('/', parts.federation)
  app.use(beginRequest(deps))
  app.use(sameOriginForms(deps.origin))
  app.use(limitBody())
  app.use(enforceLock())
  app.route('/', moderationRoutes())
  app.route('/', communityRoutes())
  app.route('/', settingsRoutes())
  app.route('/', digestRoutes())
  app.route('/', joiningRoutes())
  app.route('/', memberRoutes())
  app.route('/', homeRoutes())
  app.route('/', groupRoutes())
  app.route('/', contactRoutes())
  app.route('/', postRoutes())
  app.route('/', readingRoutes())
  app.route('/', searchRoutes())
  app.route('/', mediaRoutes())
  app.route('/', liveRoutes())
  app.route('/', notificationRoutes())
  app.route('/', standingRoutes())
  app.route('/', serversRoutes())
  app.route('/', healthRoutes())
  app.route('/', channelRoutes({ resolveChannel: parts.resolveChannel }))
  app.route('/', translationRoutes())
  app.route('/', alliesRoutes({ resolveChannel: parts.resolveChannel }))
  if (deps.isDevelopment) app.route('/', devRoutes())
  app.notFound((c) => missingPage(c))
  app.onError(faultHandler(deps))
  return app
}
