import { sql } from 'kysely'
import { alliedTranslationsOf } from '../allies/queries.ts'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { shownName } from '../members/shown-name.ts'
import { isAuthor, visibleAlliedPost, visibleComment, visiblePost } from '../policy/visibility.ts'
import { commentAddress } from '../posts/comment-address.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import { isFlaggedByHer } from './flag-thing.ts'
import type { Translation } from './review-queries.ts'
import type { Flaggable } from './things.ts'

export interface FlaggableView {
  /** Null for what is anonymous and for whoever is no longer here. */
  readonly author: string | null
  readonly anonymous: boolean
  readonly text: { readonly markdown: string } | { readonly html: SafeHtml }
  readonly language: string
  /** What an ally's readers can choose in its place. */
  readonly translations?: readonly Translation[]
  readonly createdAt: Date
  readonly isMine: boolean
  /** The reader asked for it already; about others it says nothing. */
  readonly isFlagged: boolean
  /** Where it stands. */
  readonly href: string
}

/** Something as the page shows it on which it is flagged; undefined for what this member cannot see. One statement. */
export async function readFlaggable(ctx: MemberCtx, thing: Flaggable): Promise<FlaggableView | undefined> {
  if (!couldBeId(thing.id)) return undefined
  switch (thing.what) {
    case 'post':
      return readPost(ctx, thing.id)
    case 'comment':
      return readComment(ctx, thing.id)
    case 'allied-post':
      return readAlliedPost(ctx, thing.id)
  }
}

async function readPost(ctx: MemberCtx, postId: string): Promise<FlaggableView | undefined> {
  const row = await ctx.db
    .selectFrom('posts as p')
    .leftJoin('postAuthors as author', 'author.postId', 'p.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .select(['p.body', 'p.language', 'p.createdAt', 'p.anonymous', shownName('writer').as('author')])
    .select([
      isAuthor(ctx, 'post', sql.ref('p.id')).as('isMine'),
      isFlaggedByHer(ctx, 'post').as('isFlagged'),
    ])
    .where('p.id', '=', postId)
    .where(visiblePost(ctx, 'p'))
    .executeTakeFirst()
  if (!row) return undefined
  const { body, ...post } = row
  return { ...post, text: { markdown: body }, href: `/posts/${postId}` }
}

async function readComment(ctx: MemberCtx, commentId: string): Promise<FlaggableView | undefined> {
  const row = await ctx.db
    .selectFrom('comments as p')
    .leftJoin('commentAuthors as author', 'author.commentId', 'p.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .select(['p.body', 'p.language', 'p.createdAt', 'p.anonymous', 'p.postId', 'p.alliedPostId'])
    .select([
      shownName('writer').as('author'),
      isAuthor(ctx, 'comment', sql.ref('p.id')).as('isMine'),
      isFlaggedByHer(ctx, 'comment').as('isFlagged'),
    ])
    .where('p.id', '=', commentId)
    .where(visibleComment(ctx, 'p'))
    .executeTakeFirst()
  if (!row) return undefined
  const { body, postId, alliedPostId, ...comment } = row
  const href = commentAddress({ postId, alliedPostId }, commentId)
  return { ...comment, text: { markdown: body }, href }
}

async function readAlliedPost(ctx: MemberCtx, alliedPostId: string): Promise<FlaggableView | undefined> {
  const row = await ctx.db
    .selectFrom('alliedPosts as p')
    .select(['p.html', 'p.language', 'p.receivedAt as createdAt', 'p.authorName as author'])
    .select([
      isFlaggedByHer(ctx, 'allied-post').as('isFlagged'),
      alliedTranslationsOf(sql.ref('p.id')).as('translations'),
    ])
    .where('p.id', '=', alliedPostId)
    .where(visibleAlliedPost(ctx, 'p'))
    .executeTakeFirst()
  if (!row) return undefined
  const { html, translations, ...post } = row
  return {
    ...post,
    anonymous: false,
    isMine: false,
    text: { html: markSafe(html) },
    translations: translations.map((text) => ({ ...text, html: markSafe(text.html) })),
    href: `/allies/posts/${alliedPostId}`,
  }
}
