import { createApp } from '../../src/app.tsx'
import { createSessions } from '../../src/auth/sessions.ts'
import { createFederation } from '../../src/federation/federation.ts'
import type { Log, SafeFetch } from '../../src/ports.ts'
import type { AppDeps } from '../../src/web/environment.ts'
import { testAssets } from './assets.ts'
import { createTestCommunity } from './community.ts'
import { stillStreams } from './live.ts'

/** Reaches nobody: what these tests send must be refused before the network is asked. */
const nowhere: SafeFetch = async () => ({ ok: false, failure: 'unreachable' })

/** A whole community over its real HTTP surface, without a socket. Faults are kept, to be asserted on. */
export async function createTestApp(
  options: Partial<Pick<AppDeps, 'isDevelopment' | 'mailFrom' | 'assets' | 'readAsset' | 'live'>> = {},
) {
  const community = await createTestCommunity()
  const faults: unknown[] = []
  const log: Log = { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) }
  const wakeWorkers = () => {}
  const federation = createFederation({
    newContext: community.system,
    safeFetch: nowhere,
    log,
    isLoopback: true,
    softwareName: 'ayni',
    wakeWorkers,
  })
  let statements = 0
  const counted = community.db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const { clock, random, hasher, images, origin } = community.system()
  const cookie = { name: 'session-4000', secure: false }
  const deps: AppDeps = {
    clock,
    random,
    hasher,
    images,
    origin,
    database: () => counted,
    log,
    isLoopback: true,
    cookieName: cookie.name,
    assets: testAssets,
    readAsset: async () => undefined,
    peerAddress: () => '192.0.2.1',
    live: stillStreams(),
    wakeWorkers,
    ...options,
  }
  const app = createApp(deps, { federation: federation.routes, resolveChannel: federation.resolveChannel })
  return {
    ...community,
    app,
    faults,
    /** How many statements the pages have asked of the database so far. */
    statements: () => statements,
    /** The `Cookie` header of a member who has just signed in. */
    async signIn(memberId: string): Promise<string> {
      const header = await createSessions(community.db, cookie).start({ random }, memberId)
      return header.split(';')[0] ?? ''
    },
    request: (path: string, init: RequestInit = {}): Promise<Response> =>
      Promise.resolve(app.request(`${origin}${path}`, init)),
  }
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>
