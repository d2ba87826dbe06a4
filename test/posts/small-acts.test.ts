import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let pages: ReturnType<typeof openPages>
let ana: MemberCtx
let luz: MemberCtx
let postId: string
let commentId: string

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  pages = openPages(community)
  ana = (await community.member({ name: 'Ana', roles: ['moderator'] })).ctx
  luz = (await community.member({ name: 'Luz' })).ctx
  postId = await threads.post(ana, { kind: 'question', body: 'Who has a ladder?' })
  commentId = await threads.say(luz, postId, 'I have one')
})
afterAll(() => community.close())

interface Ask {
  readonly who?: MemberCtx
  readonly fields?: Readonly<Record<string, string>>
  readonly isFragment?: boolean
  readonly from?: string
}

async function ask(method: 'GET' | 'POST', path: string, options: Ask = {}) {
  const { who = luz, fields = {}, isFragment = true, from = `/posts/${postId}` } = options
  const response = await pages.request(path, {
    method,
    headers: {
      Cookie: await pages.cookieOf(who.actor.memberId),
      'Sec-Fetch-Site': 'same-origin',
      ...(isFragment ? { 'HX-Request': 'true', 'HX-Current-URL': `${community.origin}${from}` } : {}),
    },
    ...(method === 'POST' ? { body: new URLSearchParams(fields) } : {}),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const said = (text: string): string | undefined =>
  /<hx-partial hx-target="#said"[^>]*>([^<]*)</.exec(text)?.[1]

/** What htmx gets is a part of a page, and what everybody else gets leads to a page. */
function expectFragment({ status, text, headers }: Awaited<ReturnType<typeof ask>>): void {
  expect([status, text.includes('<html'), headers.get('Vary')?.includes('HX-Request')]).toEqual([
    200,
    false,
    true,
  ])
}

describe('a small act', () => {
  it.each([
    ['save', 'Saved.', 'unsave'],
    ['unsave', 'No longer saved.', 'save'],
    ['mute', 'You hear no more of this thread.', 'unmute'],
    ['unmute', 'You hear of this thread again.', 'mute'],
  ])(
    '%s changes its button alone, keeps the focus there and says what happened',
    async (act, words, next) => {
      const answer = await ask('POST', `/posts/${postId}/${act}`)
      expectFragment(answer)
      expect(said(answer.text)).toContain(words)
      expect(answer.text).toContain(`action="/posts/${postId}/${next}"`)
      expect(answer.text).toMatch(/<button[^>]* autofocus/)
      const plain = await ask('POST', `/posts/${postId}/${act}`, { isFragment: false })
      expect(plain.status).toBe(303)
    },
  )

  it('reacts, and takes the reaction back, with the focus where she pressed', async () => {
    const path = `/comments/${commentId}/reactions`
    const given = await ask('POST', path, { who: ana, fields: { kind: 'hug' } })
    expectFragment(given)
    expect(given.text).toMatch(/<button[^>]*value="hug"[^>]*aria-pressed="true"[^>]* autofocus/)
    expect(said(given.text)).toBe('Your reaction is there.')
    const back = await ask('POST', path, { who: ana, fields: { kind: 'hug' } })
    expect(back.text).toMatch(/<summary[^>]* autofocus/)
    expect(said(back.text)).toBe('Your reaction is taken back.')
    const plain = await ask('POST', path, { who: ana, fields: { kind: 'hug' }, isFragment: false })
    expect(plain.headers.get('Location')).toBe(`/posts/${postId}?comment=${commentId}#${commentId}`)
  })

  it('pins a post with its mark, and says beside the button why not', async () => {
    const pinned = await ask('POST', `/posts/${postId}/pin`, { who: ana })
    expectFragment(pinned)
    expect(pinned.text).toContain(`/posts/${postId}/unpin`)
    expect(pinned.text).toMatch(new RegExp(`hx-target="#labels-${postId}".*Pinned`))
    for (let count = 0; count < 2; count += 1) {
      await ask('POST', `/posts/${await threads.post(ana)}/pin`, { who: ana })
    }
    const refused = await ask('POST', `/posts/${await threads.post(ana)}/pin`, { who: ana })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('3 posts are on top already')
    const unpinned = await ask('POST', `/posts/${postId}/unpin`, { who: ana })
    expect(unpinned.text).not.toContain('>Pinned<')
    const plain = await ask('POST', `/posts/${postId}/unpin`, { who: ana, isFragment: false })
    expect(plain.headers.get('Location')).toMatch(/^\/groups\/.*done=unpinned$/)
  })

  it('accepts an answer on top of the comments, and takes that back', async () => {
    const path = `/posts/${postId}/answer`
    const accepted = await ask('POST', path, { who: ana, fields: { comment: commentId } })
    expectFragment(accepted)
    expect(accepted.text).toMatch(/hx-target="#accepted"[\s\S]*id="accepted"[\s\S]*I have one/)
    const back = await ask('POST', path, { who: ana })
    expect(back.text).toMatch(/id="accepted"[^>]* autofocus[\s\S]*No answer stands on top any more/)
    const plain = await ask('POST', path, { who: ana, isFragment: false })
    expect(plain.headers.get('Location')).toBe(`/posts/${postId}?done=taken-back`)
  })

  it('votes, and is refused in place', async () => {
    const poll = await threads.poll(ana)
    const path = `/posts/${poll.postId}/votes`
    const vote = await ask('POST', path, { fields: { option: poll.options[0] ?? '' } })
    expectFragment(vote)
    expect(said(vote.text)).toBe('Your vote is in.')
    expect((await ask('POST', path)).status).toBe(422)
  })

  it('makes a group quiet', async () => {
    const here = `/groups/${community.groups.general}`
    const muted = await ask('POST', `${here}/mute`)
    expectFragment(muted)
    expect(muted.text).toMatch(/<button[^>]* autofocus[\s\S]*Hear it again/)
    expect((await ask('POST', `${here}/unmute`, { isFragment: false })).status).toBe(303)
  })

  it('marks all as read', async () => {
    const read = await ask('POST', '/home/read')
    expectFragment(read)
    expect(read.text).toContain('id="since"')
    expect((await ask('POST', '/home/read', { isFragment: false })).headers.get('Location')).toBe('/home')
  })

  it('is missing for what she cannot see, also in part', async () => {
    const hidden = await threads.post(ana, { groupId: community.groups.moderators })
    for (const act of ['save', 'mute', 'pin', 'reactions', 'votes', 'answer', 'comments'])
      expect(
        (await ask('POST', `/posts/${hidden}/${act}`, { fields: { kind: 'hug', text: 'x' } })).status,
      ).toBe(404)
  })
})

describe('a comment in its place', () => {
  it('is answered there: the form opens with the focus, and the comments come back with the answer', async () => {
    const form = await ask('GET', `/comments/${commentId}/reply`, { who: ana })
    expectFragment(form)
    expect(form.text).toMatch(new RegExp(`<article[^>]*id="${commentId}"[^>]*hx-morph-skip`))
    expect(form.text).toMatch(new RegExp(`<textarea[^>]*id="field-text-${commentId}"[^>]*autofocus`))
    expect(form.text).toContain('Stays in General.')
    const empty = await ask('POST', `/comments/${commentId}/reply`, { who: ana })
    expect([empty.status, empty.text.includes('id="error-summary"')]).toEqual([422, true])
    expect(empty.text).toContain(`id="write-${commentId}"`)
    const fields = { text: 'May I borrow it?', language: 'en', submission: community.random.id() }
    const sent = await ask('POST', `/comments/${commentId}/reply`, { who: ana, fields })
    expectFragment(sent)
    expect(sent.text).toMatch(new RegExp(`id="${fields.submission}"[^>]*autofocus.*May I borrow it`, 's'))
    expect(sent.text).toContain(`hx-target="[id=&quot;${commentId}&quot;]"`)
    const again = await ask('POST', `/comments/${commentId}/reply`, { who: ana, fields })
    expect(again.text.match(/May I borrow it/g)).toHaveLength(1)
  })

  it('leads to the answer from a page of older comments', async () => {
    const from = `/posts/${postId}?before=zzz-000000000000000000000000`
    const fields = { text: 'From far back', language: 'en', submission: community.random.id() }
    const sent = await ask('POST', `/comments/${commentId}/reply`, { fields, from })
    expect(sent.headers.get('HX-Redirect')).toContain(`comment=${fields.submission}`)
  })

  it('is changed there, and shows what is saved where that was changed meanwhile', async () => {
    const form = await ask('GET', `/comments/${commentId}/edit`)
    expectFragment(form)
    expect(form.text).toContain('Save in General')
    const version = /name="version" value="([^"]*)"/.exec(form.text)?.[1] ?? ''
    const saved = await ask('POST', `/comments/${commentId}/edit`, {
      fields: { text: 'I have two', version },
    })
    expectFragment(saved)
    expect(saved.text).toMatch(new RegExp(`id="${commentId}"[^>]*autofocus.*I have two`, 's'))
    expect(said(saved.text)).toBe('Your comment is changed.')
    const late = await ask('POST', `/comments/${commentId}/edit`, { fields: { text: 'Three', version } })
    expect([late.status, late.text.includes('I have two'), late.text.includes('Three')]).toEqual([
      422,
      true,
      true,
    ])
  })

  it('is left as it was, or reached by everybody else, at its own address', async () => {
    const alone = await ask('GET', `/comments/${commentId}`)
    expectFragment(alone)
    expect(alone.text).not.toContain('<textarea')
    const plain = await ask('GET', `/comments/${commentId}`, { isFragment: false })
    expect(plain.headers.get('Location')).toBe(`/posts/${postId}?comment=${commentId}#${commentId}`)
    const hidden = await threads.post(ana, { groupId: community.groups.moderators })
    const secret = await threads.say(ana, hidden, 'Among us')
    for (const isFragment of [true, false])
      expect((await ask('GET', `/comments/${secret}`, { isFragment })).status).toBe(404)
  })

  it('is deleted after a question', async () => {
    const slip = await threads.say(luz, postId, 'A slip')
    const question = await ask('GET', `/comments/${slip}/delete`)
    expectFragment(question)
    expect(question.text).toContain('Delete this comment?')
    const gone = await ask('POST', `/comments/${slip}/delete`)
    expectFragment(gone)
    expect(gone.text).toMatch(new RegExp(`id="${slip}"[^>]*autofocus.*The comment is deleted`, 's'))
    expect(gone.text).not.toContain('A slip')
    const other = await ask('GET', `/comments/${commentId}/delete`, { who: ana })
    expect(other.status).toBe(303)
  })
})

describe('a list that comes in pages', () => {
  it('brings its next page alone, with the focus on the first post', async () => {
    for (let count = 0; count < 45; count += 1) await threads.post(ana)
    const here = `/groups/${community.groups.general}`
    const first = await ask('GET', here, { isFragment: false })
    const older = new RegExp(`hx-get="(${here}\\?before=[^"]+)"`).exec(first.text)?.[1] ?? ''
    expect(first.text).toContain(`href="${older}"`)
    const next = await ask('GET', older)
    expectFragment(next)
    expect(next.text.match(/autofocus/g)).toHaveLength(1)
    expect(next.text).toMatch(/^<div class="stack"><article[^>]*autofocus/)
  })
})
