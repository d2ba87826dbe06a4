import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { expect } from 'vitest'
import type { MemberCtx, Role } from '../../src/context.ts'
import type { Locale } from '../../src/i18n/translator.ts'
import { readBuiltAssets } from '../../src/platform/assets.ts'
import type { Result } from '../../src/result.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import type { PageOptions, StoryPage } from '../support/browser.ts'
import { createExaminer } from './examine.ts'
import { createPerson, type Person } from './person.ts'

/** Somebody who has an account in the house. */
export interface Woman {
  readonly id: string
  readonly name: string
  readonly ctx: MemberCtx
}

export interface House extends Omit<TestApp, 'origin'> {
  /** Where browsers find it. */
  readonly origin: string
  /** The paths of all forms that were sent. */
  readonly sent: ReadonlySet<string>
  woman(name: string, options?: { readonly roles?: readonly Role[] }): Promise<Woman>
  /** Her browser, signed in, on the house's language; a stranger's when nobody is named. */
  comes(open: Open, woman?: Woman, options?: PageOptions): Promise<Person>
  /** The same community on a second page of a browser that is signed in already. */
  secondPage(person: Person): Promise<Person>
  close(): Promise<void>
}

type Open = (options?: PageOptions) => Promise<StoryPage>

/**
 * A community in this process, with real pages, files and sockets: what a story is not about is made by use cases and
 * in the tables. Its clock stands still but for a second with each form. `npm run build` comes first.
 */
export async function openHouse(
  name: string,
  { locale, javaScript = false }: { readonly locale: Locale; readonly javaScript?: boolean },
): Promise<House> {
  const app = await createTestApp(await readBuiltAssets(join(import.meta.dirname, '../../dist/public')))
  await app.db
    .updateTable('community')
    .set({ defaultLocale: locale, locales: [locale, 'en'] })
    .execute()
  const fetch = (request: Request): Response | Promise<Response> => {
    if (request.method === 'POST') app.clock.moveDays(1 / 86_400)
    return app.app.fetch(request)
  }
  let server: ReturnType<typeof serve> | undefined
  const origin = await new Promise<string>((resolve) => {
    server = serve({ port: 0, hostname: '127.0.0.1', fetch }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
  })
  const sent = new Set<string>()
  const look = createExaminer(name, javaScript)
  const options = { origin, locale, look, sent: (path: string) => void sent.add(path) }

  return {
    ...app,
    origin,
    sent,
    async woman(displayName, { roles = [] } = {}) {
      const member = await app.member({ name: displayName, roles })
      await app.db.updateTable('members').set({ locale }).where('id', '=', member.id).execute()
      return member
    },
    async comes(open, woman, pageOptions = {}) {
      const story = await open({ javaScript, locale, ...pageOptions })
      if (woman) {
        const [cookie = '', value = ''] = (await app.signIn(woman.id)).split('=')
        await story.context.addCookies([{ name: cookie, value, url: origin }])
      }
      return createPerson(story, options)
    },
    async secondPage({ story }) {
      return createPerson({ ...story, page: await story.context.newPage() }, options)
    },
    async close() {
      server?.close()
      await app.close()
      expect(app.faults, 'faults behind the pages').toEqual([])
    },
  }
}

/** What a use case gave; its refusal ends the story. */
export function done<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new Error(result.refusals.map(({ message }) => message).join(', '))
}
