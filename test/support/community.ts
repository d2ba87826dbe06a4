import type { Ctx, MemberCtx, RemoteActor, Role } from '../../src/context.ts'
import { nameKey } from '../../src/members/names.ts'
import { createImageProcessor } from '../../src/platform/images.ts'
import { createPassphraseHasher } from '../../src/platform/passphrase-hasher.ts'
import { createRandom } from '../../src/platform/random.ts'
import type { Clock } from '../../src/ports.ts'
import { createTestDatabase } from './database.ts'

export interface TestClock extends Clock {
  /** Moves time, in days (fractions allowed, backwards when negative). */
  moveDays(days: number): void
}

export const createTestClock = (start = new Date('2030-05-20T10:00:00Z')): TestClock => {
  let now = start
  return {
    now: () => now,
    moveDays: (days) => {
      now = new Date(now.getTime() + days * 86_400_000)
    },
  }
}

/**
 * A community with its own database that is set up but empty: the groups General and Moderators exist, and people
 * are made directly in the tables, so that the test at hand is the only use case that runs.
 */
export async function createTestCommunity(origin = 'http://localhost:4000') {
  const database = await createTestDatabase()
  const clock = createTestClock()
  const random = createRandom()
  const ports = { clock, random, hasher: createPassphraseHasher(), images: createImageProcessor(), origin }
  const { db } = database
  const now = clock.now()
  await db
    .insertInto('community')
    .values({
      origin,
      name: 'Harbour',
      defaultLocale: 'en',
      locales: ['en', 'es'],
      hue: 145,
      weaveSeed: 'harbour',
      setUpAt: now,
    })
    .execute()
  const general = random.id()
  const moderators = random.id()
  await db
    .insertInto('groups')
    .values([
      { id: general, key: 'general', name: 'General', access: 'members' },
      { id: moderators, key: 'moderators', name: 'Moderators', access: 'approval' },
    ])
    .execute()

  const as = (memberId: string, roles: readonly Role[] = []): MemberCtx => ({
    db,
    ...ports,
    actor: { kind: 'member', memberId, roles },
  })

  let people = 0
  /** A member who joined now; her sign-in name is `<display name>-door`, her passphrase hash verifies nothing. */
  const member = async (options: { name?: string; roles?: readonly Role[]; joinedAt?: Date } = {}) => {
    people += 1
    const name = options.name ?? `Member ${people}`
    const roles = options.roles ?? []
    const id = random.id()
    await db
      .insertInto('members')
      .values({
        id,
        displayName: name,
        displayNameKey: nameKey(name),
        displayNameSettled: true,
        locale: 'en',
        joinedAt: options.joinedAt ?? clock.now(),
      })
      .execute()
    await db
      .insertInto('credentials')
      .values({ memberId: id, signInNameKey: nameKey(`${name}-door`), passphraseHash: 'none' })
      .execute()
    if (roles.length > 0)
      await db
        .insertInto('memberRoles')
        .values(roles.map((role) => ({ memberId: id, role })))
        .execute()
    if (roles.includes('moderator'))
      await db
        .insertInto('groupMembers')
        .values({ groupId: moderators, memberId: id, joinedAt: clock.now() })
        .execute()
    return { id, name, ctx: as(id, roles) }
  }

  const remote = (uri: string): Ctx & { readonly actor: RemoteActor } => ({
    db,
    ...ports,
    actor: { kind: 'remote', uri, host: new URL(uri).host },
  })

  return {
    db,
    connection: database.connection,
    clock,
    random,
    origin,
    groups: { general, moderators },
    as,
    member,
    remote,
    guest: (): Ctx => ({ db, ...ports, actor: { kind: 'guest' } }),
    system: (): Ctx => ({ db, ...ports, actor: { kind: 'system' } }),
    close: database.close,
  }
}

export type TestCommunity = Awaited<ReturnType<typeof createTestCommunity>>
