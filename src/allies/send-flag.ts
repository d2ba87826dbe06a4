import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { visibleAlliedPost } from '../policy/visibility.ts'
import { forbidden, invalid, judgeText, missing, ok, type Refusal, type Result, refuse } from '../result.ts'

/** In UTF-16 units. */
export const longestFlag = 1_000

export interface SendFlag {
  readonly alliedPostId: string
  /** Her own words, never a member's: they leave as they are. */
  readonly words: string
}

/**
 * A moderator tells the moderators of another server that something they brought is wrong. It is said by the
 * community's moderation actor, in her words; that it was she, and which member flagged it here, stays inside. Nothing
 * is ever sent by itself. Refuses: missing, forbidden, invalid with the field `words` (none, or too many).
 */
export async function sendFlag(
  ctx: MemberCtx,
  { alliedPostId, words }: SendFlag,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'flag.send')) return forbidden()
  if (!couldBeId(alliedPostId)) return missing()
  const said = words.trim()
  const wrong = judgeFlag(said)
  if (wrong) return refuse(wrong)
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('alliedPosts as post')
      .innerJoin('followedChannels as channel', 'channel.id', 'post.followedChannelId')
      .select(['post.objectUri', 'channel.actorUri', 'channel.actorType', 'channel.inbox'])
      .where('post.id', '=', alliedPostId)
      .where(visibleAlliedPost(trx, 'post'))
      .executeTakeFirst()
    if (!post) return missing()
    const id = trx.random.id()
    await trx.db
      .insertInto('outgoingFlags')
      .values({
        id,
        objectUris: [...flaggedObjects(post)],
        recipientUri: post.actorUri,
        inbox: post.inbox,
        words: said,
        createdOn: dayOf(trx.clock.now()),
      })
      .execute()
    await emit(trx, { type: 'flag-sent', outgoingFlagId: id })
    await recordAct(trx, 'flag-sent', alliedPostId)
    return ok()
  })
}

/** What is wrong with the words of a flag, if anything. */
export const judgeFlag = (words: string): Refusal | undefined =>
  words.trim() === ''
    ? invalid('words', 'flagOut.errors.words')
    : judgeText('words', words.trim(), longestFlag)[0]

export interface FlaggableElsewhere {
  readonly id: string
  readonly authorName: string
  readonly title: string
  readonly channelName: string
  readonly host: string
  /** All that is named to them. */
  readonly objectUris: readonly string[]
}

/** What she would tell them about; undefined for whoever may not, and for what is not there. */
export async function readFlaggableElsewhere(
  ctx: MemberCtx,
  alliedPostId: string,
): Promise<FlaggableElsewhere | undefined> {
  if (!can(ctx.actor, 'flag.send') || !couldBeId(alliedPostId)) return undefined
  const row = await ctx.db
    .selectFrom('alliedPosts as post')
    .innerJoin('followedChannels as channel', 'channel.id', 'post.followedChannelId')
    .select(['post.id', 'post.authorName', 'post.title', 'post.objectUri'])
    .select(['channel.name as channelName', 'channel.host', 'channel.actorUri', 'channel.actorType'])
    .where('post.id', '=', alliedPostId)
    .where(visibleAlliedPost(ctx, 'post'))
    .executeTakeFirst()
  if (!row) return undefined
  const { id, authorName, title, channelName, host } = row
  return { id, authorName, title, channelName, host, objectUris: flaggedObjects(row) }
}

/** Groups are told of the object alone, as Lemmy wants it; of an account's the account first, as Mastodon looks for it. */
const flaggedObjects = (post: {
  readonly objectUri: string
  readonly actorUri: string
  readonly actorType: string
}): readonly string[] => (post.actorType === 'Group' ? [post.objectUri] : [post.actorUri, post.objectUri])
