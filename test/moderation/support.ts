import type { MemberCtx } from '../../src/context.ts'
import { flagThing } from '../../src/moderation/flag-thing.ts'
import { readQueue } from '../../src/moderation/queries.ts'
import { readReviewed } from '../../src/moderation/review-queries.ts'
import type { Flaggable, Written } from '../../src/moderation/things.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import type { Result } from '../../src/result.ts'
import { createTestApp } from '../support/app.ts'
import { createVisitor, type Visitor } from '../support/http-client.ts'

/** The value of something that must have worked. */
export function done<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.refusals.map(({ message }) => message).join(', '))
  return result.value
}

/** A community with members, two moderators, and what they need to write, flag and decide. */
export async function openModeration() {
  const app = await createTestApp()
  const { random } = app
  const people = {
    luz: await app.member({ name: 'Luz' }),
    ana: await app.member({ name: 'Ana' }),
    marta: await app.member({ name: 'Marta', roles: ['moderator'] }),
    iria: await app.member({ name: 'Iria', roles: ['moderator'] }),
  }

  const write = async (
    { ctx }: { readonly ctx: MemberCtx },
    text: string,
    groupId = app.groups.general,
  ): Promise<Written> => {
    const submission = random.id()
    done(await createPost(ctx, { groupId, submission, text, language: 'en', pictures: [] }))
    return { what: 'post', id: submission }
  }
  const comment = async (
    { ctx }: { readonly ctx: MemberCtx },
    postId: string,
    text: string,
    parentId?: string,
  ): Promise<Written> => {
    const submission = random.id()
    done(await createComment(ctx, { target: { postId }, submission, text, language: 'en', parentId }))
    return { what: 'comment', id: submission }
  }
  /** A group that only some know of. */
  const hiddenGroup = async (...members: readonly { readonly id: string }[]): Promise<string> => {
    const id = random.id()
    await app.db.insertInto('groups').values({ id, name: 'Lantern circle', access: 'hidden' }).execute()
    const joinedAt = app.clock.now()
    await app.db
      .insertInto('groupMembers')
      .values(members.map((member) => ({ groupId: id, memberId: member.id, joinedAt })))
      .execute()
    return id
  }
  const flag = async (
    { ctx }: { readonly ctx: MemberCtx },
    thing: Flaggable,
    { category = 'danger', note = '' } = {},
  ): Promise<void> => {
    done(await flagThing(ctx, { thing, category, note }))
  }
  const visitor = async ({ id }: { readonly id: string }): Promise<Visitor> => {
    const cookie = await app.signIn(id)
    return createVisitor(app.origin, (url, init) => {
      const headers = new Headers(init.headers)
      headers.set('cookie', [cookie, headers.get('cookie')].filter(Boolean).join('; '))
      return app.app.request(url, { ...init, headers })
    })
  }

  return {
    ...app,
    ...people,
    write,
    comment,
    hiddenGroup,
    flag,
    visitor,
    watch: (word: string) => app.db.insertInto('watchedWords').values({ id: random.id(), word }).execute(),
    /** The state of the words that a moderator reads now. */
    versionFor: async (ctx: MemberCtx, thing: Flaggable): Promise<string> =>
      (await readReviewed(ctx, thing))?.version ?? 'first',
    waiting: async (ctx: MemberCtx): Promise<readonly string[]> =>
      (await readQueue(ctx)).entries.map(({ kind, id }) => `${kind} ${id}`),
    noticesOf: async (memberId: string): Promise<readonly string[]> => {
      const notices = await app.db
        .selectFrom('notifications')
        .select('kind')
        .where('memberId', '=', memberId)
        .orderBy('kind')
        .execute()
      return notices.map(({ kind }) => kind)
    },
    acts: async (): Promise<readonly string[]> => {
      const acts = await app.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
      return acts.map(({ act }) => act)
    },
  }
}

export type Moderation = Awaited<ReturnType<typeof openModeration>>
