import { type PublishedDatabase, readChannelEditions } from '../../channels/published.ts'
import type { Fragment } from '../builder.ts'
import { approvedHosts, type Readers } from '../gateway.ts'
import { announceOf, createOf } from '../outbox/edition-activities.ts'
import { collection, type PublicActor } from './actor.ts'

export interface ServedCollection {
  readonly body: Fragment
  readonly readers: Readers
}

export type ReadCollection = (
  db: PublishedDatabase,
  actor: PublicActor,
  origin: string,
) => Promise<ServedCollection | undefined>

/** How many editions an outbox shows. */
const shown = 20

/**
 * An outbox. Only open channels show anything there: what an allied channel sent went to its followers, and a list of
 * one voice or pen name would gather what was said in different places.
 */
const outbox: ReadCollection = async (db, actor, origin) => {
  const id = `${actor.uri}/outbox`
  const { channel } = actor
  if (channel?.kind !== 'open') return { body: collection(id, []), readers: await readersOf(db, actor) }
  const items: Fragment[] = []
  for (const edition of await readChannelEditions(db, channel.id, { limit: shown })) {
    // Withdrawn between two statements.
    if (edition.texts.length === 0) continue
    const { body } = await announceOf(edition, await createOf(edition, origin), origin)
    items.push(body)
  }
  return { body: collection(id, items), readers: 'anyone' }
}

/** Followers are not listed and not counted. */
const followers: ReadCollection = async (db, actor) =>
  actor.channel && { body: collection(`${actor.uri}/followers`), readers: await readersOf(db, actor) }

/** Moderators are members and never named: the moderation actor stands for all of them (P1). */
const moderators: ReadCollection = async (db, actor) => {
  if (!actor.channel) return undefined
  const rows = await db.selectFrom('actors').select('uri').where('kind', '=', 'moderation').execute()
  const uris = rows.map(({ uri }) => uri)
  return { body: collection(`${actor.uri}/moderators`, uris), readers: await readersOf(db, actor) }
}

/** Nothing is pinned in a channel, which is said because peers ask for it. */
const featured: ReadCollection = async (db, actor) =>
  actor.channel && { body: collection(`${actor.uri}/featured`, []), readers: await readersOf(db, actor) }

export const collections: ReadonlyMap<string, ReadCollection> = new Map([
  ['outbox', outbox],
  ['followers', followers],
  ['moderators', moderators],
  ['featured', featured],
])

/** The collections of an allied channel are for its approved followers; all others say nothing, to anybody. */
const readersOf = async (db: PublishedDatabase, { channel }: PublicActor): Promise<Readers> =>
  channel?.kind === 'allied' ? approvedHosts(db, channel.id) : 'anyone'
