import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { storeAttachments } from '../media/store-attachments.ts'
import { storeImages } from '../media/store-images.ts'
import { isWatched } from '../moderation/watch-list.ts'
import { notifyAlert } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Refusal, type Result, refuse } from '../result.ts'
import { judgeStanding } from '../standing/judge-standing.ts'
import { dropDraft } from './drop-draft.ts'
import { endOf } from './kinds.ts'
import { type CreatePost, judgeNewPost } from './new-post.ts'
import { prepareFiles } from './prepare-files.ts'
import { judgeLanguage } from './rules.ts'
import { groupPlaceOf } from './writing-places.ts'
import { readWritingTerms, type WritingTerms } from './writing-terms.ts'

export type { CreatePost } from './new-post.ts'

export interface CreatedPost {
  readonly postId: string
  /** True when a moderator looks at it before others see it. */
  readonly isHeld?: boolean
}

/**
 * Writes a post in a group of hers, and forgets the draft of it. The same form again gives the same post. Who wrote an
 * anonymous one stands in `anonymous_authors` alone (P8). Refuses: missing for a group she cannot see, forbidden
 * while she is muted and for kinds that are not hers to write, invalid beside a field, conflict when the form was sent
 * before with other words.
 */
export async function createPost(ctx: MemberCtx, input: CreatePost): Promise<Result<CreatedPost>> {
  const terms = await readWritingTerms(ctx, input.groupId)
  if (!terms) return missing()
  const [first, ...more] = [
    ...judgeNewPost(input, ctx.clock.now()),
    ...judgeLanguage(input.language, await readSettings(ctx)),
  ]
  if (first) return refuse(first, ...more)
  if (!couldBeId(input.submission)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
  const earlier = await sentBefore(ctx, input)
  if (earlier) return earlier
  const files = await prepareFiles(ctx, input)
  if (!files.ok) return files

  return inTransaction(ctx, async (trx) => {
    const [refused, ...others] = await judgeWriter(trx, input)
    if (refused) return refuse(refused, ...others)
    // Held for the whole transaction: a draft that is saved at the same moment comes before or not at all.
    await dropDraft(trx, groupPlaceOf(input.groupId))
    const isHeld = await isWatched(trx, wordsOf(input))
    if (!(await insertPost(trx, input, { terms, isHeld }))) return (await sentBefore(trx, input)) ?? missing()
    const postId = input.submission
    await insertAuthor(trx, input)
    await insertPoll(trx, input)
    const alts = input.pictures.map(({ alt }) => alt)
    const mediaIds = await storeImages(trx, files.value.images, alts)
    if (mediaIds.length > 0) {
      const rows = mediaIds.map((mediaId, position) => ({ postId, mediaId, position }))
      await trx.db.insertInto('postImages').values(rows).execute()
    }
    await storeAttachments(trx, postId, files.value.attachments)
    if (isHeld) return ok({ postId, isHeld })
    if (input.kind === 'alert') await notifyAlert(trx, postId)
    return ok({ postId })
  })
}

/** What may have changed while files were worked on: whether she belongs there, and what is hers to write. */
async function judgeWriter(trx: MemberTransactionCtx, input: CreatePost): Promise<readonly Refusal[]> {
  const terms = await readWritingTerms(trx, input.groupId)
  if (!terms) return refusalsOf(missing())
  if (!can(trx.actor, 'post.create', 'reader')) return refusalsOf(forbidden())
  const isAnonymous = input.isAnonymous ?? false
  return [
    ...(await judgeStanding(trx, { isAnonymous })),
    ...(input.kind === 'alert' && !terms.mayAlert ? [notHers('post.errors.alertNotAllowed')] : []),
    ...(input.onBehalf && !terms.mayWriteOnBehalf ? [notHers('post.errors.onBehalfNotAllowed')] : []),
  ]
}

const refusalsOf = (result: Result<never>): readonly Refusal[] => (result.ok ? [] : result.refusals)
const notHers = (message: Refusal['message']): Refusal => ({ kind: 'forbidden', message })

/** Everything that others would read, for the watch-list. */
const wordsOf = ({ text, poll, pictures, document, voice }: CreatePost): string =>
  [text, ...(poll?.options ?? []), ...pictures.map(({ alt }) => alt), document?.name, voice?.transcript]
    .filter((words) => words !== undefined)
    .join('\n')

async function insertPost(
  trx: MemberTransactionCtx,
  input: CreatePost,
  { terms, isHeld }: { readonly terms: WritingTerms; readonly isHeld: boolean },
): Promise<boolean> {
  const now = trx.clock.now()
  const { submission, groupId, text, language, kind = 'discussion', isAnonymous = false } = input
  const inserted = await trx.db
    .insertInto('posts')
    .values({
      id: submission,
      groupId,
      kind,
      body: text,
      language,
      anonymous: isAnonymous,
      onBehalf: input.onBehalf !== undefined,
      expiresAt: endOf(now, input.lifetime, terms.mostDays),
      heldAt: isHeld ? now : null,
      createdAt: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

async function insertAuthor(trx: MemberTransactionCtx, input: CreatePost): Promise<void> {
  const author = { postId: input.submission, memberId: trx.actor.memberId }
  if (input.isAnonymous) {
    const createdAt = trx.clock.now()
    await trx.db
      .insertInto('anonymousAuthors')
      .values({ ...author, createdAt })
      .execute()
  } else await trx.db.insertInto('postAuthors').values(author).execute()
  if (!input.onBehalf) return
  await trx.db
    .insertInto('spokenConsents')
    .values({ ...input.onBehalf, postId: input.submission })
    .execute()
}

async function insertPoll(trx: MemberTransactionCtx, input: CreatePost): Promise<void> {
  const { poll, submission: postId } = input
  if (input.kind !== 'poll' || !poll) return
  const closesAt = endOf(trx.clock.now(), poll.days, null)
  if (!closesAt) return
  const { several, secret } = poll
  await trx.db.insertInto('polls').values({ postId, several, secret, closesAt }).execute()
  await trx.db
    .insertInto('pollOptions')
    .values(poll.options.map((label, position) => ({ id: trx.random.id(), postId, position, label })))
    .execute()
}

/** The answer to a form that was sent before, by a nervous finger or a lost connection; nothing when it is new. */
async function sentBefore(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
  { submission, groupId, text, isAnonymous = false }: CreatePost,
): Promise<Result<CreatedPost> | undefined> {
  const earlier = await ctx.db
    .selectFrom('posts')
    .select(['groupId', 'body', 'deletedAt', 'heldAt', 'anonymous'])
    .select(isAuthor(ctx, 'post', sql.ref('posts.id')).as('isMine'))
    .where('id', '=', submission)
    .executeTakeFirst()
  if (!earlier) return undefined
  // A form that was sent with her name is never taken for one without it.
  const isSame =
    earlier.isMine &&
    earlier.groupId === groupId &&
    earlier.body === text &&
    earlier.anonymous === isAnonymous &&
    earlier.deletedAt === null
  if (!isSame) return refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
  return ok({ postId: submission, ...(earlier.heldAt === null ? {} : { isHeld: true }) })
}
