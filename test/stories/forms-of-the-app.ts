import { Hono } from 'hono'
import { expect } from 'vitest'
import { createApp } from '../../src/app.tsx'
import { createImageProcessor } from '../../src/platform/images.ts'
import { createPassphraseHasher } from '../../src/platform/passphrase-hasher.ts'
import { createRandom } from '../../src/platform/random.ts'
import { stillStreams } from '../support/live.ts'
import { insideShell } from '../views/shells.ts'
import { formsByStory } from './forms-by-story.ts'

/** Where the app takes forms, as `/posts/:postId/edit`; read from its own routes, so that none is forgotten. */
export function formsOfTheApp(): readonly string[] {
  const unreachable = (): never => {
    throw new Error('only the routes are read')
  }
  const app = createApp(
    {
      database: unreachable,
      clock: { now: () => new Date(0) },
      random: createRandom(),
      hasher: createPassphraseHasher(),
      images: createImageProcessor(),
      log: { info: () => {}, error: () => {} },
      origin: 'http://localhost:4000',
      isLoopback: true,
      cookieName: 'session',
      assets: insideShell.assets,
      readAsset: unreachable,
      live: stillStreams(),
      peerAddress: unreachable,
      wakeWorkers: () => {},
    },
    { federation: new Hono(), resolveChannel: unreachable },
  )
  return [...new Set(app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path))]
}

/**
 * Throws unless a story really pressed every form that `forms-by-story.ts` says it presses. `paths` are those of the
 * forms that were sent.
 */
export function expectPressed(story: string, paths: Iterable<string>): void {
  const named = formsByStory[story]
  if (!named) throw new RangeError(`forms-by-story.ts knows no story "${story}"`)
  const routes = formsOfTheApp()
  const pressed = new Set([...paths].map((path) => routeOf(path, routes)))
  const missing = named.filter((route) => !pressed.has(route))
  expect(missing, `forms that the story "${story}" did not send`).toEqual([])
}

/** The route that takes a path; of several that could, the one with the fewest parts that may be anything. */
function routeOf(path: string, routes: readonly string[]): string | undefined {
  const taking = routes.filter((route) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(path))
  return taking.sort((one, other) => freedomOf(one) - freedomOf(other))[0]
}

const freedomOf = (route: string): number => route.split(':').length
