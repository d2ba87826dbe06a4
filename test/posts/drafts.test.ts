import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purges } from '../../src/community/purge-expired.ts'
import type { MemberCtx } from '../../src/context.ts'
import { daysFrom } from '../../src/days.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { deleteDraft } from '../../src/posts/delete-draft.ts'
import { listDrafts, readDraft } from '../../src/posts/draft-queries.ts'
import { type SaveDraft, saveDraft } from '../../src/posts/save-draft.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { done, refusals, writerOf } from './writer.ts'

let community: TestCommunity
let writer: ReturnType<typeof writerOf>
let luz: MemberCtx
let ana: MemberCtx
let moderator: MemberCtx
let place: string

beforeAll(async () => {
  community = await createTestCommunity()
  writer = writerOf(community)
  luz = (await community.member()).ctx
  ana = (await community.member()).ctx
  moderator = (await community.member({ roles: ['moderator'] })).ctx
  place = `group:${community.groups.general}`
})
afterAll(() => community.close())
beforeEach(async () => {
  await community.db.deleteFrom('drafts').execute()
})

const draft = (change: Partial<SaveDraft> = {}): SaveDraft => ({
  place,
  submission: community.random.id(),
  fields: { text: 'Not yet', kind: 'question', anonymous: 'yes' },
  ...change,
})

describe('a draft', () => {
  it('comes back as she left it, to her alone', async () => {
    expect(await saveDraft(luz, draft())).toEqual({ ok: true, value: { isKept: true } })
    expect(await readDraft(luz, place)).toEqual({
      fields: { text: 'Not yet', kind: 'question', anonymous: 'yes' },
      updatedAt: community.clock.now(),
    })
    for (const ctx of [ana, moderator]) {
      expect(await readDraft(ctx, place)).toBeUndefined()
      expect(await listDrafts(ctx)).toEqual([])
    }
  })

  it('is one for each place, the last one', async () => {
    done(await saveDraft(luz, draft()))
    done(await saveDraft(luz, draft({ fields: { text: 'Better' } })))
    expect(await writer.count('drafts')).toBe(1)
    expect(await readDraft(luz, place)).toMatchObject({ fields: { text: 'Better' } })
  })

  it('without words is forgotten, whatever is ticked', async () => {
    done(await saveDraft(luz, draft()))
    const empty = draft({ fields: { kind: 'poll', anonymous: 'yes', days: '7' } })
    expect(await saveDraft(luz, empty)).toEqual({ ok: true, value: { isKept: false } })
    expect(await writer.count('drafts')).toBe(0)
  })

  it('is refused where she cannot write, like where nothing is', async () => {
    const hidden = await writer.write(moderator, { groupId: community.groups.moderators })
    for (const wrong of [
      ...['', 'x', 'group:', 'group:x', 'comment:x', `share:${community.groups.general}`, '\0'],
      ...[`group:${community.groups.moderators}`, `group:${community.random.id()}`, `comment:${hidden}`],
    ]) {
      expect(refusals(await saveDraft(luz, draft({ place: wrong })))).toEqual([
        'invalid text drafts.errors.place',
      ])
    }
    expect(await writer.count('drafts')).toBe(0)
  })

  it('is refused when it is longer than any post, all fields together', async () => {
    const fields = { text: 'x'.repeat(40_000), options: 'x'.repeat(20_001) }
    expect(refusals(await saveDraft(luz, draft({ fields })))).toEqual(['invalid text form.errors.long'])
  })

  it('is gone with the post that it becomes', async () => {
    done(await saveDraft(luz, draft()))
    done(await saveDraft(ana, draft()))
    await writer.write(luz)
    expect(await readDraft(luz, place)).toBeUndefined()
    expect(await readDraft(ana, place)).toBeDefined()
  })

  it('of a comment is gone with the comment', async () => {
    const postId = await writer.write(ana)
    const commentPlace = `comment:${postId}`
    done(await saveDraft(luz, draft({ place: commentPlace, fields: { text: 'And' } })))
    expect(await readThreadPost(luz, postId)).toMatchObject({ draft: 'And' })
    expect(await readThreadPost(ana, postId)).toMatchObject({ draft: null })
    const submission = community.random.id()
    done(await createComment(luz, { target: { postId }, submission, text: 'And', language: 'en' }))
    expect(await readDraft(luz, commentPlace)).toBeUndefined()
  })

  it('stays when the post is refused', async () => {
    done(await saveDraft(luz, draft()))
    expect(await createPost(luz, writer.post({ text: '' }))).toMatchObject({ ok: false })
    expect(await readDraft(luz, place)).toBeDefined()
  })

  it('P8 is not kept of what was sent already, even when both arrive at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const input = writer.post({ isAnonymous: true })
      const late = draft({ submission: input.submission })
      await Promise.all([
        saveDraft(luz, late),
        createPost(luz, input).then(done),
        saveDraft(luz, late),
        saveDraft(luz, late),
      ])
      await saveDraft(luz, late)
      expect(await writer.count('drafts')).toBe(0)
    }
  })

  it('is deleted when she says so, and 30 days after she last wrote on it', async () => {
    done(await saveDraft(luz, draft()))
    done(await deleteDraft(luz, { place }))
    done(await deleteDraft(luz, { place: '\0nothing' }))
    expect(await writer.count('drafts')).toBe(0)
    done(await saveDraft(luz, draft()))
    const system = community.system()
    expect(await purges['drafts']?.(system, daysFrom(community.clock.now(), -0.1))).toBe(0)
    expect(await purges['drafts']?.(system, community.clock.now())).toBe(1)
  })
})

describe('the list of drafts', () => {
  it('says where each would stand, and of what is gone only her words', async () => {
    const postId = await writer.write(ana)
    done(await saveDraft(luz, draft({ fields: { text: 'A post' } })))
    done(await saveDraft(luz, draft({ place: `comment:${postId}`, fields: { text: 'A comment' } })))
    const { general } = community.groups
    const list = async () =>
      (await listDrafts(luz)).map(({ fields, groupId, groupName, postId: answered }) => [
        fields['text'],
        groupId,
        groupName,
        answered,
      ])
    expect((await list()).sort()).toEqual([
      ['A comment', general, 'General', postId],
      ['A post', general, 'General', null],
    ])
    await community.db
      .updateTable('posts')
      .set({ removedAt: community.clock.now() })
      .where('id', '=', postId)
      .execute()
    expect(await list()).toContainEqual(['A comment', null, null, null])
  })
})
