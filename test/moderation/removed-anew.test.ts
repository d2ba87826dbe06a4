import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import { eraseMember } from '../../src/members/erase-member.ts'
import { removeWritten } from '../../src/moderation/remove-written.ts'
import { restoreRemoved } from '../../src/moderation/restore-removed.ts'
import { undoDecision } from '../../src/moderation/undo-decision.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { readAnonymousPost } from '../../src/standing/anonymous-queries.ts'
import { limitAnonymous } from '../../src/standing/limit-anonymous.ts'
import { done, type Moderation, openModeration } from './support.ts'

let moderation: Moderation
beforeAll(async () => {
  moderation = await openModeration()
})
afterAll(() => moderation.close())

describe('a removal', () => {
  it('that was taken back by another moderator cannot be undone when she removes the words anew', async () => {
    const { marta, iria, luz } = moderation
    const thing = await moderation.write(luz, 'Her street is the third one')
    const first = done(await removeWritten(marta.ctx, { thing, category: 'spam', reason: '' }))
    done(await restoreRemoved(iria.ctx, thing))
    done(await removeWritten(iria.ctx, { thing, category: 'danger', reason: '' }))
    expect((await undoDecision(marta.ctx, { undoId: first.undoId })).ok).toBe(false)
    const row = await moderation.db
      .selectFrom('posts')
      .select('removedAt')
      .where('id', '=', thing.id)
      .executeTakeFirst()
    expect(row?.removedAt).not.toBeNull()
  })

  it('P8 of an anonymous post is emptied at the same time whether or not its author has left', async () => {
    const { marta, db, clock, random, groups } = moderation
    const posts: string[] = []
    const writers = [await moderation.member(), await moderation.member()]
    for (const { ctx } of writers) {
      const id = random.id()
      const post = { groupId: groups.general, submission: id, text: 'Rain', language: 'en', pictures: [] }
      done(await createPost(ctx, { ...post, isAnonymous: true }))
      const limit = { postId: id, submission: random.id(), days: '90', reason: 'A street was named.' }
      done(await limitAnonymous(marta.ctx, limit))
      done(await removeWritten(marta.ctx, { thing: { what: 'post', id }, category: 'names', reason: '' }))
      posts.push(id)
    }
    const shown = async () => {
      done(await purgeExpired(moderation.system()))
      return Promise.all(posts.map(async (id) => (await readAnonymousPost(marta.ctx, id))?.body))
    }
    clock.moveDays(3)
    await db.transaction().execute((trx) => eraseMember({ db: trx, clock, random }, writers[0]?.id ?? ''))
    expect(await shown()).toEqual(['Rain', 'Rain'])
    clock.moveDays(28)
    expect(await shown()).toEqual([undefined, undefined])
  })
})
