import { type Kysely, sql } from 'kysely'
import type { Database } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { markSafe } from '../safe-html.ts'
import type { EditionNote, PublishedEdition } from './published-edition.ts'

/**
 * The tables that what leaves the community is made of, and no others (P3): nothing here leads to a member. Documents
 * that others read and the gateway are handed this type, so a read of closed content does not compile there. What works
 * events off is handed the same tables with the queue and the bytes it passes on for others (`OutboundCtx` of the
 * gateway); the import rules keep everything wider away from it.
 */
export type PublishedTable =
  | 'activities'
  | 'actorKeys'
  | 'actors'
  | 'channelAliases'
  | 'channelPins'
  | 'channels'
  | 'channelTexts'
  | 'deliveries'
  | 'editionFetches'
  | 'editionImages'
  | 'editionNotes'
  | 'editions'
  | 'editionTexts'
  | 'editionVersions'
  | 'followedChannels'
  | 'followers'
  | 'offeredTranslations'
  | 'outgoingFlags'
  | 'publishedFiles'
  | 'receivedTranslations'
  | 'remoteComments'

export type PublishedDatabase = Kysely<Pick<DB, PublishedTable>>

/** Narrows a handle to the published tables. */
export const publishedTables = (db: Database): PublishedDatabase => db.$pickTables<PublishedTable>()

export type { EditionNote, PublishedEdition } from './published-edition.ts'

/** One edition in its current version, withdrawn ones as a tombstone without texts and images; 3 statements. */
export async function readEdition(db: PublishedDatabase, id: string): Promise<PublishedEdition | undefined> {
  const rows = await editionRows(db).where('edition.id', '=', id).execute()
  const [edition] = await complete(db, rows)
  return edition
}

interface EditionCursor {
  readonly publishedOn: string
  readonly id: string
}

interface EditionPage {
  /** An own channel; without it all that is out, answers in followed channels included. */
  readonly channelId?: string
  readonly before?: EditionCursor | undefined
  /** Leaves out what was published before this day. */
  readonly since?: string | undefined
  readonly limit: number
  /** Answers and passed-on comments are left out unless it is true. */
  readonly replies?: boolean
}

/** Editions that stand, newest day first and within a day in no telling order, without withdrawn ones. */
export async function readEditions(
  db: PublishedDatabase,
  { channelId, before, since, limit, replies = false }: EditionPage,
): Promise<readonly PublishedEdition[]> {
  let query = editionRows(db)
    .where('edition.withdrawnOn', 'is', null)
    .orderBy('edition.publishedOn', 'desc')
    .orderBy('edition.id')
    .limit(limit)
  if (channelId !== undefined) query = query.where('edition.channelId', '=', channelId)
  if (!replies) query = query.where('edition.inReplyTo', 'is', null)
  if (since !== undefined) query = query.where('edition.publishedOn', '>=', since)
  if (before !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('edition.publishedOn', '<', before.publishedOn),
        eb.and([eb('edition.publishedOn', '=', before.publishedOn), eb('edition.id', '>', before.id)]),
      ]),
    )
  }
  return complete(db, await query.execute())
}

/** The editions of an own channel, as `readEditions`. */
export const readChannelEditions = (
  db: PublishedDatabase,
  channelId: string,
  page: Omit<EditionPage, 'channelId'>,
): Promise<readonly PublishedEdition[]> => readEditions(db, { ...page, channelId })

/** Our own editions in the thread that an edition begins, oldest day first: answers and what we passed on. At most 200. */
export async function readThreadEditions(
  db: PublishedDatabase,
  rootId: string,
): Promise<readonly PublishedEdition[]> {
  const rows = await editionRows(db)
    .where('edition.rootId', '=', rootId)
    .where('edition.withdrawnOn', 'is', null)
    .orderBy('edition.publishedOn')
    .orderBy('edition.id')
    .limit(200)
    .execute()
  return complete(db, rows)
}

/** The Notes beside an edition, or one by its id, those that were taken back included. */
export async function readNotes(
  db: PublishedDatabase,
  of: { readonly editionId: string } | { readonly id: string },
): Promise<readonly EditionNote[]> {
  const notes = db
    .selectFrom('editionNotes')
    .select(['id', 'uri', 'editionId', 'language', 'withdrawnOn'])
    .orderBy('id')
  const rows = await ('id' in of
    ? notes.where('id', '=', of.id)
    : notes.where('editionId', '=', of.editionId)
  ).execute()
  return rows.map(({ withdrawnOn, ...note }) => (withdrawnOn === null ? note : { ...note, withdrawnOn }))
}

const editionRows = (db: PublishedDatabase) =>
  db
    .selectFrom('editions as edition')
    .innerJoin('actors as author', 'author.id', 'edition.actorId')
    .leftJoin('channels as channel', 'channel.id', 'edition.channelId')
    .leftJoin('actors as channelActor', 'channelActor.id', 'channel.actorId')
    .leftJoin('followedChannels as followed', 'followed.id', 'edition.followedChannelId')
    .leftJoin('editions as root', 'root.id', 'edition.rootId')
    .select([
      'root.uri as rootUri',
      'edition.id',
      'edition.uri',
      'edition.actorId',
      'edition.channelId',
      'edition.followedChannelId',
      'edition.objectType',
      'edition.inReplyTo',
      'edition.originUri',
      'edition.passedOnFrom',
      'edition.version',
      'edition.publishedOn',
      'edition.updatedOn',
      'edition.withdrawnOn',
      'edition.lockedOn',
      'edition.translationsWelcome',
      'edition.mayBeCarried',
      'author.uri as authorUri',
      'author.name as authorName',
      'author.kind as authorKind',
      'channel.slug as channelSlug',
      'channel.kind as channelKind',
      'channel.language as channelLanguage',
      'channelActor.uri as channelUri',
      'channelActor.name as channelName',
      'followed.actorUri as followedUri',
      'followed.inbox as followedInbox',
      'followed.sharedInbox as followedSharedInbox',
      'followed.kind as followedKind',
      'followed.name as followedName',
    ])

type EditionRow = Awaited<ReturnType<ReturnType<typeof editionRows>['execute']>>[number]

/** Adds texts and images of the current versions: two statements for however many editions. */
async function complete(
  db: PublishedDatabase,
  rows: readonly EditionRow[],
): Promise<readonly PublishedEdition[]> {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const texts = await db
    .selectFrom('editionTexts as text')
    .innerJoin('editions as edition', (join) =>
      join.onRef('edition.id', '=', 'text.editionId').onRef('edition.version', '=', 'text.version'),
    )
    .select(['text.editionId', 'text.language', 'text.original', 'text.title', 'text.html'])
    .select('text.translatedBy')
    .where('text.editionId', 'in', ids)
    .orderBy('text.original', 'desc')
    .orderBy('text.language')
    .execute()
  const images = await db
    .selectFrom('editionImages as image')
    .innerJoin('editions as edition', (join) =>
      join.onRef('edition.id', '=', 'image.editionId').onRef('edition.version', '=', 'image.version'),
    )
    .innerJoin('publishedFiles as file', 'file.id', 'image.fileId')
    .select(['image.editionId', 'image.alt', 'edition.uri as editionUri'])
    .select(['file.id', 'file.mediaType', 'file.width', 'file.height'])
    .select(sql<number>`octet_length(file.bytes)`.as('byteLength'))
    .where('image.editionId', 'in', ids)
    .orderBy('image.position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    uri: row.uri,
    ...targetOf(row),
    author: {
      actorId: row.actorId,
      uri: row.authorUri,
      name: row.authorName,
      kind: row.authorKind === 'pen_name' ? 'pen_name' : 'voice',
    },
    objectType: row.objectType,
    ...(row.inReplyTo === null ? {} : { inReplyTo: row.inReplyTo }),
    ...(row.rootUri === null ? {} : { rootUri: row.rootUri }),
    ...(row.originUri === null ? {} : { originUri: row.originUri }),
    ...(row.passedOnFrom === null ? {} : { passedOnFrom: row.passedOnFrom }),
    ...(row.translationsWelcome ? { translationsWelcome: true } : {}),
    ...(row.mayBeCarried ? { mayBeCarried: true } : {}),
    version: row.version,
    publishedOn: row.publishedOn,
    ...(row.updatedOn === null ? {} : { updatedOn: row.updatedOn }),
    ...(row.withdrawnOn === null ? {} : { withdrawnOn: row.withdrawnOn }),
    ...(row.lockedOn === null ? {} : { lockedOn: row.lockedOn }),
    texts: texts
      .filter(({ editionId }) => editionId === row.id)
      .map(({ language, original, title, html, translatedBy }) => ({
        language,
        original,
        title,
        html: markSafe(html),
        ...(translatedBy === null ? {} : { translatedBy }),
      })),
    images: images
      .filter(({ editionId }) => editionId === row.id)
      .map(({ id, editionUri, mediaType, width, height, byteLength, alt }) => ({
        fileId: id,
        url: `${new URL(editionUri).origin}/ap/files/${id}`,
        mediaType,
        width,
        height,
        byteLength,
        alt,
      })),
  }))
}

function targetOf(row: EditionRow): Pick<PublishedEdition, 'channel' | 'followedChannel'> {
  if (row.channelId !== null && row.channelSlug !== null && row.channelKind !== null) {
    return {
      channel: {
        id: row.channelId,
        slug: row.channelSlug,
        kind: row.channelKind,
        actorUri: row.channelUri ?? '',
        name: row.channelName ?? '',
        language: row.channelLanguage ?? '',
      },
    }
  }
  if (row.followedChannelId !== null && row.followedKind !== null) {
    return {
      followedChannel: {
        id: row.followedChannelId,
        actorUri: row.followedUri ?? '',
        inbox: row.followedInbox ?? '',
        ...(row.followedSharedInbox === null ? {} : { sharedInbox: row.followedSharedInbox }),
        kind: row.followedKind,
        name: row.followedName ?? '',
      },
    }
  }
  return {}
}
