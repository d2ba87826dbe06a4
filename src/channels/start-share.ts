import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'

/**
 * Begins to share a post: a draft with a copy of its text and of what is said in its voice message, which from then on
 * changes by itself. No picture goes along unless she chooses it: faces and places leave too easily. Files never do.
 * Only her own post, and one at a time: a draft of the same post is gone on with. What she wrote for another woman
 * stays inside: that woman agreed to the group, and nobody but her could agree to more (P5).
 */
export async function startShare(
  ctx: MemberCtx,
  { postId }: { readonly postId: string },
): Promise<Result<{ shareId: string }>> {
  if (!couldBeId(postId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('posts as post')
      .innerJoin('postAuthors as author', 'author.postId', 'post.id')
      .select(['post.id', 'post.body', 'post.language'])
      .where('post.id', '=', postId)
      .where('post.onBehalf', '=', false)
      .where('author.memberId', '=', trx.actor.memberId)
      .where(visiblePost(trx, 'post'))
      .forNoKeyUpdate('post')
      .executeTakeFirst()
    if (!post) return missing()
    if (!can(trx.actor, 'share.propose', 'author')) return forbidden()
    const draftId = await findDraft(trx, 'postId', post.id)
    if (draftId !== undefined) return ok({ shareId: draftId })
    const body = [post.body, ...(await spokenWords(trx, postId))].filter((words) => words !== '').join('\n\n')
    const shareId = await insertDraft(trx, { postId, body, language: post.language })
    return ok({ shareId })
  })
}

/** A voice is recognised and never leaves; what was said in it may. */
async function spokenWords(ctx: MemberTransactionCtx, postId: string): Promise<string[]> {
  const voices = await ctx.db
    .selectFrom('attachments')
    .select('transcript')
    .where('postId', '=', postId)
    .where('kind', '=', 'voice')
    .orderBy('position')
    .execute()
  return voices.map(({ transcript }) => transcript)
}

/** The member's own draft of a first version from the same beginning, if there is one. */
export async function findDraft(
  ctx: MemberTransactionCtx,
  beginning: 'postId' | 'inReplyTo',
  value: string,
): Promise<string | undefined> {
  const draft = await ctx.db
    .selectFrom('shares as share')
    .innerJoin('shareAuthors as author', 'author.shareId', 'share.id')
    .select('share.id')
    .where(`share.${beginning}`, '=', value)
    .where('share.state', '=', 'draft')
    .where('share.editionId', 'is', null)
    .where('author.memberId', '=', ctx.actor.memberId)
    .executeTakeFirst()
  return draft?.id
}

export interface NewDraft {
  readonly postId?: string | null
  readonly channelId?: string | null
  readonly followedChannelId?: string | null
  readonly inReplyTo?: string | null
  readonly editionId?: string | null
  readonly attribution?: 'voice' | 'pen_name' | 'unlinked'
  readonly penNameActorId?: string | null
  readonly language: string
  readonly title?: string
  readonly body: string
  readonly translationsWelcome?: boolean
}

/** Writes a draft of the member's own. */
export async function insertDraft(ctx: MemberTransactionCtx, draft: NewDraft): Promise<string> {
  const id = ctx.random.id()
  await ctx.db
    .insertInto('shares')
    .values({ ...draft, id, state: 'draft', createdAt: ctx.clock.now() })
    .execute()
  await ctx.db.insertInto('shareAuthors').values({ shareId: id, memberId: ctx.actor.memberId }).execute()
  return id
}
