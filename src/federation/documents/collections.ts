import { readPinnedEditions } from '../../channels/pinned.ts'
import { type PublishedDatabase, readChannelEditions } from '../../channels/published.ts'
import { type Fragment, objectOfEdition } from '../builder.ts'
import { approvedHosts, type Readers } from '../gateway.ts'
import { announceOf, createOf } from '../outbox/edition-activities.ts'
import { collection, type PublicActor } from './actor.ts'

export interface ServedCollection {
  readonly body: Fragment
  readonly readers: Readers
  /** The editions whose words it carries. */
  readonly editionIds: readonly string[]
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
  if (channel?.kind !== 'open') return wordless(db, actor, collection(id, []))
  const items: Fragment[] = []
  const editionIds: string[] = []
  for (const edition of await readChannelEditions(db, channel.id, { limit: shown })) {
    // Withdrawn between two statements.
    if (edition.texts.length === 0) continue
    const { body } = await announceOf(edition, await createOf(edition, origin), origin)
    items.push(body)
    editionIds.push(edition.id)
  }
  return { body: collection(id, items), readers: 'anyone', editionIds }
}

/** Followers are not listed and not counted. */
const followers: ReadCollection = async (db, actor) =>
  actor.channel && wordless(db, actor, collection(`${actor.uri}/followers`))

/** Moderators are members and never named: the moderation actor stands for all of them (P1). */
const moderators: ReadCollection = async (db, actor) => {
  if (!actor.channel) return undefined
  const rows = await db.selectFrom('actors').select('uri').where('kind', '=', 'moderation').execute()
  const uris = rows.map(({ uri }) => uri)
  return wordless(db, actor, collection(`${actor.uri}/moderators`, uris))
}

/**
 * What moderators pinned. An open channel gives the objects, as Lemmy reads them; an allied one their addresses alone,
 * so that who takes their words asks for each by itself, which is noted (P5).
 */
const featured: ReadCollection = async (db, actor) => {
  const { channel } = actor
  if (!channel) return undefined
  const pinned = await readPinnedEditions(db, channel.id)
  const id = `${actor.uri}/featured`
  if (channel.kind !== 'open') {
    const uris = pinned.map(({ uri }) => uri)
    return wordless(db, actor, collection(id, uris))
  }
  const editionIds = pinned.map((edition) => edition.id)
  return { body: collection(id, pinned.map(objectOfEdition)), readers: 'anyone', editionIds }
}

export const collections: ReadonlyMap<string, ReadCollection> = new Map([
  ['outbox', outbox],
  ['followers', followers],
  ['moderators', moderators],
  ['featured', featured],
])

/** The collections of an allied channel are for its approved followers; all others say nothing, to anybody. */
const readersOf = async (db: PublishedDatabase, { channel }: PublicActor): Promise<Readers> =>
  channel?.kind === 'allied' ? approvedHosts(db, channel.id) : 'anyone'

const wordless = async (
  db: PublishedDatabase,
  actor: PublicActor,
  body: Fragment,
): Promise<ServedCollection> => ({ body, readers: await readersOf(db, actor), editionIds: [] })
