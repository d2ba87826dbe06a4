import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepFlagged } from '../../src/moderation/decide-flags.ts'
import type { Written } from '../../src/moderation/things.ts'
import { readPost } from '../../src/posts/queries.ts'
import type { Page, Visitor } from '../support/http-client.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
let ana: Visitor
let luz: Visitor
let marta: Visitor
let iria: Visitor
let post: Written
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())
beforeEach(async () => {
  await m.db.deleteFrom('flags').execute()
  await m.db.deleteFrom('queueClaims').execute()
  ana = await m.visitor(m.ana)
  luz = await m.visitor(m.luz)
  marta = await m.visitor(m.marta)
  iria = await m.visitor(m.iria)
  post = await m.write(m.luz, 'Her real name is Ona Example')
})

const formTo = (page: Page, path: RegExp) => {
  const form = page.forms().find(({ action }) => path.test(action))
  if (!form) throw new Error(`no form to ${path}`)
  return form
}
const flagPath = () => `/queue/flags/post/${post.id}`

describe('asking the moderators to look', () => {
  it('says who will read it and that her name is shown to nobody, and is done once', async () => {
    const path = `/flag/post/${post.id}`
    const page = await ana.get(path)
    expect(page.words).toContain('Your name is never shown to anybody')
    expect(page.words).toContain('All moderators of Harbour')
    expect(page.words).toContain('Her real name is Ona Example')
    const sent = await ana.submit(page.form(path), { category: 'names', note: 'First line' })
    expect(sent.words).toContain('Thank you. The moderators will look at it.')
    const again = await ana.get(path)
    expect(again.words).toContain('You have asked them to look at this already')
    expect(again.forms().some(({ action }) => action.endsWith(path))).toBe(false)
    expect((await ana.submit(path, { category: 'names' })).status).toBe(409)
  })

  it('keeps what she typed when the category is missing', async () => {
    const path = `/flag/post/${post.id}`
    const page = await ana.submit((await ana.get(path)).form(path), { note: 'My reasons' })
    expect(page.status).toBe(422)
    expect(page.words).toContain('Choose what is wrong with it.')
    expect(page.text).toContain('My reasons')
  })

  it('P2 is not there for what she cannot see, nor for her own words', async () => {
    const hidden = await m.write(m.luz, 'Among us', await m.hiddenGroup(m.luz))
    expect((await ana.get(`/flag/post/${hidden.id}`)).status).toBe(404)
    expect((await luz.get(`/flag/post/${post.id}`)).words).toContain('You wrote this yourself')
  })

  it('shows who asked in no byte of any page', async () => {
    await m.flag(m.ana, post, { category: 'names', note: 'A note' })
    for (const visitor of [marta, iria, luz, ana]) {
      for (const path of [
        '/queue',
        '/home',
        flagPath(),
        `/posts/${post.id}`,
        `/remove/post/${post.id}`,
        '/queue/removed',
        '/notifications',
      ]) {
        const { text } = await visitor.get(path)
        expect({ path, text: text.includes(m.ana.id) }).toEqual({ path, text: false })
        // Her name stands on her own pages, and there alone.
        if (visitor !== ana) expect({ path, name: /\bAna\b/.test(text) }).toEqual({ path, name: false })
      }
    }
  })
})

describe('the queue of a volunteer with ten minutes', () => {
  it('leads from one thing to the next, with the way back for each', async () => {
    const other = await m.write(m.luz, 'Another thread')
    const second = await m.comment(m.ana, other.id, 'And she lives by the mill')
    await m.flag(m.ana, post, { category: 'names' })
    m.clock.moveDays(0.001)
    await m.flag(m.luz, second, { category: 'names' })
    const list = await marta.get('/queue')
    expect(list.words).toContain('2 things are waiting')
    expect(list.words).toContain('Real names, places or pictures of somebody')

    const first = await marta.get('/queue/next')
    expect(first.url).toContain(flagPath())
    expect(first.words).toContain('Her real name is Ona Example')
    const next = await marta.submit(first.form(`${flagPath()}/remove`))
    expect(next.url).toContain(`/queue/flags/comment/${second.id}`)
    expect(next.words).toContain('It is removed.')
    expect(next.words).toContain('Another thread')
    expect(next.words).toContain('1 thing is waiting')
    expect(await readPost(m.ana.ctx, post.id)).toBeUndefined()

    const undone = await marta.submit(formTo(next, /\/undo\//))
    expect(undone.url).toContain(flagPath())
    expect(undone.words).toContain('It is as it was before.')
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
  })

  it('skips what is hard, which stays where it is', async () => {
    const second = await m.write(m.luz, 'The easier one')
    await m.flag(m.ana, post)
    m.clock.moveDays(0.001)
    await m.flag(m.ana, second)
    const first = await marta.get('/queue/next')
    const skip = first.links().find(({ text }) => text === 'Skip')?.href ?? ''
    const next = await marta.get(skip)
    expect(next.url).toContain(second.id)
    const over = await marta.get(next.links().find(({ text }) => text === 'Skip')?.href ?? '')
    expect(over.words).toContain('What you skipped is still waiting.')
    expect((await marta.get('/queue/next')).url).toContain(flagPath())
  })

  it('tells a second moderator who is on it, and what was decided when she is late', async () => {
    await m.flag(m.ana, post)
    await marta.get(flagPath())
    const late = await iria.get(flagPath())
    expect(late.words).toContain('Marta is on it. You can still decide.')
    expect((await iria.get('/queue')).words).toContain('Marta is on it')
    const removed = await marta.submit((await marta.get(flagPath())).form(`${flagPath()}/remove`))
    expect(removed.status).toBe(200)
    const refused = await iria.submit(late.form(`${flagPath()}/keep`))
    expect(refused.status).toBe(409)
    expect(refused.words).toContain('Somebody else has decided already: it is removed.')
    expect((await iria.get(flagPath())).words).not.toContain('Ona Example')
  })

  it('shows the newer words before they are decided on', async () => {
    await m.flag(m.ana, post)
    const read = await marta.get(flagPath())
    await m.db
      .updateTable('posts')
      .set({ body: 'Harmless now', editedAt: m.clock.now() })
      .where('id', '=', post.id)
      .execute()
    const again = await marta.submit(read.form(`${flagPath()}/remove`))
    expect(again.status).toBe(409)
    expect(again.words).toContain('The words were changed while you read them.')
    expect(again.words).toContain('Harmless now')
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
  })

  it('P2 does not exist for members', async () => {
    await m.flag(m.ana, post)
    for (const path of ['/queue', '/queue/next', '/queue/words', '/queue/removed', flagPath()]) {
      expect({ path, status: (await ana.get(path)).status }).toEqual({ path, status: 404 })
    }
    for (const path of [`${flagPath()}/keep`, '/queue/words', `/queue/removed/post/${post.id}/restore`]) {
      expect({ path, status: (await ana.submit(path, { word: 'raid' })).status }).toEqual({
        path,
        status: 404,
      })
    }
  })
})

describe('a flagged post of a hidden group', () => {
  it('is shown to moderators as long as it is flagged, and its group to nobody', async () => {
    const hidden = await m.write(m.luz, 'Behind the curtain', await m.hiddenGroup(m.luz, m.ana))
    const path = `/queue/flags/post/${hidden.id}`
    expect((await marta.get(path)).status).toBe(404)
    await m.flag(m.ana, hidden)
    const page = await marta.get(path)
    expect(page.words).toContain('Behind the curtain')
    expect(page.words).toContain('a group that is not yours')
    for (const { text } of [page, await marta.get('/queue'), await marta.get(`/remove/post/${hidden.id}`)]) {
      expect(text).not.toContain('Lantern circle')
    }
    done(await keepFlagged(m.marta.ctx, { thing: hidden, version: 'first' }))
    const after = await marta.get(path)
    expect(after.words).not.toContain('Behind the curtain')
    expect(after.words).toContain('it stays')
  })
})

describe('removing from a thread', () => {
  it('asks why, tells its author, and can be undone', async () => {
    const asked = await marta.get(`/posts/${post.id}/delete`)
    expect(asked.url).toContain(`/remove/post/${post.id}`)
    const empty = await marta.submit(asked.form(`/posts/${post.id}/remove`), { category: 'other' })
    expect(empty.status).toBe(422)
    expect(empty.words).toContain('Say in a few words why.')
    const removed = await marta.submit(empty.form(`/posts/${post.id}/remove`), { reason: 'Not here, please' })
    expect(removed.words).toContain('It is removed.')
    const told = await luz.get(`/removed/post/${post.id}`)
    expect(told.words).toContain('Not here, please')
    expect(told.words).toContain('Her real name is Ona Example')
    expect((await ana.get(`/removed/post/${post.id}`)).status).toBe(404)
    const back = await marta.submit(formTo(removed, /\/undo\//))
    expect(back.url).toContain(`/posts/${post.id}`)
    expect((await luz.get(`/removed/post/${post.id}`)).status).toBe(404)
  })

  it('has no reason chosen beforehand', async () => {
    const asked = await marta.get(`/remove/post/${post.id}`)
    const refused = await marta.submit(asked.form(`/posts/${post.id}/remove`))
    expect(refused.status).toBe(422)
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
  })

  it('puts a saved answer into her words, behind what stands there, before anything is removed', async () => {
    const id = m.random.id()
    await m.db
      .insertInto('savedReplies')
      .values({ id, name: 'Names', body: 'No real names, please.', createdAt: m.clock.now() })
      .execute()
    const asked = await marta.get(`/remove/post/${post.id}`)
    const form = asked.form(`/posts/${post.id}/remove`)
    const filled = await marta.submit(form, { reason: 'Dear one', category: 'names' }, 'Names')
    expect(filled.status).toBe(200)
    expect(filled.text).toMatch(/Dear one\s+No real names, please\./)
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
    const removed = await marta.submit(filled.form(`/posts/${post.id}/remove`))
    expect(removed.words).toContain('It is removed.')
    expect((await luz.get(`/removed/post/${post.id}`)).words).toContain('No real names, please.')
  })

  it('can be taken back from the list of the day', async () => {
    await marta.submit(`/posts/${post.id}/remove`, { category: 'rules' })
    const list = await iria.get('/queue/removed')
    const path = `/queue/removed/post/${post.id}/restore`
    expect(list.words).toContain('Against our rules')
    expect((await iria.submit(list.form(path))).words).toContain('It is back where it was.')
    expect(await readPost(m.ana.ctx, post.id)).toBeDefined()
  })
})

describe('the watch-list page', () => {
  it('takes words and gives back what it refuses', async () => {
    const page = await marta.get('/queue/words')
    const refused = await marta.submit(page.form('/queue/words'), { word: '<b>' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('&lt;b&gt;')
    const added = await marta.submit(refused.form('/queue/words'), { word: 'Razzía*' })
    expect(added.words).toContain('Razzía*')
    const taken = await marta.submit(formTo(added, /words\/.+\/remove$/))
    expect(taken.words).toContain('No words yet')
  })
})
