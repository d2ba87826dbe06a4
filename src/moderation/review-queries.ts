import { type RawBuilder, sql } from 'kysely'
import { alliedPicturesOf, alliedTranslationsOf } from '../allies/queries.ts'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import type { StoredPicture } from '../media/queries.ts'
import { shownName } from '../members/shown-name.ts'
import { can } from '../policy/permissions.ts'
import { mayReview, underReview } from '../policy/review.ts'
import {
  isAuthor,
  visibleAlliedThread,
  visibleComment,
  visibleGroup,
  visiblePost,
} from '../policy/visibility.ts'
import { commentAddress } from '../posts/comment-address.ts'
import { attachmentsOf, type PostAttachment, picturesOf } from '../posts/queries.ts'
import { versionOf } from '../posts/rules.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import { countModerators } from '../standing/role-holders.ts'
import { type Above, aboveOf } from './above.ts'
import type { FlagCategory } from './categories.ts'
import type { Flaggable, Written } from './things.ts'

export interface Reviewed {
  readonly thing: Flaggable
  /** Null for what is anonymous and for whoever is no longer here. */
  readonly author: string | null
  readonly anonymous: boolean
  readonly isMine: boolean
  /** Her own is for another moderator, where there is one. */
  readonly mayDecide: boolean
  /** Markdown of what was written here; HTML of what an ally published. */
  readonly text: { readonly markdown: string } | { readonly html: SafeHtml }
  readonly title: string
  readonly language: string
  /** What an ally's readers can choose in its place. */
  readonly translations: readonly Translation[]
  readonly createdAt: Date
  readonly isEdited: boolean
  /** Since when it is held; null for what was only flagged. */
  readonly heldAt: Date | null
  /** The group or the followed channel; null for a group that the moderator does not belong to. */
  readonly placeName: string | null
  /** Its own page, where the moderator can open it. */
  readonly href: string | null
  readonly pictures: readonly StoredPicture[]
  readonly attachments: readonly PostAttachment[]
  /** What a poll offers. */
  readonly options: readonly string[]
  /** The post first, then the comments that it answers. */
  readonly above: readonly Above[]
  readonly version: string
}

/** An ally's text in a further language. */
export interface Translation {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
}

export interface FlagReason {
  readonly category: FlagCategory
  readonly count: number
  /** What was written beside it; who wrote it is nowhere. */
  readonly notes: readonly string[]
  /** When the thing was flagged first, in whichever category. */
  readonly since: Date
}

/**
 * Something that waits for the moderators, in its context: also from a group they do not belong to, whose name is left
 * out then, and only for as long as it waits (`underReview`). Undefined for everybody else. A fixed number of
 * statements.
 */
export async function readReviewed(ctx: MemberCtx, thing: Flaggable): Promise<Reviewed | undefined> {
  if (!can(ctx.actor, 'flag.decide') || !couldBeId(thing.id)) return undefined
  const row =
    thing.what === 'post'
      ? await readPost(ctx, thing.id)
      : thing.what === 'comment'
        ? await readComment(ctx, thing.id)
        : await readAlliedPost(ctx, thing.id)
  if (!row) return undefined
  return {
    ...row,
    thing,
    mayDecide: mayReview({ isOwn: row.isMine, moderators: await countModerators(ctx) }),
  }
}

/**
 * The same for the page on which something is removed: also what does not wait, if this member can see it. Whether she
 * may remove it is for the use case to say.
 */
export async function readRemovable(
  ctx: MemberCtx,
  thing: Written,
): Promise<(Omit<Reviewed, 'mayDecide'> & { readonly looksAfter: boolean }) | undefined> {
  if (!couldBeId(thing.id)) return undefined
  const row =
    thing.what === 'post' ? await readPost(ctx, thing.id, true) : await readComment(ctx, thing.id, true)
  return row && { ...row, thing }
}

/** Why it was flagged: each category with how often, and what was written beside it. Never by whom. One statement. */
export async function readFlagReasons(ctx: MemberCtx, { what, id }: Flaggable): Promise<FlagReason[]> {
  if (!can(ctx.actor, 'flag.decide')) return []
  const column = sql.ref(what === 'allied-post' ? 'allied_post_id' : `${what}_id`)
  // In the order of their words, not of their coming: when something was flagged can tell by whom.
  const { rows } = await sql<FlagReason>`
    select category, count(*)::int as count,
      coalesce(json_agg(note order by note) filter (where note <> ''), '[]') as notes,
      min(min(created_at)) over () as since
    from flags where ${column} = ${id} and decided_at is null
    group by category order by count(*) desc, category`.execute(ctx.db)
  return rows
}

type Row = Omit<Reviewed, 'thing' | 'mayDecide'> & { readonly looksAfter: boolean }

async function readPost(ctx: MemberCtx, postId: string, seen = false): Promise<Row | undefined> {
  const canSee = visiblePost(ctx, 'p')
  const row = await ctx.db
    .selectFrom('posts as p')
    .innerJoin('groups', 'groups.id', 'p.groupId')
    .leftJoin('postAuthors as author', 'author.postId', 'p.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .select(['p.id', 'p.body', 'p.language', 'p.createdAt', 'p.editedAt', 'p.heldAt', 'p.anonymous'])
    .select([
      shownName('writer').as('author'),
      isAuthor(ctx, 'post', sql.ref('p.id')).as('isMine'),
      sql<boolean>`${canSee}`.as('isVisible'),
      nameOfGroup(ctx).as('placeName'),
      officeIn(ctx, 'p.group_id').as('looksAfter'),
      picturesOf.as('pictures'),
      attachmentsOf.as('attachments'),
      sql<string[]>`(select coalesce(json_agg(label order by position), '[]')
        from poll_options where poll_options.post_id = p.id)`.as('options'),
    ])
    .where('p.id', '=', postId)
    .where(
      seen ? sql<boolean>`(${canSee} or ${underReview(ctx, 'post', 'p')})` : underReview(ctx, 'post', 'p'),
    )
    .executeTakeFirst()
  if (!row) return undefined
  const { id, body, editedAt, isVisible, ...post } = row
  return {
    ...post,
    text: { markdown: body },
    title: '',
    translations: [],
    isEdited: editedAt !== null,
    href: isVisible ? `/posts/${id}` : null,
    above: [],
    version: versionOf(editedAt),
  }
}

async function readComment(ctx: MemberCtx, commentId: string, seen = false): Promise<Row | undefined> {
  const canSee = visibleComment(ctx, 'comment')
  const row = await ctx.db
    .selectFrom('comments as comment')
    .leftJoin('commentAuthors as author', 'author.commentId', 'comment.id')
    .leftJoin('members as writer', 'writer.id', 'author.memberId')
    .leftJoin('posts', 'posts.id', 'comment.postId')
    .leftJoin('groups', 'groups.id', 'posts.groupId')
    .leftJoin('alliedPosts as allied', 'allied.id', 'comment.alliedPostId')
    .leftJoin('followedChannels as channel', 'channel.id', 'allied.followedChannelId')
    .select(['comment.id', 'comment.body', 'comment.language', 'comment.createdAt', 'comment.editedAt'])
    .select(['comment.heldAt', 'comment.anonymous', 'comment.postId', 'comment.alliedPostId'])
    .select([
      shownName('writer').as('author'),
      isAuthor(ctx, 'comment', sql.ref('comment.id')).as('isMine'),
      sql<boolean>`${canSee}`.as('isVisible'),
      sql<string | null>`coalesce(channel.name, ${nameOfGroup(ctx)})`.as('placeName'),
      officeIn(ctx, 'posts.group_id').as('looksAfter'),
      aboveOf(ctx).as('above'),
    ])
    .where('comment.id', '=', commentId)
    .where(
      seen
        ? sql<boolean>`(${canSee} or ${underReview(ctx, 'comment', 'comment')})`
        : underReview(ctx, 'comment', 'comment'),
    )
    .where(sql<boolean>`(comment.post_id is null or (posts.deleted_at is null and posts.removed_at is null))`)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, body, editedAt, isVisible, postId, alliedPostId, ...comment } = row
  return {
    ...comment,
    text: { markdown: body },
    title: '',
    translations: [],
    isEdited: editedAt !== null,
    href: isVisible ? commentAddress({ postId, alliedPostId }, id) : null,
    pictures: [],
    attachments: [],
    options: [],
    version: versionOf(editedAt),
  }
}

async function readAlliedPost(ctx: MemberCtx, alliedPostId: string): Promise<Row | undefined> {
  const row = await ctx.db
    .selectFrom('alliedPosts as p')
    .innerJoin('followedChannels as channel', 'channel.id', 'p.followedChannelId')
    .select(['p.id', 'p.authorName', 'p.title', 'p.html', 'p.language', 'p.receivedAt', 'p.updatedOn'])
    .select(['channel.name as placeName', sql<boolean>`${visibleAlliedThread(ctx, 'p')}`.as('isVisible')])
    .select([
      alliedPicturesOf(sql.ref('p.id')).as('pictures'),
      alliedTranslationsOf(sql.ref('p.id')).as('translations'),
    ])
    .where('p.id', '=', alliedPostId)
    .where('p.withdrawnAt', 'is', null)
    .where(
      sql<boolean>`exists (select 1 from flags where flags.allied_post_id = p.id and decided_at is null)`,
    )
    .executeTakeFirst()
  if (!row) return undefined
  const { id, authorName, html, translations, receivedAt, updatedOn, isVisible, ...post } = row
  return {
    ...post,
    author: authorName,
    anonymous: false,
    isMine: false,
    text: { html: markSafe(html) },
    translations: translations.map((text) => ({ ...text, html: markSafe(text.html) })),
    createdAt: receivedAt,
    isEdited: updatedOn !== null,
    heldAt: null,
    href: isVisible ? `/allies/posts/${id}` : null,
    attachments: [],
    options: [],
    above: [],
    looksAfter: false,
    version: versionOf(null),
  }
}

/** The name of a group that the reader belongs to; of every other, hidden or not, none. */
const nameOfGroup = (ctx: MemberCtx): RawBuilder<string | null> =>
  sql<string | null>`case when ${visibleGroup(ctx, sql.ref('groups.id'))} then groups.name end`

/** Whether she looks after the group as one of its own moderators. */
const officeIn = (ctx: MemberCtx, groupId: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from group_members office where office.group_id = ${sql.ref(groupId)}
    and office.member_id = ${ctx.actor.memberId} and office.role = 'moderator')`
