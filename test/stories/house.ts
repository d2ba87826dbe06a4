import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { expect } from 'vitest'
import type { MemberCtx, Role } from '../../src/context.ts'
import type { Locale } from '../../src/i18n/translator.ts'
import type { LiveStreams } from '../../src/live/streams.ts'
import { readBuiltAssets } from '../../src/platform/assets.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import type { PageOptions, StoryPage } from '../support/browser.ts'
import { createExaminer } from './examine.ts'
import { createPerson, type Person } from './person.ts'

/** Signs in every member whom `House.member` makes; her sign-in name is `<display name>-door`. */
export const housePassphrase = 'four woven words together'

/**
 * One community in this process, over a real socket: its rows can be looked at, and its clock moved, which goes on by
 * a second with every form that is sent.
 */
export interface House {
  readonly app: TestApp
  readonly locale: Locale
  /** The path of every form that was sent. */
  readonly sent: ReadonlySet<string>
  /** A browser that nobody is signed in with. */
  guest(): Promise<Person>
  /** A member who has been here for a year, with a browser of hers; made when her name is heard first. */
  member(name: string, roles?: readonly Role[]): Promise<Resident>
  /** One more browser in which a member is signed in. */
  browserOf(memberId: string): Promise<Person>
  /** Throws what the app logged as a fault, and stops it. */
  close(): Promise<void>
}

export interface Resident extends Person {
  readonly memberId: string
  /** For what she does outside the story. */
  readonly ctx: MemberCtx
}

export interface HouseOptions {
  readonly locale: Locale
  /** Where mails come from; the community sends none without it. */
  readonly mailFrom?: string
  /** What pages follow; no time passes for it unless this is given. */
  readonly live?: LiveStreams
  readonly page?: PageOptions
}

type Open = (options?: PageOptions) => Promise<StoryPage>

/**
 * A community that is set up, in one language, with nobody in it; browsers are 360 px wide and without scripts unless
 * told. Each kind of page they come to is examined once.
 */
export async function createHouse(
  name: string,
  open: Open,
  { locale, mailFrom, live, page = {} }: HouseOptions,
): Promise<House> {
  const built = await readBuiltAssets(join(import.meta.dirname, '../../dist/public'))
  const app = await createTestApp({ ...built, mailFrom, ...(live ? { live } : {}) })
  // Sessions end by the machine’s own clock, so the story begins now.
  app.clock.moveDays((Date.now() - app.clock.now().getTime()) / 86_400_000)
  await app.db
    .updateTable('community')
    .set({ name: 'Tejedoras', defaultLocale: locale, locales: [locale, 'en'], setUpAt: app.clock.now() })
    .execute()
  const passphraseHash = await app.system().hasher.hash(housePassphrase)
  const { server, origin } = await listen(app)
  const sent = new Set<string>()
  const options: PageOptions = { javaScript: false, locale, ...page }
  const look = createExaminer(name, options.javaScript ?? true)

  const opened: StoryPage[] = []
  const guest = async (): Promise<Person> => {
    const story = await open(options)
    opened.push(story)
    return createPerson(story, {
      origin,
      locale,
      look,
      sent(path) {
        sent.add(path)
        app.clock.moveDays(1 / 86_400)
      },
    })
  }

  const browserOf = async (memberId: string): Promise<Person> => {
    const person = await guest()
    const [cookie = '', value = ''] = (await app.signIn(memberId)).split('=')
    await person.story.context.addCookies([{ name: cookie, value, url: origin }])
    return person
  }

  const residents = new Map<string, Pick<Resident, 'memberId' | 'ctx'>>()
  const settle = async (name: string, roles: readonly Role[]) => {
    const joinedAt = new Date(app.clock.now().getTime() - 365 * 86_400_000)
    const { id, ctx } = await app.member({ name, roles, joinedAt })
    await app.db.updateTable('members').set({ locale }).where('id', '=', id).execute()
    await app.db.updateTable('credentials').set({ passphraseHash }).where('memberId', '=', id).execute()
    return { memberId: id, ctx }
  }

  return {
    app,
    locale,
    sent,
    guest,
    browserOf,
    async member(displayName, roles = []) {
      const known = residents.get(displayName) ?? (await settle(displayName, roles))
      residents.set(displayName, known)
      return { ...(await browserOf(known.memberId)), ...known }
    },
    async close() {
      // A page that still follows something would ask a community that is going away.
      const pages = opened.map(({ page }) => page).filter((page) => !page.isClosed())
      await Promise.all(pages.map((page) => page.goto('about:blank')))
      server.close()
      await app.close()
      expect(app.faults).toEqual([])
    },
  }
}

function listen(app: TestApp): Promise<{ server: ReturnType<typeof serve>; origin: string }> {
  return new Promise((resolve) => {
    const server = serve({ port: 0, hostname: '127.0.0.1', fetch: app.app.fetch }, ({ port }) =>
      resolve({ server, origin: `http://localhost:${port}` }),
    )
  })
}
