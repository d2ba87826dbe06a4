import type { MemberCtx, Role } from '../../src/context.ts'
import type { Result } from '../../src/result.ts'
import { createTestApp } from '../support/app.ts'
import { createVisitor, type Visitor } from '../support/http-client.ts'

export const done = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.refusals.map(({ message }) => message).join(', '))
  return result.value
}

/** The kind of what was refused, or `done`. */
export const outcomeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.refusals[0].kind)

export const fieldsOf = (result: Result<unknown>) =>
  result.ok ? [] : result.refusals.map(({ field }) => field)

/** Members and moderators who write to each other, over use cases and over HTTP. */
export async function createContactWorld() {
  const app = await createTestApp()
  const person = async (name: string, roles: readonly Role[] = []) => (await app.member({ name, roles })).ctx
  const mar = await person('Mar', ['moderator'])
  const flor = await person('Flor', ['moderator'])
  const luz = await person('Luz')
  const ana = await person('Ana')

  const message = (text: string) => ({ submission: app.random.id(), text })

  /** A post as its use case leaves it. */
  const post = async (
    ctx: MemberCtx,
    { groupId = app.groups.general, anonymous = false } = {},
  ): Promise<string> => {
    const postId = app.random.id()
    const createdAt = app.clock.now()
    await app.db
      .insertInto('posts')
      .values({ id: postId, groupId, kind: 'discussion', body: 'Soup', language: 'en', createdAt, anonymous })
      .execute()
    const { memberId } = ctx.actor
    if (anonymous)
      await app.db.insertInto('anonymousAuthors').values({ postId, memberId, createdAt }).execute()
    else await app.db.insertInto('postAuthors').values({ postId, memberId }).execute()
    return postId
  }

  const hiddenGroup = async (...members: readonly MemberCtx[]): Promise<string> => {
    const groupId = app.random.id()
    await app.db.insertInto('groups').values({ id: groupId, name: groupId, access: 'hidden' }).execute()
    await app.db
      .insertInto('groupMembers')
      .values(members.map(({ actor: { memberId } }) => ({ groupId, memberId, joinedAt: app.clock.now() })))
      .execute()
    return groupId
  }

  const unseen = async (ctx: MemberCtx) =>
    app.db
      .selectFrom('notifications')
      .select(['kind', 'conversationId', 'postId', 'createdAt'])
      .where('memberId', '=', ctx.actor.memberId)
      .where('seen', '=', false)
      .execute()

  const visitorOf = async (ctx: MemberCtx): Promise<Visitor> => {
    const cookie = await app.signIn(ctx.actor.memberId)
    return createVisitor(app.origin, (url, init) =>
      app.app.request(url, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init.headers)), cookie },
      }),
    )
  }

  return { ...app, mar, flor, luz, ana, message, post, hiddenGroup, unseen, visitorOf }
}

export type ContactWorld = Awaited<ReturnType<typeof createContactWorld>>
