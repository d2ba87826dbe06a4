import { Hono } from 'hono'
import { prepareCommunity } from '../../src/community/prepare-community.ts'
import { communityRoutes } from '../../src/community/routes.tsx'
import type { Actor, Ctx, Database, MemberCtx, Role } from '../../src/context.ts'
import { homeRoutes } from '../../src/home/routes.tsx'
import { approveApplication } from '../../src/joining/approve-application.ts'
import { joiningRoutes } from '../../src/joining/routes.tsx'
import { nameKey } from '../../src/members/names.ts'
import { memberRoutes } from '../../src/members/routes.tsx'
import { moderationRoutes } from '../../src/moderation/routes.tsx'
import { createImageProcessor } from '../../src/platform/images.ts'
import { createPassphraseHasher } from '../../src/platform/passphrase-hasher.ts'
import { createRandom } from '../../src/platform/random.ts'
import type { PassphraseHasher } from '../../src/ports.ts'
import { beginRequest } from '../../src/web/begin-request.ts'
import type { AppDeps, AppEnv } from '../../src/web/environment.ts'
import { faultHandler } from '../../src/web/faults.tsx'
import { missingPage } from '../../src/web/respond.tsx'
import { sameOriginForms, securityHeaders } from '../../src/web/security.ts'
import { testAssets } from '../support/assets.ts'
import { createTestClock } from '../support/community.ts'
import { createTestDatabase } from '../support/database.ts'
import { createVisitor, type Page } from '../support/http-client.ts'
import { stillStreams } from '../support/live.ts'

export const passphrase = 'river lantern cotton seven'

/**
 * Everything about people over the real middleware and a real database, before the set-up. Statements and hashings
 * are counted, and what is logged is kept, so that promises about both can be checked.
 */
export async function createFrontDoor(origin = 'http://localhost:4000') {
  const database = await createTestDatabase()
  const clock = createTestClock()
  const random = createRandom()
  const work = { statements: 0, hashings: 0, verifications: 0 }
  const logged: string[] = []
  const db = counting(database.db, work)
  const hasher = countingHasher(work)
  const ports = { clock, random, hasher, images: createImageProcessor(), origin }
  let network = '192.0.2.7'
  const deps: AppDeps = {
    ...ports,
    database: () => db,
    log: {
      info: (...entry) => void logged.push(JSON.stringify(entry)),
      error: (...entry) => void logged.push(JSON.stringify(entry)),
    },
    isLoopback: true,
    cookieName: 'session-4000',
    assets: testAssets,
    readAsset: async () => undefined,
    live: stillStreams(),
    peerAddress: () => network,
    wakeWorkers: () => {},
  }
  const app = new Hono<AppEnv>()
  app.use(securityHeaders({ isLoopback: true }))
  app.use(beginRequest(deps))
  app.use(sameOriginForms(origin))
  app.route('/', communityRoutes())
  app.route('/', joiningRoutes())
  app.route('/', memberRoutes())
  app.route('/', homeRoutes())
  app.route('/', moderationRoutes())
  app.notFound((c) => missingPage(c))
  app.onError(faultHandler(deps))

  const as = (actor: Actor): Ctx => ({ db: database.db, ...ports, actor })
  const member = (memberId: string, roles: readonly Role[] = []) => ({
    ...as({ kind: 'guest' }),
    actor: { kind: 'member' as const, memberId, roles },
  })

  /** A settled member who can sign in with `signInName` and the passphrase above. */
  const settle = async (displayName: string, signInName: string, roles: readonly Role[] = []) => {
    const id = random.id()
    await database.db
      .insertInto('members')
      .values({
        id,
        displayName,
        displayNameKey: nameKey(displayName),
        displayNameSettled: true,
        locale: 'en',
        joinedAt: clock.now(),
      })
      .execute()
    await database.db
      .insertInto('credentials')
      .values({
        memberId: id,
        signInNameKey: nameKey(signInName),
        passphraseHash: await hasher.hash(passphrase),
      })
      .execute()
    if (roles.length > 0) {
      const rows = roles.map((role) => ({ memberId: id, role }))
      await database.db.insertInto('memberRoles').values(rows).execute()
    }
    return member(id, roles)
  }

  return {
    db: database.db,
    connection: database.connection,
    close: database.close,
    clock,
    random,
    origin,
    work,
    logged,
    app,
    guest: () => as({ kind: 'guest' }),
    system: () => as({ kind: 'system' }),
    member,
    settle,
    /** Requests come from here from now on. */
    from: (address: string) => {
      network = address
    },
    visit: (language = 'en') => createVisitor(origin, (url, init) => app.request(url, init), language),
    /** What one answer took. */
    async measure<Value>(act: () => Promise<Value>) {
      Object.assign(work, { statements: 0, hashings: 0, verifications: 0 })
      const value = await act()
      return { value, work: { ...work } }
    },
  }
}

export type FrontDoor = Awaited<ReturnType<typeof createFrontDoor>>

const counting = (db: Database, work: { statements: number }): Database =>
  db.withPlugin({
    transformQuery: ({ node }) => {
      work.statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })

function countingHasher(work: { hashings: number; verifications: number }): PassphraseHasher {
  const hasher = createPassphraseHasher()
  return {
    hash: (secret) => {
      work.hashings += 1
      return hasher.hash(secret)
    },
    verify: (encoded, secret) => {
      work.verifications += 1
      return hasher.verify(encoded, secret)
    },
  }
}

const admin = { signInName: 'night owl', displayName: 'Wara', passphraseFrom: 'own', passphrase }

/** Opens the community through its set-up page; the visitor given back is its admin. */
export async function openCommunity(door: FrontDoor, changes: Readonly<Record<string, string>> = {}) {
  const prepared = await prepareCommunity(door.system())
  if (!prepared.ok || prepared.value.setUpToken === undefined) throw new Error('no set-up link')
  const path = `/set-up/${prepared.value.setUpToken}`
  const visitor = door.visit()
  await visitor.submit((await visitor.get(path)).form(path), {
    communityName: 'Breakfast',
    rules: 'What is said here stays here.',
    offered: ['en', 'es'],
    questions: 'How did you hear of us?\nWhat would help you?',
    ...admin,
    ...changes,
  })
  return visitor
}

export const wishes = {
  signInName: 'green kettle',
  displayName: 'Dewi',
  passphrase,
  answers: ['From a friend at the river', 'Somebody to talk to'],
}

/** Walks through the join pages as somebody without JavaScript does, and gives back the last one. */
export async function askToJoin(door: FrontDoor, wish: Partial<typeof wishes> = {}): Promise<Page> {
  const { signInName, displayName, passphrase: secret, answers } = { ...wishes, ...wish }
  const visitor = door.visit()
  const path = '/join/questions'
  let page = await visitor.submit((await visitor.get('/join')).form(path))
  for (const answer of answers) {
    const field = [...page.form(path).names].find(
      (name) => name.startsWith('answer-') && !isHidden(page, name),
    )
    page = await visitor.submit(page.form(path), field === undefined ? {} : { [field]: answer })
  }
  page = await visitor.submit(page.form(path), { signInName, displayName })
  page = await visitor.submit(page.form(path), {}, 'Continue')
  return visitor.submit(page.form('/join'), { passphraseFrom: 'own', passphrase: secret })
}

const isHidden = (page: Page, name: string) => page.text.includes(`type="hidden" name="${name}"`)

/** The code on the last page. */
export const codeOn = (page: Page): string => /<code[^>]*>([^<]+)<\/code>/.exec(page.text)?.[1]?.trim() ?? ''

/** Asks to join and is let in by `moderator`; gives back the code and the new member. */
export async function letIn(door: FrontDoor, moderator: MemberCtx, wish: Partial<typeof wishes> = {}) {
  const code = codeOn(await askToJoin(door, wish))
  const waiting = await door.db
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  const approved = await approveApplication(moderator, { applicationId: waiting.id })
  if (!approved.ok || !approved.value.isIn) throw new Error('not approved')
  return { code, memberId: approved.value.memberId }
}
