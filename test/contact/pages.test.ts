import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '../support/http-client.ts'
import { type ContactWorld, createContactWorld } from './world.ts'

let world: ContactWorld
let luz: Visitor
let ana: Visitor
let mar: Visitor

beforeAll(async () => {
  world = await createContactWorld()
  luz = await world.visitorOf(world.luz)
  ana = await world.visitorOf(world.ana)
  mar = await world.visitorOf(world.mar)
})
afterAll(() => world.close())

describe('writing to the moderators in the browser', () => {
  it('goes back and forth, and says who reads it and for how long', async () => {
    const page = await luz.get('/contact')
    expect(page.words).toContain('You and the moderators read this. So can the server.')
    expect(page.words).toContain('Messages are deleted after 365 days.')
    const empty = await luz.submit(page.form('/contact'), { text: ' ' })
    expect([empty.status, empty.words.includes('Write something first.')]).toEqual([422, true])
    const sent = await luz.submit(empty.form('/contact'), { text: 'I *need* help <b>' })
    expect(sent.text).toContain('I <em>need</em> help &lt;b&gt;')
    const list = await mar.get('/queue/contact')
    expect(list.words).toContain('Waits for an answer')
    const link = list.links().find(({ text }) => text === 'Luz')
    const recipient = `/queue/contact/${world.luz.actor.memberId}`
    const answered = await mar.submit((await mar.get(link?.href ?? '')).form(recipient), { text: 'Call us' })
    expect(answered.words).toContain('Mar')
    const hers = await luz.get('/contact')
    expect(hers.words).toContain('Call us')
    expect(hers.words).toContain('The moderators')
    expect(hers.text).not.toContain('Mar')
    expect(world.faults).toEqual([])
  })

  it('keeps what she typed when the form was sent before with other words', async () => {
    const form = (await ana.get('/contact')).form('/contact')
    await ana.submit(form, { text: 'First' })
    const second = await ana.submit(form, { text: 'Something else' })
    expect(second.status).toBe(409)
    expect(second.text).toContain('Something else</textarea>')
    expect((await ana.submit(second.form('/contact'))).words).toContain('Something else')
  })

  it('can be put aside without an answer', async () => {
    const path = `/queue/contact/${world.ana.actor.memberId}`
    const page = await mar.get(path)
    const closed = await mar.submit(page.form(`${path}/close`), {}, 'Needs no answer')
    expect(closed.words).toContain('It is no longer on the list of what waits.')
    expect((await mar.get(path)).words).not.toContain('Needs no answer')
  })

  it('begins from a post, with where it stands in the message', async () => {
    const postId = await world.post(world.ana)
    const page = await mar.get(`/contact/about-post/${postId}`)
    expect(new URL(page.url).pathname).toBe(`/queue/contact/${world.ana.actor.memberId}`)
    expect(page.text).toContain(`${world.origin}/posts/${postId}`)
    const own = await mar.get(`/contact/about-post/${await world.post(world.mar)}`)
    expect(own.status).toBe(404)
    const gone = await world.post(world.luz)
    await world.db.deleteFrom('postAuthors').where('postId', '=', gone).execute()
    expect((await mar.get(`/contact/about-post/${gone}`)).status).toBe(409)
  })

  it('P8 reaches the author of an anonymous post through it, and names her nowhere', async () => {
    const postId = await world.post(world.luz, { anonymous: true })
    const page = await mar.get(`/contact/about-post/${postId}`)
    expect(page.words).toContain('To the author of an anonymous post')
    const path = `/queue/contact/${postId}`
    await mar.submit(page.form(path), { text: 'Are you safe?' })
    const hers = await luz.get('/contact')
    const about = hers.links().find(({ href }) => href.endsWith(`/contact/posts/${postId}`))
    const thread = await luz.get(about?.href ?? '')
    expect(thread.words).toContain('Are you safe?')
    await luz.submit(thread.form(`/contact/posts/${postId}`), { text: 'I am' })
    const list = await mar.get('/queue/contact')
    expect(list.words).toContain('The author of an anonymous post')
    const answer = await mar.get(path)
    expect(answer.words).toContain('I am')
    expect(answer.text).not.toContain('Luz')
    expect(answer.text).not.toContain(world.luz.actor.memberId)
    expect((await ana.get(`/contact/posts/${postId}`)).status).toBe(404)
    expect((await ana.get('/contact')).words).not.toContain('without your name')
  })

  it('is not there for members on the moderators’ side', async () => {
    const never = await ana.get('/no/such/page')
    const { memberId } = world.luz.actor
    const postId = await world.post(world.luz)
    for (const path of ['/queue/contact', `/queue/contact/${memberId}`, `/contact/about-post/${postId}`]) {
      const page = await ana.get(path)
      expect([path, page.status, page.text]).toEqual([path, 404, never.text])
    }
    for (const path of [`/queue/contact/${memberId}`, `/queue/contact/${memberId}/close`])
      expect((await ana.submit(path, { text: 'x', submission: world.random.id() })).status).toBe(404)
  })
})

describe('messages between members in the browser', () => {
  it('are missing, byte for byte, while the community has none', async () => {
    const never = await ana.get('/no/such/page')
    const id = world.random.id()
    for (const path of ['/messages', '/messages/new', `/messages/${id}`]) {
      const page = await ana.get(path)
      expect([path, page.status, page.text]).toEqual([path, 404, never.text])
    }
    for (const path of ['/messages/new', ...['', '/block', '/unblock'].map((end) => `/messages/${id}${end}`)])
      expect((await ana.submit(path, { to: 'Luz', text: 'x', submission: id })).text).toBe(never.text)
  })

  it('are begun by name, answered, and stopped', async () => {
    await world.db.updateTable('community').set({ memberMessages: true }).execute()
    const form = await ana.get('/messages/new?to=Lucy')
    expect(form.text).toContain('value="Lucy"')
    const refused = await ana.submit(form.form('/messages/new'), { text: 'Kept words' })
    expect([refused.status, refused.text.includes('Kept words</textarea>')]).toEqual([422, true])
    const begun = await ana.submit(refused.form('/messages/new'), { to: 'luz' })
    const path = new URL(begun.url).pathname
    expect(begun.words).toContain('Messages with Luz')
    expect((await luz.get('/messages')).words).toContain('New')
    const thread = await luz.get(path)
    expect(thread.words).toContain('Kept words')
    expect((await luz.get('/messages')).links().map(({ text }) => text)).toContain('Ana')
    await luz.submit(thread.form(path), { text: 'Hello Ana' })
    const stopped = await luz.submit((await luz.get(path)).form(`${path}/block`))
    expect(stopped.words).toContain('She cannot write to you any more.')
    const closed = await ana.submit((await ana.get(path)).form(path), { text: 'Still me' })
    expect(closed.status).toBe(403)
    expect(closed.text).toContain('Still me</textarea>')
    await luz.submit(stopped.form(`${path}/unblock`))
    expect((await ana.submit(closed.form(path))).words).toContain('Still me')
    expect((await mar.get(path)).status).toBe(404)
    expect(world.faults).toEqual([])
  })
})
