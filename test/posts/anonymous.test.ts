import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShare } from '../../src/channels/start-share.ts'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import type { MemberCtx } from '../../src/context.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import { editPost } from '../../src/posts/edit-post.ts'
import { readFeed, readPost } from '../../src/posts/queries.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { saveDraft } from '../../src/posts/save-draft.ts'
import { oggVoice } from '../media/sounds.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { done, refusals, writerOf } from './writer.ts'

let community: TestCommunity
let writer: ReturnType<typeof writerOf>
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx

beforeAll(async () => {
  community = await createTestCommunity()
  writer = writerOf(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator', 'admin'] })).ctx
})
afterAll(() => community.close())

/** Every row of the database that holds both texts, by its table. */
async function tablesWith(...texts: readonly string[]): Promise<string[]> {
  const { rows: tables } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(community.db)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} whole
      where ${sql.join(
        texts.map((text) => sql`whole::text like ${`%${text}%`}`),
        sql` and `,
      )} limit 1`.execute(community.db)
    if (rows.length > 0) found.push(name)
  }
  return found.sort()
}

describe('P8: an anonymous post', () => {
  it('is joined to its author in one table alone, also when it is an alert, a poll or was a draft', async () => {
    const place = `group:${community.groups.general}`
    const poll = { options: ['Yes', 'No'], several: false, secret: false, days: 3 }
    for (const change of [{}, { kind: 'alert' as const, lifetime: 1 }, { kind: 'poll' as const, poll }]) {
      const submission = community.random.id()
      const text = `Words that only one woman writes ${submission}`
      done(await saveDraft(luz, { place, submission, fields: { text, anonymous: 'yes' } }))
      const postId = await writer.write(luz, { ...change, submission, text, isAnonymous: true })
      const joined = await tablesWith(postId, luz.actor.memberId)
      // An alert is told to everybody, its author included: a list without her would name her.
      expect(joined).toEqual(
        change.kind === 'alert' ? ['anonymous_authors', 'notifications'] : ['anonymous_authors'],
      )
      expect(await tablesWith(text, luz.actor.memberId)).toEqual([])
    }
  })

  it('tells of an anonymous alert exactly those whom it would tell of anybody’s', async () => {
    const postId = await writer.write(luz, { kind: 'alert', lifetime: 1, isAnonymous: true })
    const told = await community.db
      .selectFrom('notifications')
      .select('memberId')
      .where('postId', '=', postId)
      .execute()
    const members = await community.db.selectFrom('members').select('id').execute()
    expect(told.map(({ memberId }) => memberId).sort()).toEqual(members.map(({ id }) => id).sort())
  })

  it('says to nobody who wrote it, moderators and admins included', async () => {
    const postId = await writer.write(luz, { isAnonymous: true })
    for (const ctx of [ana, moderator]) {
      expect(await readPost(ctx, postId)).toMatchObject({ author: null, isMine: false, anonymous: true })
      const feed = await readFeed(ctx, community.groups.general)
      expect(JSON.stringify(feed.posts.find(({ id }) => id === postId))).not.toContain('Luz')
    }
    expect(await readPost(luz, postId)).toMatchObject({ author: null, isMine: true })
  })

  it('is changed and deleted by its author, and by no other member', async () => {
    const postId = await writer.write(luz, { isAnonymous: true })
    const change = { postId, version: versionOf(null), text: 'Changed', language: 'en' }
    expect(refusals(await editPost(ana, change))).toEqual(['forbidden errors.forbidden'])
    done(await editPost(luz, change))
    expect(refusals(await deletePost(ana, { postId }))).toEqual(['forbidden errors.forbidden'])
    done(await deletePost(luz, { postId }))
    expect(await tablesWith(postId, luz.actor.memberId)).toEqual([])
  })

  it('is forgotten after 30 days: then not even its author can change it', async () => {
    const postId = await writer.write(luz, { isAnonymous: true })
    community.clock.moveDays(29.9)
    done(await purgeExpired(community.system()))
    expect(await readPost(luz, postId)).toMatchObject({ isMine: true })
    community.clock.moveDays(0.1)
    done(await purgeExpired(community.system()))
    expect(await readPost(luz, postId)).toMatchObject({ isMine: false, body: 'Good morning' })
    expect(await tablesWith(postId, luz.actor.memberId)).toEqual([])
    const change = { postId, version: versionOf(null), text: 'Changed', language: 'en' }
    expect(refusals(await editPost(luz, change))).toEqual(['forbidden errors.forbidden'])
  })

  it('takes no voice message: a voice is recognised', async () => {
    const voice = { bytes: oggVoice(), transcript: '' }
    const before = await writer.count('posts')
    expect(refusals(await createPost(luz, writer.post({ voice, isAnonymous: true })))).toEqual([
      'invalid voice post.errors.voiceAnonymous',
    ])
    expect(await writer.count('posts')).toBe(before)
  })

  it('is not written for another woman at the same time', async () => {
    const onBehalf = { note: 'At breakfast', givenOn: '2030-05-20' }
    expect(refusals(await createPost(moderator, writer.post({ onBehalf, isAnonymous: true })))).toEqual([
      'invalid onBehalf post.errors.onBehalfAnonymous',
    ])
  })

  it('is never what a form became that was sent with her name, nor the other way round', async () => {
    for (const isAnonymous of [false, true]) {
      const input = writer.post({ isAnonymous })
      done(await createPost(luz, input))
      expect(refusals(await createPost(luz, { ...input, isAnonymous: !isAnonymous }))).toEqual([
        'conflict post.errors.sentBefore',
      ])
      expect(await createPost(luz, input)).toMatchObject({ ok: true })
      expect(refusals(await createPost(ana, input))).toEqual(['conflict post.errors.sentBefore'])
    }
  })

  it('cannot be shared outside: the share would name her', async () => {
    const postId = await writer.write(luz, { isAnonymous: true })
    expect(refusals(await startShare(luz, { postId }))).toEqual(['missing errors.missing'])
  })

  it('is refused while that is limited to her, and posts under her name are not', async () => {
    const endsAt = new Date(community.clock.now().getTime() + 86_400_000)
    const limit = { memberId: luz.actor.memberId, endsAt }
    await community.db.insertInto('anonymousLimits').values(limit).execute()
    expect(refusals(await createPost(luz, writer.post({ isAnonymous: true })))).toEqual([
      'forbidden standing.errors.anonymousLimited',
    ])
    expect(await createPost(luz, writer.post())).toMatchObject({ ok: true })
    await community.db.deleteFrom('anonymousLimits').execute()
  })
})

describe('P8: the link of an anonymous comment', () => {
  it('is forgotten after 30 days as well', async () => {
    const postId = await writer.write(luz)
    const commentId = community.random.id()
    const createdAt = community.clock.now()
    await community.db
      .insertInto('comments')
      .values({ id: commentId, postId, body: 'Yes', language: 'en', anonymous: true, createdAt })
      .execute()
    await community.db
      .insertInto('anonymousCommentAuthors')
      .values({ commentId, memberId: luz.actor.memberId, createdAt })
      .execute()
    community.clock.moveDays(30)
    done(await purgeExpired(community.system()))
    expect(await tablesWith(commentId, luz.actor.memberId)).toEqual([])
  })
})
