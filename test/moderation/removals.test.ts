import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purges } from '../../src/community/purge-expired.ts'
import { daysFrom } from '../../src/days.ts'
import { countToDo } from '../../src/moderation/queries.ts'
import { readLatelyRemoved, readOwnRemoval } from '../../src/moderation/removal-queries.ts'
import { removeWritten } from '../../src/moderation/remove-written.ts'
import { restoreRemoved } from '../../src/moderation/restore-removed.ts'
import type { Written } from '../../src/moderation/things.ts'
import { undoDecision } from '../../src/moderation/undo-decision.ts'
import { readComments } from '../../src/posts/comment-queries.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
let post: Written
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())
beforeEach(async () => {
  await m.db.deleteFrom('notifications').execute()
  post = await m.write(m.luz, 'Something against the rules')
})

const refused = (kind: string, field?: string) => ({
  ok: false,
  refusals: [field === undefined ? { kind } : { kind, field }],
})
const because = { category: 'rules', reason: 'We agreed on it in May' }
const remove = (ctx = m.marta.ctx, thing = post) => removeWritten(ctx, { thing, ...because })

describe('removing what another woman wrote', () => {
  it('closes it to everybody, with the reason for its author alone', async () => {
    done(await remove())
    for (const { ctx } of [m.luz, m.ana, m.marta]) expect(await readPost(ctx, post.id)).toBeUndefined()
    expect(await readOwnRemoval(m.luz.ctx, post)).toMatchObject({
      category: 'rules',
      reason: 'We agreed on it in May',
      body: 'Something against the rules',
    })
    expect(await readOwnRemoval(m.ana.ctx, post)).toBeUndefined()
    expect(await readOwnRemoval(m.marta.ctx, post)).toBeUndefined()
    expect(await m.noticesOf(m.luz.id)).toEqual(['post-removed'])
    expect((await m.acts()).at(-1)).toBe('post-removed')
  })

  it('keeps the place of a comment for the answers below it', async () => {
    const comment = await m.comment(m.luz, post.id, 'Not nice')
    m.clock.moveDays(0.001)
    const answer = await m.comment(m.ana, post.id, 'Indeed', comment.id)
    done(await remove(m.marta.ctx, comment))
    const { comments } = await readComments(m.ana.ctx, { postId: post.id })
    expect(comments.map(({ id, body, author }) => ({ id, body, author }))).toEqual([
      { id: comment.id, body: '', author: null },
      { id: answer.id, body: 'Indeed', author: 'Ana' },
    ])
    expect((await m.acts()).at(-1)).toBe('comment-removed')
  })

  it('is for moderators who see it, and for those of its group', async () => {
    const groupId = await m.hiddenGroup(m.luz, m.ana)
    const hidden = await m.write(m.luz, 'Among us', groupId)
    expect(await remove(m.marta.ctx, hidden)).toMatchObject(refused('missing'))
    expect(await remove(m.ana.ctx, hidden)).toMatchObject(refused('forbidden'))
    await m.db
      .updateTable('groupMembers')
      .set({ role: 'moderator' })
      .where('groupId', '=', groupId)
      .where('memberId', '=', m.ana.id)
      .execute()
    const { undoId } = done(await remove(m.ana.ctx, hidden))
    expect(await readPost(m.luz.ctx, hidden.id)).toBeUndefined()
    done(await undoDecision(m.ana.ctx, { undoId }))
    expect(await readPost(m.luz.ctx, hidden.id)).toBeDefined()
    expect(await remove(m.ana.ctx)).toMatchObject(refused('forbidden'))
  })

  it('needs a reason, and is not for her own words', async () => {
    const wrong = (category: string, reason: string) =>
      removeWritten(m.marta.ctx, { thing: post, category, reason })
    expect(await wrong('', 'x')).toMatchObject(refused('invalid', 'category'))
    expect(await wrong('other', '')).toMatchObject(refused('invalid', 'reason'))
    expect(await wrong('rules', 'x'.repeat(501))).toMatchObject(refused('invalid', 'reason'))
    expect(await remove(m.luz.ctx)).toMatchObject(refused('forbidden'))
    const own = await m.write(m.marta, 'Mine')
    expect(await remove(m.marta.ctx, own)).toMatchObject(refused('forbidden'))
  })

  it('revokes what waits to be shared from it, and what is undone does not share it again', async () => {
    const shareId = m.random.id()
    await m.db
      .insertInto('shares')
      .values({
        id: shareId,
        postId: post.id,
        state: 'proposed',
        title: '',
        body: 'x',
        language: 'en',
        createdAt: m.clock.now(),
      })
      .execute()
    const { undoId } = done(await remove())
    const state = () => m.db.selectFrom('shares').select('state').where('id', '=', shareId).executeTakeFirst()
    expect(await state()).toEqual({ state: 'revoked' })
    done(await undoDecision(m.marta.ctx, { undoId }))
    expect(await state()).toEqual({ state: 'revoked' })
  })

  it('of two moderators is done by one; the other reads that it is done', async () => {
    const results = await Promise.all([remove(), remove(m.iria.ctx)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({
      refusals: [{ kind: 'conflict', message: 'queue.errors.removed' }],
    })
    const removals = await m.db.selectFrom('removals').select('id').where('postId', '=', post.id).execute()
    expect(removals).toHaveLength(1)
  })

  it('decides the flags on it as well', async () => {
    await m.flag(m.ana, post)
    const before = await countToDo(m.marta.ctx)
    const { undoId, wasWaiting } = done(await remove())
    expect(wasWaiting).toBe(true)
    expect(await countToDo(m.marta.ctx)).toBe(before - 1)
    done(await undoDecision(m.marta.ctx, { undoId }))
    expect(await countToDo(m.marta.ctx)).toBe(before)
  })
})

describe('what was removed', () => {
  /** House-keeping of the tables that have to do with removals. */
  const sweep = async () => {
    for (const [table, days] of [
      ['undos', 1],
      ['removals', 30],
      ['notifications', 30],
    ] as const) {
      await purges[table]?.(m, daysFrom(m.clock.now(), -days))
    }
  }

  it('can be brought back for a day by any moderator of its groups', async () => {
    done(await remove())
    m.clock.moveDays(0.5)
    expect((await readLatelyRemoved(m.iria.ctx)).map(({ id }) => id)).toContain(post.id)
    expect(await readLatelyRemoved(m.ana.ctx)).toEqual([])
    expect(await restoreRemoved(m.ana.ctx, post)).toMatchObject(refused('missing'))
    done(await restoreRemoved(m.iria.ctx, post))
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
    expect(await m.noticesOf(m.luz.id)).toEqual([])
    expect(await readOwnRemoval(m.luz.ctx, post)).toBeUndefined()
    expect(await restoreRemoved(m.iria.ctx, post)).toMatchObject(refused('missing'))
    expect((await m.acts()).at(-1)).toBe('post-restored')
  })

  it('P10 is emptied after a day, and only the reason stays for its author', async () => {
    const comment = await m.comment(m.ana, post.id, 'A canary sings here')
    const other = await m.write(m.luz, 'Another post')
    const single = await m.comment(m.ana, other.id, 'One more canary')
    done(await remove())
    done(await remove(m.marta.ctx, single))
    m.clock.moveDays(0.9)
    await sweep()
    expect(await readOwnRemoval(m.luz.ctx, post)).toMatchObject({ body: 'Something against the rules' })
    m.clock.moveDays(0.2)
    await sweep()
    const kept = await m.db
      .selectFrom('posts')
      .select(['body', 'deletedAt'])
      .where('id', '=', post.id)
      .executeTakeFirst()
    expect(kept).toEqual({ body: '', deletedAt: m.clock.now() })
    const below = await m.db.selectFrom('comments').select('id').where('id', '=', comment.id).execute()
    expect(below).toEqual([])
    const emptied = await m.db.selectFrom('comments').select('body').where('id', '=', single.id).execute()
    expect(emptied).toEqual([{ body: '' }])
    for (const table of ['postAuthors', 'undos'] as const) {
      const rows = await m.db.selectFrom(table).selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(post.id)
    }
    expect(await restoreRemoved(m.iria.ctx, post)).toMatchObject(refused('conflict'))
    expect(await readOwnRemoval(m.luz.ctx, post)).toMatchObject({ reason: because.reason, body: '' })
    expect(await readOwnRemoval(m.ana.ctx, post)).toBeUndefined()
    m.clock.moveDays(30)
    await sweep()
    expect(await readOwnRemoval(m.luz.ctx, post)).toBeUndefined()
  })

  it('P8 of an anonymous post tells its author, and no moderator who that is', async () => {
    const submission = m.random.id()
    const anonymous = {
      groupId: m.groups.general,
      submission,
      text: 'Without a name',
      language: 'en',
      pictures: [],
    }
    done(await createPost(m.luz.ctx, { ...anonymous, isAnonymous: true }))
    const thing = { what: 'post', id: submission } as const
    done(await remove(m.marta.ctx, thing))
    expect(await m.noticesOf(m.luz.id)).toEqual(['post-removed'])
    expect(await readOwnRemoval(m.luz.ctx, thing)).toMatchObject({ anonymous: true, body: 'Without a name' })
    const acts = JSON.stringify([
      await m.db.selectFrom('undos').selectAll().execute(),
      await m.db.selectFrom('removals').selectAll().execute(),
      await m.db.selectFrom('actSubjects').selectAll().execute(),
    ])
    expect(acts).not.toContain(m.luz.id)
  })
})
