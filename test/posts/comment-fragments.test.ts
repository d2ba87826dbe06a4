import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

describe('a comment that htmx sends', () => {
  let app: TestApp
  let cookie: string
  let path: string

  beforeAll(async () => {
    app = await createTestApp()
    const member = await app.member()
    cookie = await app.signIn(member.id)
    const input = { groupId: app.groups.general, text: 'Soup at noon', language: 'en', pictures: [] }
    const post = await createPost(member.ctx, { ...input, submission: app.random.id() })
    if (!post.ok) throw new Error('no post')
    path = `/posts/${post.value.postId}/comments`
  })
  afterAll(() => app.close())

  const send = (
    text: string,
    headers: Record<string, string> = {},
    { to = path, shown }: { readonly to?: string; readonly shown?: string } = {},
  ) => {
    // Nothing is written at the same moment as something else.
    app.clock.moveDays(1 / 86_400)
    const fields = {
      text,
      language: 'en',
      submission: app.random.id(),
      ...(shown === undefined ? {} : { shown }),
    }
    return app.request(to, {
      method: 'POST',
      headers: { Origin: app.origin, Cookie: cookie, ...headers },
      body: new URLSearchParams(fields),
    })
  }
  const shownBy = (text: string): string => /id="shown" value="(.*?)"/.exec(text)?.[1] ?? ''
  const placesIn = (text: string): string[] =>
    [...text.matchAll(/<hx-partial hx-target="(.*?)" hx-swap="(.*?)">/g)].map(
      ([, target = '', swap]) => `${swap} ${target.replaceAll('&quot;', '"').replaceAll('&gt;', '>')}`,
    )

  it('brings back the comments alone, with the new one and an empty form', async () => {
    const response = await send('I bring bread', { 'HX-Request': 'true' })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('Vary')).toContain('HX-Request')
    expect(text).not.toContain('<html')
    expect(text).toContain('id="comments"')
    expect(text).toContain('I bring bread')
    expect(text).toContain('<use href="/assets/s.svg#')
    expect(text).toMatch(/<textarea[^>]*><\/textarea>/)
  })

  it('brings back itself alone to a page that shows all the others, and all of them to any other', async () => {
    const htmx = { 'HX-Request': 'true' }
    const first = shownBy(await (await send('One', htmx)).text())
    const alone = await (await send('Two', htmx, { shown: first })).text()
    expect(alone).not.toContain('id="comments"')
    expect(alone.match(/<article/g)).toHaveLength(1)
    expect(placesIn(alone)).toEqual([
      'beforeend #comments > .comments',
      'outerHTML #shown',
      'outerHTML #write',
      'innerHTML #said',
    ])
    // Somebody wrote meanwhile.
    const all = await (await send('Three', htmx, { shown: first })).text()
    expect(all).toContain('id="comments"')
    expect(all).toContain('Two')
    expect(shownBy(all)).not.toBe(shownBy(alone))
  })

  it('stands below what it answers, after the answers that are there', async () => {
    const htmx = { 'HX-Request': 'true' }
    let shown = shownBy(await (await send('Root', htmx)).text())
    const answer = async (id: string, text: string) => {
      const said = await (await send(text, htmx, { to: `/comments/${id}/reply`, shown })).text()
      shown = shownBy(said)
      return { id: shown, places: placesIn(said), said }
    }
    const root = shown
    const below = await answer(root, 'Below')
    expect(below.places).toEqual([
      `afterend [id="${root}"]`,
      'outerHTML #shown',
      'innerHTML #said',
      `outerHTML [id="${root}"]`,
    ])
    expect(below.said).toMatch(/^<hx-partial[^>]*><ol class="comments"><li>/)
    const second = await answer(root, 'Second')
    expect(second.places[0]).toBe(`beforeend [id="${root}"] + ol`)
    const third = await answer((await answer(below.id, 'Deep')).id, 'Deeper')
    expect(third.said).toMatch(/^<hx-partial[^>]*><article/)
    const deepest = await answer(third.id, 'Deepest')
    expect(deepest.places[0]).toBe(`afterend [id="${third.id}"]`)
    const parent = deepest.places.at(-1)?.slice('outerHTML '.length)
    expect(parent).toBe(`[id="${third.id}"]`)
    const last = await answer(third.id, 'Last')
    expect(last.places[0]).toBe(`afterend [id="${deepest.id}"]`)
  })

  it('is refused in place, with what she typed', async () => {
    const response = await send('', { 'HX-Request': 'true' })
    const text = await response.text()
    expect(response.status).toBe(422)
    expect(text).toContain('id="error-summary"')
    const long = await send('x'.repeat(5_001), { 'HX-Request': 'true' })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain('x'.repeat(5_001))
  })

  it('leads everybody else to the whole page', async () => {
    const response = await send('Me too')
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toMatch(/^\/posts\/[0-9a-z]{24}#[0-9a-z]{24}$/)
  })

  it('shows nothing of a thread to whoever is signed out', async () => {
    const response = await send('Let me in', { 'HX-Request': 'true', Cookie: '' })
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('Soup')
  })
})
