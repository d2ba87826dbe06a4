import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'
import { chooseText } from '../i18n/languages.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { newcomerEnd } from '../policy/visibility.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import {
  type PublishedEdition,
  publishedTables,
  readEdition,
  readEditions,
  readThreadEditions,
} from './published.ts'
import { inThreadOrder } from './thread.ts'

const editionsPerPage = 20

/** A page of a channel and the mark its next page begins after: a day and an id. */
export async function readChannelPage(
  ctx: Pick<Ctx, 'db'>,
  channelId: string,
  mark: string | undefined,
  since?: string,
): Promise<{ readonly editions: readonly PublishedEdition[]; readonly older?: string }> {
  const page = { channelId, before: readMark(mark), since, limit: editionsPerPage + 1 }
  return cut(await readEditions(publishedTables(ctx.db), page))
}

/**
 * Everything of ours that is out, answers in followed channels and comments passed on included, newest day first;
 * for moderators, any of whom may take it back. Empty for everybody else.
 */
export async function readOutside(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  mark: string | undefined,
): Promise<{ readonly editions: readonly PublishedEdition[]; readonly older?: string }> {
  if (!can(ctx.actor, 'edition.withdraw')) return { editions: [] }
  const page = { before: readMark(mark), limit: editionsPerPage + 1, replies: true }
  return cut(await readEditions(publishedTables(ctx.db), page))
}

/** Cuts off the one edition too many, and says where the next page begins. */
function cut(read: readonly PublishedEdition[]) {
  const editions = read.slice(0, editionsPerPage)
  const last = editions.at(-1)
  if (read.length <= editionsPerPage || !last) return { editions }
  return { editions, older: `${last.publishedOn}_${last.id}` }
}

function readMark(mark: string | undefined) {
  const [, publishedOn, id] = /^([1-9]\d{3}-\d\d-\d\d)_([0-9a-z]{24})$/.exec(mark ?? '') ?? []
  if (publishedOn === undefined || id === undefined || !couldBeId(id)) return undefined
  const day = new Date(publishedOn)
  // JavaScript reads the 31st of February as a day in March; the database refuses it.
  return Number.isNaN(day.getTime()) || dayOf(day) !== publishedOn ? undefined : { publishedOn, id }
}

/**
 * The first day that a newcomer reads an allied channel from: what allies share in confidence is no older for her
 * than threads are (P7). Undefined for everybody else and for open channels.
 */
export async function readSince(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  kind: 'open' | 'allied',
): Promise<string | undefined> {
  if (kind === 'open' || ctx.actor.kind !== 'member') return undefined
  const row = await ctx.db
    .selectFrom('members as member')
    .innerJoin('community', (join) => join.onTrue())
    .select('member.joinedAt')
    .where('member.id', '=', ctx.actor.memberId)
    .where(newcomerEnd('member', 'community'), '>', ctx.clock.now())
    .executeTakeFirst()
  return row && dayOf(row.joinedAt)
}

/**
 * What stands outside, for a member to see here: an edition in a channel of our own that is not older than a newcomer
 * may read. Answers in channels of others are read there; here moderators find them, to take them back.
 */
export async function readVisibleEdition(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  editionId: string,
): Promise<PublishedEdition | undefined> {
  if (!couldBeId(editionId)) return undefined
  const edition = await readEdition(publishedTables(ctx.db), editionId)
  if (!edition || edition.withdrawnOn !== undefined) return undefined
  if (!edition.channel && !can(ctx.actor, 'edition.withdraw')) return undefined
  const since = await readSince(ctx, edition.channel?.kind ?? 'allied')
  return since !== undefined && edition.publishedOn < since ? undefined : edition
}

/** A picture of such an edition; of an allied channel other servers must sign for it, and members only sign in. */
export async function readEditionPicture(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  { editionId, fileId }: { readonly editionId: string; readonly fileId: string },
): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined> {
  const edition = await readVisibleEdition(ctx, editionId)
  if (!edition?.images.some((image) => image.fileId === fileId)) return undefined
  return ctx.db
    .selectFrom('publishedFiles')
    .select(['bytes', 'mediaType'])
    .where('id', '=', fileId)
    .executeTakeFirst()
}

export interface EditionReply {
  readonly id: string
  readonly uri: string
  readonly inReplyTo: string
  readonly author: string
  readonly passedOnFrom?: string
  /** Whose words these are, with where she writes from. */
  readonly speaker: string
  readonly publishedOn: string
  readonly updatedOn?: string
  readonly language: string
  readonly html: SafeHtml
  /** Where moderators take it out again; only theirs to know. */
  readonly remoteCommentId?: string
}

/**
 * The thread below an edition, in its order: comments that we passed on as editions of our own, answers of ours, and in
 * open channels those that were accepted where they are.
 */
export async function readEditionReplies(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  edition: Pick<PublishedEdition, 'id' | 'uri'>,
  languages: readonly string[] = [],
): Promise<readonly EditionReply[]> {
  const own = await readThreadEditions(publishedTables(ctx.db), edition.id)
  const accepted = await ctx.db
    .selectFrom('remoteComments')
    .select(['id', 'objectUri', 'inReplyTo', 'actorName', 'host', 'publishedOn', 'language', 'html'])
    .select('passedOnEditionId')
    .where('editionId', '=', edition.id)
    .where('state', '=', 'accepted')
    .orderBy('publishedOn')
    .orderBy('id')
    .limit(400)
    .execute()
  const mayDecide = can(ctx.actor, 'remote-comment.decide')
  const decided = (comment: { readonly id: string } | undefined) =>
    comment && mayDecide ? { remoteCommentId: comment.id } : {}
  const replies: EditionReply[] = [
    ...own.map(({ id, uri, inReplyTo = '', author, passedOnFrom, publishedOn, updatedOn, texts }) => {
      const text = chooseText(texts, languages)
      return {
        ...{ id, uri, inReplyTo, publishedOn },
        author: author.name,
        speaker: passedOnFrom ?? author.name,
        ...(passedOnFrom === undefined ? {} : { passedOnFrom }),
        ...(updatedOn === undefined ? {} : { updatedOn }),
        language: text?.language ?? '',
        html: text?.html ?? markSafe(''),
        ...decided(accepted.find(({ passedOnEditionId }) => passedOnEditionId === id)),
      }
    }),
    // Sanitised when it was received.
    ...accepted
      .filter(({ passedOnEditionId }) => passedOnEditionId === null)
      .map(({ objectUri, actorName, host, html, passedOnEditionId, ...comment }) => ({
        ...comment,
        uri: objectUri,
        author: actorName,
        passedOnFrom: host,
        speaker: `${actorName} (${host})`,
        html: markSafe(html),
        ...decided(comment),
      })),
  ]
  return inThreadOrder(replies)
}
