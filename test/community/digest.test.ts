import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let cookie: string
let writer: Awaited<ReturnType<TestApp['member']>>
beforeAll(async () => {
  app = await createTestApp()
  writer = await app.member({ name: 'Amaranta' })
  const moderator = await app.member({ name: 'Brígida', roles: ['moderator'] })
  cookie = await app.signIn(moderator.id)
})
afterAll(() => app.close())

const write = async (text: string) => {
  const made = await createPost(writer.ctx, {
    groupId: app.groups.general,
    submission: app.random.id(),
    text,
    language: 'en',
    pictures: [],
  })
  if (!made.ok) throw new Error('no post')
  return made.value.postId
}

const print = async (fields: [string, string][]) => {
  const body = new URLSearchParams(fields)
  const response = await app.request('/digest', {
    method: 'POST',
    body,
    headers: { cookie, origin: app.origin },
  })
  const html = await response.text()
  return html.slice(html.indexOf('<article class="digest"'), html.indexOf('</article>'))
}

describe('a page to print', () => {
  it('holds the chosen posts and its own words, and no name of a person or of the community', async () => {
    const [soup, bus] = [await write('Soup on *Thursday*'), await write('The bus is late')]
    const html = await print([
      ['groupId', app.groups.general],
      ['days', '7'],
      ['post', soup],
      ['heading', 'Kitchen notes'],
      ['closing', 'See you <soon>'],
    ])
    expect(html).toContain('Soup on <em>Thursday</em>')
    expect(html).not.toContain('The bus is late')
    expect(html).toContain('Kitchen notes')
    expect(html).toContain('See you &lt;soon&gt;')
    for (const word of ['Amaranta', 'Brígida', 'Harbour', bus, soup]) expect(html).not.toContain(word)
  })

  it('never holds a post of a group that she cannot read, nor a held one', async () => {
    const held = await write('Held words')
    await app.db.updateTable('posts').set({ heldAt: app.clock.now() }).where('id', '=', held).execute()
    expect(
      await print([
        ['groupId', app.groups.general],
        ['post', held],
      ]),
    ).not.toContain('Held words')
    await app.db
      .updateTable('groups')
      .set({ access: 'hidden' })
      .where('id', '=', app.groups.general)
      .execute()
    const soup = await write('Hidden words').catch(() => '')
    expect(
      await print([
        ['groupId', app.groups.general],
        ['post', soup],
      ]),
    ).not.toContain('words')
    await app.db
      .updateTable('groups')
      .set({ access: 'members' })
      .where('id', '=', app.groups.general)
      .execute()
  })

  it('is not there for members', async () => {
    const member = await app.signIn(writer.id)
    expect((await app.request('/digest', { headers: { cookie: member } })).status).toBe(404)
  })
})
