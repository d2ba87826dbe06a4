import type { MemberCtx } from '../../src/context.ts'
import { type CreatePost, createPost } from '../../src/posts/create-post.ts'
import type { Result } from '../../src/result.ts'
import type { TestCommunity } from '../support/community.ts'

/** Shortcuts for posts of a test community: a plain one in General, changed as the test at hand wants it. */
export function writerOf(community: TestCommunity) {
  const post = (change: Partial<CreatePost> = {}): CreatePost => ({
    groupId: community.groups.general,
    submission: community.random.id(),
    text: 'Good morning',
    language: 'en',
    pictures: [],
    ...change,
  })
  return {
    post,
    /** Writes it, and fails the test when it is refused. */
    async write(ctx: MemberCtx, change: Partial<CreatePost> = {}): Promise<string> {
      return done(await createPost(ctx, post(change))).postId
    },
    row: (postId: string) =>
      community.db.selectFrom('posts').selectAll().where('id', '=', postId).executeTakeFirst(),
    async count(table: 'posts' | 'media' | 'attachments' | 'drafts' | 'comments'): Promise<number> {
      const rows = await community.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return rows.count
    },
  }
}

/** What a use case gave; its refusal fails the test with the reason. */
export function done<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new Error(result.refusals.map(({ field, message }) => `${field ?? ''} ${message}`).join(', '))
}

/** Kinds, fields and messages of a refusal. */
export const refusals = (result: Result<unknown>) =>
  result.ok
    ? []
    : result.refusals.map(({ kind, field, message }) =>
        [kind, field ?? '', message].join(' ').replace('  ', ' '),
      )
