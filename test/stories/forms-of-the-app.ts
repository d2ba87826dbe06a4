import { Hono } from 'hono'
import { createApp } from '../../src/app.tsx'
import { createImageProcessor } from '../../src/platform/images.ts'
import { createPassphraseHasher } from '../../src/platform/passphrase-hasher.ts'
import { createRandom } from '../../src/platform/random.ts'
import { insideShell } from '../views/shells.ts'

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
      peerAddress: unreachable,
      wakeWorkers: () => {},
    },
    { federation: new Hono(), resolveChannel: unreachable },
  )
  return [...new Set(app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path))]
}

/** Those routes that no path answers to. */
export const formsNotSent = (paths: Iterable<string>): string[] => {
  const sent = [...paths]
  return formsOfTheApp().filter((route) => {
    const pattern = new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`)
    return !sent.some((path) => pattern.test(path))
  })
}
