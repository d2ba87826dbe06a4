import type { Insertable } from 'kysely'
import type { MemberCtx } from '../../src/context.ts'
import type { DB } from '../../src/db/schema.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import type { TestCommunity } from '../support/community.ts'

type PostValues = Partial<Insertable<DB['posts']>>

/** Threads of a test community. Posts stand in the tables directly, so that what is tested is what is done with them. */
export function threadsIn(community: TestCommunity) {
  const { db, random, clock, groups } = community

  /** A post of hers, a second after whatever came before; an anonymous one is joined to her as P8 has it. */
  async function post(ctx: MemberCtx, values: PostValues = {}): Promise<string> {
    clock.moveDays(1 / 86_400)
    const id = random.id()
    const [createdAt, { memberId }] = [clock.now(), ctx.actor]
    await db
      .insertInto('posts')
      .values({
        id,
        groupId: groups.general,
        kind: 'discussion',
        body: 'A post',
        language: 'en',
        createdAt,
        ...values,
      })
      .execute()
    await (values.anonymous === true
      ? db.insertInto('anonymousAuthors').values({ postId: id, memberId, createdAt }).execute()
      : db.insertInto('postAuthors').values({ postId: id, memberId }).execute())
    return id
  }

  /** A poll of hers that is open for a day, with these answers. */
  async function poll(
    ctx: MemberCtx,
    { labels = ['Tea', 'Soup'], several = false, secret = false } = {},
  ): Promise<{ postId: string; options: string[] }> {
    const postId = await post(ctx, { kind: 'poll', body: 'What do we eat?' })
    const closesAt = new Date(clock.now().getTime() + 86_400_000)
    await db.insertInto('polls').values({ postId, several, secret, closesAt }).execute()
    const options = labels.map(() => random.id())
    await db
      .insertInto('pollOptions')
      .values(labels.map((label, position) => ({ id: options[position] ?? '', postId, position, label })))
      .execute()
    return { postId, options }
  }

  /** Comments a second after whatever came before. */
  async function say(
    ctx: MemberCtx,
    postId: string,
    text: string,
    more: { readonly parentId?: string; readonly withName?: boolean } = {},
  ): Promise<string> {
    clock.moveDays(1 / 86_400)
    const result = await createComment(ctx, {
      ...{ target: { postId }, submission: random.id(), text, language: 'en' },
      ...more,
    })
    if (!result.ok) throw new Error(result.refusals[0].message)
    return result.value.commentId
  }

  /** Whom the notices so far were for, and why; then they are taken away. */
  async function notices(names: Readonly<Record<string, MemberCtx>>): Promise<string[]> {
    const rows = await db.deleteFrom('notifications').returning(['memberId', 'kind']).execute()
    const nameOf = (id: string) =>
      Object.entries(names).find(([, ctx]) => ctx.actor.memberId === id)?.[0] ?? 'somebody'
    return rows.map(({ memberId, kind }) => `${nameOf(memberId)}: ${kind}`).toSorted()
  }

  const change = (table: 'posts' | 'comments', id: string, values: { heldAt?: Date; removedAt?: Date }) =>
    db.updateTable(table).set(values).where('id', '=', id).execute()

  return { post, poll, say, notices, change }
}
