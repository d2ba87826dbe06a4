import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addWatchedWord,
  listWatchedWords,
  removeWatchedWord,
  watchedLimits,
} from '../../src/moderation/change-watched-words.ts'
import { releaseHeld, removeHeld } from '../../src/moderation/decide-held.ts'
import { readReviewed } from '../../src/moderation/review-queries.ts'
import { undoDecision } from '../../src/moderation/undo-decision.ts'
import { isWatched } from '../../src/moderation/watch-list.ts'
import { readComment } from '../../src/posts/comment-queries.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { readPost } from '../../src/posts/queries.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())
beforeEach(async () => {
  await m.db.deleteFrom('watchedWords').execute()
  await m.db.deleteFrom('notifications').execute()
})

describe('a word on the watch-list', () => {
  const holds = (text: string) => isWatched(m, text)

  it.each([
    ['Razzía', 'there was a RAZZIA tonight', 'razzias are many'],
    ['облава', 'Сегодня ОБЛАВА на вокзале', 'облавами'],
    ['حملة', 'هناك حَمْلة الليلة', 'حملةجديدة'],
    ['छापा', 'आज रात छापा पड़ा', 'छापामार'],
  ])('%s is found whatever its case and accents, and only as a whole word', async (word, found, other) => {
    await m.watch(word)
    expect(await holds(found)).toBe(true)
    expect(await holds(other)).toBe(false)
  })

  it('is found without edges in scripts that put no space between words', async () => {
    await m.watch('突击')
    expect(await holds('今晚有突击检查')).toBe(true)
    expect(await holds('今晚没有')).toBe(false)
  })

  it('with a star stands for every ending, and never for a beginning', async () => {
    await m.watch('облав*')
    await m.watch('bust*')
    expect(await holds('после облавы')).toBe(true)
    expect(await holds('They busted us')).toBe(true)
    expect(await holds('robust soup')).toBe(false)
  })

  it('is found behind Markdown and signs that nobody sees', async () => {
    await m.watch('raid')
    expect(await holds('a ra**id** tonight')).toBe(true)
    expect(await holds('a ra\u200bid tonight')).toBe(true)
    expect(await holds('ｒａｉｄ')).toBe(true)
    expect(await holds('(raid)')).toBe(true)
    expect(await holds('afraid')).toBe(false)
  })

  it('is added once, taken off again, and only by moderators', async () => {
    done(await addWatchedWord(m.marta.ctx, { word: 'Ráid' }))
    done(await addWatchedWord(m.iria.ctx, { word: 'raid' }))
    const words = await listWatchedWords(m.marta.ctx)
    expect(words.map(({ word }) => word)).toEqual(['Ráid'])
    expect(await listWatchedWords(m.luz.ctx)).toEqual([])
    expect(await addWatchedWord(m.luz.ctx, { word: 'x y' })).toMatchObject({
      refusals: [{ kind: 'missing' }],
    })
    const wordId = words[0]?.id ?? ''
    expect(await removeWatchedWord(m.luz.ctx, { wordId })).toMatchObject({ refusals: [{ kind: 'missing' }] })
    done(await removeWatchedWord(m.marta.ctx, { wordId }))
    expect(await removeWatchedWord(m.marta.ctx, { wordId })).toMatchObject({
      refusals: [{ kind: 'missing' }],
    })
    expect((await m.acts()).slice(-2)).toEqual(['watched-words-changed', 'watched-words-changed'])
  })

  it.each([['a'], ['*'], ['a*'], ['--'], ['x'.repeat(51)], ['']])('is not %j', async (word) => {
    expect(await addWatchedWord(m.marta.ctx, { word })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'invalid', field: 'word' }],
    })
  })

  it('is not one more than the list holds, even when two are added at once', async () => {
    const words = Array.from({ length: watchedLimits.words - 1 }, (_, index) => ({
      id: m.random.id(),
      word: `word${index}`,
    }))
    await m.db.insertInto('watchedWords').values(words).execute()
    const results = await Promise.all([
      addWatchedWord(m.marta.ctx, { word: 'one more' }),
      addWatchedWord(m.iria.ctx, { word: 'another' }),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await listWatchedWords(m.marta.ctx)).toHaveLength(watchedLimits.words)
  })
})

describe('what the watch-list holds back', () => {
  beforeEach(() => m.watch('raid'))

  it('is read by its author and by moderators alone, in a group that is not theirs too', async () => {
    const held = await m.write(m.luz, 'A raid!', await m.hiddenGroup(m.luz, m.ana))
    expect(await readPost(m.ana.ctx, held.id)).toBeUndefined()
    expect(await readPost(m.luz.ctx, held.id)).toBeDefined()
    expect(await readReviewed(m.marta.ctx, held)).toMatchObject({ placeName: null, author: 'Luz' })
    expect(await m.waiting(m.marta.ctx)).toContain(`heldPost ${held.id}`)
    done(await releaseHeld(m.marta.ctx, { thing: held, version: 'first' }))
    expect(await readPost(m.ana.ctx, held.id)).toBeDefined()
    expect(await readReviewed(m.marta.ctx, held)).toBeUndefined()
    expect(await m.noticesOf(m.luz.id)).toContain('post-released')
    expect((await m.acts()).at(-1)).toBe('post-released')
  })

  it('tells those whom a comment would have told, once it is released', async () => {
    const post = await m.write(m.luz, 'How are you?')
    const comment = await m.comment(m.ana, post.id, 'There was a raid')
    expect(await m.noticesOf(m.luz.id)).toEqual([])
    done(await releaseHeld(m.marta.ctx, { thing: comment, version: 'first' }))
    expect(await m.noticesOf(m.luz.id)).toEqual(['comment'])
    expect(await m.noticesOf(m.ana.id)).toContain('post-released')
    expect(await readComment(m.luz.ctx, comment.id)).toBeDefined()
  })

  it('is held again, and nobody is told any more, when its release is undone', async () => {
    const post = await m.write(m.luz, 'How are you?')
    const comment = await m.comment(m.ana, post.id, 'There was a raid')
    const { undoId } = done(await releaseHeld(m.marta.ctx, { thing: comment, version: 'first' }))
    done(await undoDecision(m.marta.ctx, { undoId }))
    expect(await m.noticesOf(m.luz.id)).toEqual([])
    expect(await m.noticesOf(m.ana.id)).not.toContain('post-released')
    expect(await readComment(m.luz.ctx, comment.id)).toBeUndefined()
    expect(await m.waiting(m.marta.ctx)).toContain(`heldComment ${comment.id}`)
  })

  it('tells the whole group of an alert only once it is released', async () => {
    const submission = m.random.id()
    const alert = {
      groupId: m.groups.general,
      submission,
      text: 'A raid at the harbour',
      language: 'en',
      pictures: [],
    }
    done(await createPost(m.marta.ctx, { ...alert, kind: 'alert', lifetime: 1 }))
    expect(await m.noticesOf(m.ana.id)).toEqual([])
    const thing = { what: 'post', id: submission } as const
    done(await releaseHeld(m.iria.ctx, { thing, version: 'first' }))
    expect(await m.noticesOf(m.ana.id)).toEqual(['alert'])
  })

  it('is decided by one of two moderators; the other reads how', async () => {
    const held = await m.write(m.luz, 'A raid!')
    const [released, removed] = await Promise.all([
      releaseHeld(m.marta.ctx, { thing: held, version: 'first' }),
      removeHeld(m.iria.ctx, { thing: held, version: 'first', category: 'rules' }),
    ])
    expect([released.ok, removed.ok].filter(Boolean)).toHaveLength(1)
    const message = released.ok ? 'queue.errors.released' : 'queue.errors.removed'
    expect(released.ok ? removed : released).toMatchObject({ refusals: [{ kind: 'conflict', message }] })
  })

  it('is removed as everything else is, and waits again when that is undone', async () => {
    const held = await m.write(m.luz, 'A raid!')
    const removed = done(await removeHeld(m.marta.ctx, { thing: held, version: 'first', category: 'danger' }))
    expect(await m.waiting(m.marta.ctx)).not.toContain(`heldPost ${held.id}`)
    expect(await m.noticesOf(m.luz.id)).toContain('post-removed')
    done(await undoDecision(m.marta.ctx, removed))
    expect(await m.waiting(m.marta.ctx)).toContain(`heldPost ${held.id}`)
    expect(await readPost(m.ana.ctx, held.id)).toBeUndefined()
  })

  it('is not for members to decide', async () => {
    const held = await m.write(m.luz, 'A raid!')
    expect(await releaseHeld(m.luz.ctx, { thing: held, version: 'first' })).toMatchObject({
      refusals: [{ kind: 'missing' }],
    })
  })
})
