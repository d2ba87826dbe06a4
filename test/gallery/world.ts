import { dayOf } from '../../src/days.ts'
import { sha256 } from '../../src/hashing.ts'
import { freezeMember } from '../../src/standing/freeze-member.ts'
import { liftFreeze } from '../../src/standing/lift-freeze.ts'
import { offerSuccession } from '../../src/standing/offer-succession.ts'
import { createAlliedCommunity, done } from '../allies/support.ts'
import { type House, openHouse } from './house.ts'
import { type Allies, meetAllies } from './world/allies.ts'
import { writeLetters } from './world/contact.ts'
import { type Groups, openGroups } from './world/groups.ts'
import { type Joining, openDoor } from './world/joining.ts'
import { type Moderated, moderate } from './world/moderation.ts'
import { type Residents, settlePeople } from './world/people.ts'
import { type Sharing, shareOutside } from './world/sharing.ts'
import { decideStanding, type Standing } from './world/standing.ts'
import { type Threads, writeThreads } from './world/threads.ts'
import { translate } from './world/translations.ts'

/** Which community an exhibit is in. */
export type HouseName = 'full' | 'empty' | 'silent' | 'unopened'

/** As whom somebody looks. */
export type Viewer =
  | 'guest'
  | 'member'
  | 'moderator'
  | 'other-moderator'
  | 'admin'
  /** She came in today. */
  | 'newcomer'
  /** She has not settled her name yet. */
  | 'unnamed'
  /** She has set a PIN, and every exhibit finds her with a session of its own. */
  | 'locking'
  /** Moderators decided against her. */
  | 'sanctioned'
  /** What she wrote was taken away. */
  | 'removed'
  /** She wrote without her name, and moderators wrote to her about it. */
  | 'anonymous'

export interface World {
  readonly houses: Readonly<Record<HouseName, House>>
  /** The members of each community, by what they look as. */
  readonly viewers: Readonly<Record<HouseName, Partial<Record<Viewer, string>>>>
  readonly people: Residents
  readonly groups: Groups
  readonly threads: Threads
  readonly allies: Allies
  readonly sharing: Sharing
  readonly standing: Standing
  readonly moderated: Moderated
  readonly joining: Joining
  /** What set-up pages and links ask for. */
  readonly setUpToken: string
  close(): Promise<void>
}

/**
 * Four communities, made through use cases: one in which everything has happened, one that was set up a moment ago, one
 * whose moderators fell silent, and one that nobody has set up.
 */
export async function createWorld(): Promise<World> {
  const full = await openHouse('Tejedoras del puerto', 400)
  const rest = await fill(full)
  const empty = await openHouse('Hebras', 1)
  const silent = await openHouse('Stilla', 400)
  const unopened = await openHouse('', 0)
  const setUpToken = unopened.app.random.token()
  await unopened.app.db
    .updateTable('community')
    .set({ setUpAt: null, setupTokenHash: await sha256(setUpToken) })
    .execute()
  const { people } = rest
  const houses = { full, empty, silent, unopened }
  return {
    ...rest,
    houses,
    setUpToken,
    viewers: {
      full: {
        member: people.marta.id,
        moderator: people.sol.id,
        admin: people.amaru.id,
        newcomer: people.nina.id,
        unnamed: await unnamed(full),
        locking: await locking(full),
        sanctioned: people.iris.id,
        removed: people.lupe.id,
        anonymous: people.ana.id,
        'other-moderator': people.inti.id,
      },
      empty: await settleEmpty(empty),
      silent: await settleSilent(silent),
      unopened: {},
    },
    async close() {
      for (const house of Object.values(houses)) await house.close()
    },
  }
}

async function fill({ app }: House) {
  const allied = await createAlliedCommunity(app)
  const people = await settlePeople(app, allied)
  await app.db.insertInto('communityTexts').values(texts).execute()
  app.clock.moveDays(390)
  const groups = await openGroups(app, people)
  const threads = await writeThreads(app, people, groups)
  const allies = await meetAllies(app, allied, people)
  const sharing = await shareOutside(app, allied, people, groups, allies.alliedPost)
  await translate(app, allied, { people, allies, sharing })
  await writeLetters(people, threads)
  app.clock.moveDays((Date.now() - app.clock.now().getTime()) / 86_400_000)
  const joining = await openDoor(app, people)
  const moderated = await moderate(people, groups, threads, allies.alliedPost)
  const standing = await decideStanding(app, people, groups)
  await app.db
    .insertInto('emailAddresses')
    .values({
      ...{ memberId: people.marta.id, address: 'a.long.address.of.hers@letters.example', confirmed: true },
      nextAt: app.clock.now(),
    })
    .execute()
  await app.db
    .updateTable('members')
    .set({ joinedAt: app.clock.now() })
    .where('id', '=', people.nina.id)
    .execute()
  return { people, groups, threads, allies, sharing, joining, moderated, standing }
}

async function unnamed({ app }: House): Promise<string> {
  const { id } = await app.member({ name: 'Katarina at the door' })
  await app.db.updateTable('members').set({ displayNameSettled: false }).where('id', '=', id).execute()
  return id
}

/** Opens what `locking` has locked. */
export const pin = '294716'

async function locking({ app }: House): Promise<string> {
  const { id } = await app.member({ name: 'Zenobia' })
  const pinHash = await app.system().hasher.hash(pin)
  await app.db.insertInto('idleLocks').values({ memberId: id, pinHash, minutes: 5 }).execute()
  return id
}

/** A moment after the set-up: its admin, and a member who just came in. */
async function settleEmpty({ app }: House) {
  app.clock.moveDays(1)
  const admin = await app.member({ name: 'Killa', roles: ['moderator', 'admin'] })
  const member = await app.member({ name: 'Tuva' })
  return { member: member.id, newcomer: member.id, moderator: admin.id, admin: admin.id }
}

/** Nobody has looked after it for a year: one member offers to. */
async function settleSilent({ app }: House) {
  const admin = await app.member({ name: 'Sonja', roles: ['moderator', 'admin'] })
  const member = await app.member({ name: 'Marit' })
  const other = await app.member({ name: 'Ebba' })
  const frozen = await app.member({ name: 'Tove' })
  // With one moderator only, whom she named has to agree that the freeze ends.
  await app.db.insertInto('recoveryHelpers').values({ memberId: frozen.id, helperId: member.id }).execute()
  const { freezeId } = done(await freezeMember(admin.ctx, { memberId: frozen.id }))
  done(await liftFreeze(admin.ctx, { freezeId }))
  app.clock.moveDays(400)
  await app.db
    .updateTable('community')
    .set({ setUpAt: new Date(dayOf(new Date(0))) })
    .execute()
  done(await offerSuccession(other.ctx))
  return { member: member.id, moderator: admin.id, admin: admin.id }
}

const texts = [
  {
    locale: 'en',
    rules: '1. What is said here stays here.\n2. Nobody has to explain herself.\n3. We do not sell anything.',
    welcome: 'Welcome. **Sit down first**, read later.',
  },
  {
    locale: 'es',
    rules: '1. Lo que se dice aquí se queda aquí.\n2. Nadie tiene que dar explicaciones.',
    welcome: 'Bienvenida. **Primero siéntate**, después lees.',
  },
]
