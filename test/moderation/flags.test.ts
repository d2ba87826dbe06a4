import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepFlagged, removeFlagged } from '../../src/moderation/decide-flags.ts'
import { flagThing } from '../../src/moderation/flag-thing.ts'
import { readFlagReasons } from '../../src/moderation/review-queries.ts'
import type { Written } from '../../src/moderation/things.ts'
import { undoDecision } from '../../src/moderation/undo-decision.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import { editPost } from '../../src/posts/edit-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
let post: Written
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())
beforeEach(async () => {
  await m.db.deleteFrom('flags').execute()
  await m.db.deleteFrom('notifications').execute()
  post = await m.write(m.luz, 'Her real name is Ona Example')
})

const refused = (kind: string, field?: string) => ({
  ok: false,
  refusals: [field === undefined ? { kind } : { kind, field }],
})

describe('a flag', () => {
  it('puts a thing into the queue once, with how many asked and why', async () => {
    await m.flag(m.ana, post, { category: 'names', note: 'Look at the first line' })
    await m.flag(m.marta, post, { category: 'danger' })
    expect(await m.waiting(m.iria.ctx)).toEqual([`flaggedPost ${post.id}`])
    const reasons = await readFlagReasons(m.iria.ctx, post)
    expect(reasons.map(({ category, count, notes }) => ({ category, count, notes }))).toEqual([
      { category: 'danger', count: 1, notes: [] },
      { category: 'names', count: 1, notes: ['Look at the first line'] },
    ])
  })

  it('is put once by each woman, however often and however fast she asks', async () => {
    const again = { thing: post, category: 'spam', note: '' }
    const results = await Promise.all([1, 2, 3, 4].map(() => flagThing(m.ana.ctx, again)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    for (const result of results.filter(({ ok }) => !ok)) expect(result).toMatchObject(refused('conflict'))
    expect(await m.db.selectFrom('flags').select('id').execute()).toHaveLength(1)
  })

  it('needs a category, keeps to its length, and is not for her own words', async () => {
    const wrong = { thing: post, category: 'boring', note: 'x'.repeat(1_001) }
    expect(await flagThing(m.ana.ctx, wrong)).toMatchObject({
      ok: false,
      refusals: [{ field: 'category' }, { field: 'note' }],
    })
    expect(await flagThing(m.luz.ctx, { thing: post, category: 'spam', note: '' })).toMatchObject(
      refused('forbidden'),
    )
  })

  it('is not for what she cannot see', async () => {
    const hidden = await m.write(m.luz, 'Only for us', await m.hiddenGroup(m.luz))
    for (const thing of [hidden, { what: 'post', id: 'zzzzzzzzzzzzzzzzzzzzzzzz' } as const]) {
      expect(await flagThing(m.ana.ctx, { thing, category: 'spam', note: '' })).toMatchObject(
        refused('missing'),
      )
    }
  })

  it('can be put again once the words have changed after a decision, and not before', async () => {
    await m.flag(m.ana, post)
    done(await keepFlagged(m.marta.ctx, { thing: post, version: await m.versionFor(m.marta.ctx, post) }))
    const again = { thing: post, category: 'names', note: '' }
    expect(await flagThing(m.ana.ctx, again)).toMatchObject(refused('conflict'))
    m.clock.moveDays(0.01)
    const input = { postId: post.id, version: 'first', text: 'And where she lives', language: 'en' }
    done(await editPost(m.luz.ctx, input))
    expect(await flagThing(m.ana.ctx, again)).toMatchObject({ ok: true })
  })

  it('leaves the queue when its author takes the words away', async () => {
    await m.flag(m.ana, post)
    done(await deletePost(m.luz.ctx, { postId: post.id }))
    expect(await m.waiting(m.marta.ctx)).toEqual([])
  })
})

describe('deciding on a flag', () => {
  const decide = async (ctx = m.marta.ctx) => ({ thing: post, version: await m.versionFor(ctx, post) })

  it('keeps it for everybody, and nobody hears of the flag', async () => {
    await m.flag(m.ana, post)
    done(await keepFlagged(m.marta.ctx, await decide()))
    expect(await readPost(m.luz.ctx, post.id)).toBeDefined()
    expect(await m.noticesOf(m.luz.id)).toEqual([])
    expect(await m.waiting(m.marta.ctx)).toEqual([])
    expect((await m.acts()).at(-1)).toBe('flag-kept')
  })

  it('removes it for everybody, and tells its author', async () => {
    await m.flag(m.ana, post)
    done(await removeFlagged(m.marta.ctx, { ...(await decide()), category: 'names' }))
    for (const { ctx } of [m.luz, m.ana, m.marta]) expect(await readPost(ctx, post.id)).toBeUndefined()
    expect(await m.noticesOf(m.luz.id)).toEqual(['post-removed'])
    expect((await m.acts()).at(-1)).toBe('flag-removed')
  })

  it('is done by one of two moderators at the same moment; the other reads what was decided', async () => {
    await m.flag(m.ana, post)
    const [kept, removed] = await Promise.all([
      keepFlagged(m.marta.ctx, await decide()),
      removeFlagged(m.iria.ctx, { ...(await decide(m.iria.ctx)), category: 'names' }),
    ])
    expect([kept.ok, removed.ok].filter(Boolean)).toHaveLength(1)
    const loser = kept.ok ? removed : kept
    expect(loser).toMatchObject({
      ok: false,
      refusals: [{ kind: 'conflict', message: kept.ok ? 'queue.errors.kept' : 'queue.errors.removed' }],
    })
    expect((await readPost(m.ana.ctx, post.id)) === undefined).toBe(removed.ok)
    expect(
      await m.db.selectFrom('undos').select('id').where('createdAt', '=', m.clock.now()).execute(),
    ).not.toEqual([])
  })

  it('is about the words that she read: changed ones are shown first', async () => {
    await m.flag(m.ana, post)
    const read = await decide()
    done(await editPost(m.luz.ctx, { postId: post.id, version: 'first', text: 'Harmless', language: 'en' }))
    expect(await removeFlagged(m.marta.ctx, { ...read, category: 'names' })).toMatchObject(
      refused('conflict', 'version'),
    )
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
  })

  it('is not for a moderator who wrote it, nor for a member', async () => {
    const own = await m.write(m.marta, 'Mine')
    await m.flag(m.ana, own)
    expect(await m.waiting(m.marta.ctx)).toEqual([])
    expect(await m.waiting(m.iria.ctx)).toEqual([`flaggedPost ${own.id}`])
    const input = { thing: own, version: 'first' }
    expect(await keepFlagged(m.marta.ctx, input)).toMatchObject(refused('forbidden'))
    expect(await keepFlagged(m.ana.ctx, input)).toMatchObject(refused('missing'))
  })

  it('can be taken back for ten minutes by whoever decided, all of it', async () => {
    await m.flag(m.ana, post)
    await m.flag(m.iria, post)
    const { undoId } = done(await removeFlagged(m.marta.ctx, { ...(await decide()), category: 'names' }))
    expect(await undoDecision(m.iria.ctx, { undoId })).toMatchObject(refused('missing'))
    done(await undoDecision(m.marta.ctx, { undoId }))
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
    expect(await m.waiting(m.marta.ctx)).toEqual([`flaggedPost ${post.id}`])
    expect((await readFlagReasons(m.marta.ctx, post)).map(({ count }) => count)).toEqual([2])
    expect(await m.noticesOf(m.luz.id)).toEqual([])
    expect((await m.acts()).slice(-2)).toEqual(['post-restored', 'flag-reopened'])
    expect(await undoDecision(m.marta.ctx, { undoId })).toMatchObject(refused('missing'))
  })

  it('cannot be taken back later, nor when it has changed since', async () => {
    await m.flag(m.ana, post)
    const { undoId } = done(await keepFlagged(m.marta.ctx, await decide()))
    m.clock.moveDays(11 / 1_440)
    expect(await undoDecision(m.marta.ctx, { undoId })).toMatchObject(refused('conflict'))
    expect(await m.waiting(m.marta.ctx)).toEqual([])
    await m.flag(m.iria, post)
    const removed = done(await removeFlagged(m.marta.ctx, { ...(await decide()), category: 'names' }))
    await m.db.updateTable('posts').set({ deletedAt: m.clock.now() }).where('id', '=', post.id).execute()
    expect(await undoDecision(m.marta.ctx, removed)).toMatchObject(refused('conflict'))
    expect(
      await m.db.selectFrom('undos').select('id').where('id', '=', removed.undoId).execute(),
    ).toHaveLength(1)
  })
})
