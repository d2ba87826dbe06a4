import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { addCorrection } from '../../src/posts/add-correction.ts'
import { readPost } from '../../src/posts/queries.ts'
import { smsText } from '../../src/posts/sms-text.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

describe('an alert', () => {
  let community: TestCommunity
  let threads: ReturnType<typeof threadsIn>
  let pages: ReturnType<typeof openPages>
  let luz: MemberCtx
  let ana: MemberCtx
  let moderator: MemberCtx
  let postId: string

  beforeAll(async () => {
    community = await createTestCommunity()
    threads = threadsIn(community)
    pages = openPages(community)
    luz = (await community.member({ name: 'Luz' })).ctx
    ana = (await community.member({ name: 'Ana' })).ctx
    moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
  })
  afterAll(() => community.close())

  beforeEach(async () => {
    const expiresAt = new Date(community.clock.now().getTime() + 3 * 86_400_000)
    postId = await threads.post(luz, { kind: 'alert', body: 'A grey car at the harbour', expiresAt })
  })

  const correction = (text: string) => ({ postId, submission: community.random.id(), text })

  it('is set right by its author and by moderators, the newest first, and by nobody else', async () => {
    expect(await addCorrection(luz, correction('It is blue'))).toEqual({ ok: true, value: undefined })
    community.clock.moveDays(0.01)
    expect(await addCorrection(moderator, correction('It is gone'))).toMatchObject({ ok: true })
    expect(await addCorrection(ana, correction('x'))).toMatchObject({
      ok: false,
      refusals: [{ kind: 'forbidden' }],
    })
    const corrections = (await readThreadPost(ana, postId))?.corrections
    expect(corrections?.map(({ body }) => body)).toEqual(['It is gone', 'It is blue'])
    expect(corrections?.[0]?.createdAt).toEqual(community.clock.now())
  })

  it('is set right once when the form is sent twice, and not with nothing or too much', async () => {
    const form = correction('It is blue')
    await addCorrection(luz, form)
    await addCorrection(luz, form)
    expect((await readThreadPost(ana, postId))?.corrections).toHaveLength(1)
    for (const text of ['', 'x'.repeat(1_001)]) {
      expect(await addCorrection(luz, correction(text))).toMatchObject({
        ok: false,
        refusals: [{ field: 'text' }],
      })
    }
    const discussion = await threads.post(luz)
    expect(await addCorrection(luz, { ...form, postId: discussion })).toMatchObject({
      ok: false,
      refusals: [{ kind: 'missing' }],
    })
  })

  it('is gone for everybody once it is over', async () => {
    expect(await readPost(ana, postId)).toMatchObject({ kind: 'alert' })
    community.clock.moveDays(3)
    for (const ctx of [luz, ana, moderator]) expect(await readPost(ctx, postId)).toBeUndefined()
  })

  it('shows its end and what was set right above its words, and can be copied as a message', async () => {
    await addCorrection(luz, correction('It is blue'))
    const visitor = await pages.visitorOf(ana.actor.memberId)
    const { words } = await visitor.get(`/posts/${postId}`)
    expect(words.indexOf('It is blue')).toBeLessThan(words.indexOf('A grey car'))
    expect(words).toMatch(/Ends \w+ \d+, \d{4} at \d+:\d\d [AP]M UTC/)
    const message = await visitor.get(`/posts/${postId}/sms`)
    expect(message.words).toContain('It is blue A grey car at the harbour')
    const discussion = await threads.post(luz)
    expect((await visitor.get(`/posts/${discussion}/sms`)).status).toBe(404)
    expect((await visitor.get(`/posts/${postId}/correct`)).status).toBe(403)
  })

  it('keeps what she typed when it is refused', async () => {
    const visitor = await pages.visitorOf(luz.actor.memberId)
    const path = `/posts/${postId}/correct`
    const form = (await visitor.get(path)).form(path)
    const refused = await visitor.submit(form, { text: 'y'.repeat(1_001) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('y'.repeat(1_001))
    const sent = await visitor.submit(refused.form(path), { text: 'It is gone' })
    expect(sent.words).toContain('It is gone')
  })
})

describe('a text message of an alert', () => {
  const of = (body: string, corrections: string[] = []) => smsText({ body, corrections }, 'Blue Harbour')

  it('is one message of at most 160 characters of the old alphabet, cut at a word', () => {
    const { text, messages } = of(`Atención: ${'cuidado con el coche gris '.repeat(20)}`)
    expect([text.length <= 160, messages]).toEqual([true, 1])
    expect(text).toMatch(/^Atencion: cuidado .* \S+\.\.\.$/)
    expect(/^[ -~ñÑäöüÄÖÜ]*$/.test(text)).toBe(true)
  })

  it('counts the signs that take the room of two', () => {
    const { text } = of('€ '.repeat(100).trim())
    expect(Array.from(text).reduce((room, sign) => room + (sign === '€' ? 2 : 1), 0)).toBeLessThanOrEqual(160)
  })

  it('keeps letters that the old alphabet has, and alphabets that it has not', () => {
    expect(of('Åsa möter Ñusta').text).toBe('Åsa möter Ñusta')
    expect(of('Осторожно: серая машина')).toEqual({ text: 'Осторожно: серая машина', messages: 1 })
    expect(of('Осторожно '.repeat(40)).text.length).toBeLessThanOrEqual(160)
    expect(of('Осторожно '.repeat(40)).messages).toBe(3)
  })

  it('does not say where it comes from: no link, no name of the community, nobody called', () => {
    const { text } = of(
      'Blue  Harbour warns: grey car. [Map](https://map.example/x) https://harbour.example/posts/1 www.harbour.example ' +
        'harbour.example.org/a mail a@harbour.example, @Ana saw it. BLUE HARBOUR',
    )
    expect(text).not.toMatch(/blue|example|www|@|ana/i)
    expect(text).toContain('warns: grey car.')
  })

  it('leaves a word of the alert that the community happens to be called by', () => {
    const { text } = smsText(
      { body: 'Harbour: HARBOUR says stay away from the harbour', corrections: [] },
      'Harbour',
    )
    expect(text).toBe('says stay away from the harbour')
  })

  it('leaves what is no address: two sentences without a space between', () => {
    expect(of('Go home.Stay there').text).toBe('Go home.Stay there')
  })

  it('begins with what was set right, and leaves signs that are no letters out', () => {
    expect(of('⚠️ **Grey** car', ['It is blue', 'older']).text).toBe('It is blue Grey car')
  })
})
