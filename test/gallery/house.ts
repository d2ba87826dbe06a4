import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { locales } from '../../src/i18n/translator.ts'
import { readBuiltAssets } from '../../src/platform/assets.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

/** A community of the gallery over a real socket. */
export interface House {
  readonly app: TestApp
  readonly origin: string
  close(): Promise<void>
}

/** A community that is set up and speaks every language; it was begun so many days ago, and its clock stands there. */
export async function openHouse(name: string, daysAgo: number): Promise<House> {
  const built = await readBuiltAssets(join(import.meta.dirname, '../../dist/public'))
  const app = await createTestApp({ ...built, mailFrom: 'letters@harbour.example' })
  // Sessions end by the machine’s own clock, so "now" is where that one stands.
  app.clock.moveDays((Date.now() - app.clock.now().getTime()) / 86_400_000 - daysAgo)
  await app.db
    .updateTable('community')
    .set({
      name,
      locales: [...locales],
      setUpAt: app.clock.now(),
      memberMessages: true,
      invitePolicy: 'members',
    })
    .execute()
  const { server, origin } = await listen(app)
  return {
    app,
    origin,
    async close() {
      server.close()
      await app.close()
    },
  }
}

function listen({ app }: TestApp): Promise<{ server: ReturnType<typeof serve>; origin: string }> {
  return new Promise((resolve) => {
    const server = serve({ port: 0, hostname: '127.0.0.1', fetch: app.fetch }, ({ port }) =>
      resolve({ server, origin: `http://localhost:${port}` }),
    )
  })
}
