import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { shownName } from '../members/shown-name.ts'
import { olderThan } from '../paging.ts'
import { standing, visibleAlliedPost, visibleAlliedThread, visiblePost } from '../policy/visibility.ts'
import { isPostKind, type Search, searchPageSize, searchPeriods } from './rules.ts'

/**
 * Where words can stand, each as a select of the same columns behind the predicate of its own pages, newest first and
 * no more than a page needs: the text of posts, what stands beside them (a transcript, a description, an answer to
 * vote for, a correction), comments, and what allies wrote.
 */
export function sourcesOf(ctx: MemberCtx, wanted: Search, words: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const { kind, groupId } = wanted
  const isPost = kind === undefined || isPostKind(kind)
  const isComment = kind === undefined || kind === 'comment'
  const isAnywhere = groupId === undefined
  return [
    ...(isPost ? [postTexts(ctx, wanted, words), ...besidePosts(ctx, wanted, words)] : []),
    ...(isComment ? [comments(ctx, wanted, words)] : []),
    ...(isComment && isAnywhere ? [belowAllies(ctx, wanted, words)] : []),
    ...(isAnywhere && (kind === undefined || kind === 'ally') ? alliedPosts(ctx, wanted, words) : []),
  ]
}

function bounded(ctx: MemberCtx, wanted: Search, time: string, id: string): RawBuilder<unknown> {
  const at = sql.ref(time)
  const since = wanted.period && daysFrom(ctx.clock.now(), -searchPeriods[wanted.period])
  return sql`${since ? sql`${at} >= ${since}` : sql`true`}
    and ${olderThan(wanted.before, time, id)}
    order by ${at} desc, ${sql.ref(id)} desc limit ${searchPageSize + 1}`
}

const inGroup = ({ groupId }: Search) => (groupId === undefined ? sql`true` : sql`p.group_id = ${groupId}`)

const ofKind = ({ kind }: Search) => (kind === undefined ? sql`true` : sql`p.kind = ${kind}`)

/** The name she writes under; nobody's for what is anonymous, and for whom a freeze hides. */
const writerOf = (what: 'post' | 'comment', id: RawBuilder<unknown>) =>
  sql`(select ${shownName('writer')} from ${sql.table(`${what}_authors`)} authorship
    join members writer on writer.id = authorship.member_id
    where authorship.${sql.ref(`${what}_id`)} = ${id})`

const ofPost = sql`p.kind, p.id as thread_id, false as is_allied, groups.name as place,
  ${writerOf('post', sql`p.id`)} as author, p.language, p.created_at`

const postTexts = (ctx: MemberCtx, wanted: Search, words: RawBuilder<unknown>) =>
  sql`(select p.id, ${ofPost}, p.body from posts p join groups on groups.id = p.group_id
    where p.search @@ ${words} and ${visiblePost(ctx, 'p')} and ${inGroup(wanted)} and ${ofKind(wanted)}
      and ${bounded(ctx, wanted, 'p.created_at', 'p.id')})`

function besidePosts(ctx: MemberCtx, wanted: Search, words: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const beside = (from: RawBuilder<unknown>, body: RawBuilder<unknown>) =>
    sql`(select b.id, ${ofPost}, ${body} as body from ${from} join groups on groups.id = p.group_id
      where b.search @@ ${words} and ${visiblePost(ctx, 'p')} and ${inGroup(wanted)} and ${ofKind(wanted)}
        and ${bounded(ctx, wanted, 'p.created_at', 'b.id')})`
  return [
    beside(sql`attachments b join posts p on p.id = b.post_id`, sql`b.name || ' ' || b.transcript`),
    beside(sql`poll_options b join posts p on p.id = b.post_id`, sql`b.label`),
    beside(sql`alert_corrections b join posts p on p.id = b.post_id`, sql`b.body`),
    beside(
      sql`media b join post_images shown on shown.media_id = b.id join posts p on p.id = shown.post_id`,
      sql`b.alt`,
    ),
  ]
}

const ofComment = sql`c.id, 'comment' as kind, p.id as thread_id`

const comments = (ctx: MemberCtx, wanted: Search, words: RawBuilder<unknown>) =>
  sql`(select ${ofComment}, false as is_allied, groups.name as place,
      ${writerOf('comment', sql`c.id`)} as author, c.language, c.created_at, c.body
    from comments c join posts p on p.id = c.post_id join groups on groups.id = p.group_id
    where c.search @@ ${words} and ${standing(ctx, 'comment', 'c')} and ${visiblePost(ctx, 'p')}
      and ${inGroup(wanted)} and ${bounded(ctx, wanted, 'c.created_at', 'c.id')})`

/** Few among many comments: it says itself that only those are meant which have an index of their own. */
const belowAllies = (ctx: MemberCtx, wanted: Search, words: RawBuilder<unknown>) =>
  sql`(select ${ofComment}, true as is_allied, p.author_name as place,
      ${writerOf('comment', sql`c.id`)} as author, c.language, c.created_at, c.body
    from comments c join allied_posts p on p.id = c.allied_post_id
    where c.allied_post_id is not null and c.search @@ ${words} and ${standing(ctx, 'comment', 'c')}
      and ${visibleAlliedThread(ctx, 'p')} and ${bounded(ctx, wanted, 'c.created_at', 'c.id')})`

/** Each once: by its original where that holds the words, otherwise by the first of its other languages that does. */
function alliedPosts(ctx: MemberCtx, wanted: Search, words: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const texts = (from: RawBuilder<unknown>, text: string, isFirst: RawBuilder<unknown>) =>
    sql`(select p.id, 'ally' as kind, p.id as thread_id, true as is_allied, p.author_name as place,
        null::text as author, ${sql.ref(`${text}.language`)} as language, p.received_at as created_at,
        ${sql.ref(`${text}.title`)} || ' ' || regexp_replace(${sql.ref(`${text}.html`)}, '<[^>]*>', ' ', 'g') as body
      from ${from} where ${sql.ref(`${text}.search`)} @@ ${words} and ${isFirst}
        and ${visibleAlliedPost(ctx, 'p')} and ${bounded(ctx, wanted, 'p.received_at', 'p.id')})`
  return [
    texts(sql`allied_posts p`, 'p', sql`true`),
    texts(
      sql`allied_post_texts b join allied_posts p on p.id = b.allied_post_id`,
      'b',
      sql`not (p.search @@ ${words}) and not exists (select 1 from allied_post_texts other
        where other.allied_post_id = p.id and other.language < b.language and other.search @@ ${words})`,
    ),
  ]
}
