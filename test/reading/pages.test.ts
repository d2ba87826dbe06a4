import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { readSaved } from '../../src/reading/queries.ts'
import { openPages } from '../posts/pages.ts'
import { threadsIn } from '../posts/threads.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import type { Visitor } from '../support/http-client.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let pages: ReturnType<typeof openPages>
let luz: MemberCtx
let ana: MemberCtx
let visits: Visitor

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  pages = openPages(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  visits = await pages.visitorOf(ana.actor.memberId)
})
afterAll(() => community.close())

describe('a thread that she reads again', () => {
  it('leads to the first new comment, marks the new ones, and has nothing new the next time', async () => {
    const postId = await threads.post(luz)
    await threads.say(luz, postId, 'Old')
    expect((await visits.get(`/posts/${postId}`)).words).not.toContain('new comment')
    const first = await threads.say(luz, postId, 'Fresh')
    await threads.say(luz, postId, 'Fresher')
    const page = await visits.get(`/posts/${postId}`)
    const jump = page.links().find(({ text }) => text === 'Go to the first of 2 new comments')
    expect(jump?.href.endsWith(`#${first}`)).toBe(true)
    expect(page.text.match(/>New</g)).toHaveLength(2)
    expect((await visits.get(`/posts/${postId}`)).words).not.toContain('new comment')
  })

  it('is not marked as read by looking at older comments', async () => {
    const postId = await threads.post(luz)
    await visits.get(`/posts/${postId}`)
    await threads.say(luz, postId, 'Fresh')
    await visits.get(`/posts/${postId}?before=zzz-000000000000000000000000`)
    expect((await visits.get(`/posts/${postId}`)).words).toContain('Go to the new comment')
  })
})

describe('home', () => {
  it('says where older posts are once there are more than it shows', async () => {
    const wayOn = 'Older posts are in your groups'
    for (let count = 0; count < 2; count += 1) await threads.post(luz)
    expect((await visits.get('/home')).words).not.toContain(wayOn)
    for (let count = 0; count < 9; count += 1) await threads.post(luz)
    const link = (await visits.get('/home')).links().find(({ text }) => text === wayOn)
    expect(new URL(link?.href ?? '').pathname).toBe('/groups')
  })

  it('says what is new since her last visit, and can be told that she has read it', async () => {
    const postId = await threads.post(luz, { body: 'A **long** walk' })
    await visits.get(`/posts/${postId}`)
    await visits.get(`/groups/${community.groups.general}`)
    await threads.say(luz, postId, 'Fresh')
    await threads.post(luz)
    const home = await visits.get('/home')
    expect(home.words).toContain('Since your last visit')
    expect(home.words).toContain('1 new post')
    expect(home.words).toContain('A long walk General 1 new comment')
    const read = await visits.submit(home.form('/home/read'))
    expect(new URL(read.url).pathname).toBe('/home')
    expect(read.words).not.toContain('Since your last visit')
  })
})

describe('what she keeps of a thread', () => {
  it('is saved, found again and let go without JavaScript', async () => {
    const postId = await threads.post(luz, { body: 'To be found again' })
    const thread = await visits.get(`/posts/${postId}`)
    const saved = await visits.submit(thread.form(`/posts/${postId}/save`))
    expect(saved.words).toContain('Saved.')
    expect((await visits.get('/saved')).words).toContain('To be found again')
    expect((await (await pages.visitorOf(luz.actor.memberId)).get('/saved')).words).not.toContain(
      'To be found',
    )
    const gone = await visits.submit(saved.form(`/posts/${postId}/unsave`))
    expect(gone.words).toContain('No longer saved.')
    expect((await visits.get('/saved')).words).toContain('Nothing saved yet')
  })

  it('is muted and heard of again', async () => {
    const postId = await threads.post(luz)
    const thread = await visits.get(`/posts/${postId}`)
    const muted = await visits.submit(thread.form(`/posts/${postId}/mute`))
    expect(muted.words).toContain('You hear no more of this thread.')
    const again = await visits.submit(muted.form(`/posts/${postId}/unmute`))
    expect(again.words).toContain('You hear of this thread again.')
  })

  it('changes its button alone when the script sends it', async () => {
    const postId = await threads.post(luz)
    const response = await pages.request(`/posts/${postId}/save`, {
      method: 'POST',
      headers: {
        Cookie: await pages.cookieOf(ana.actor.memberId),
        'HX-Request': 'true',
        'Sec-Fetch-Site': 'same-origin',
      },
    })
    const text = await response.text()
    expect([response.status, text.includes('<html'), text.includes(`/posts/${postId}/unsave`)]).toEqual([
      200,
      false,
      true,
    ])
  })

  it('comes in pages, every post once, and never what she cannot see any more', async () => {
    const ids: string[] = []
    for (let number = 0; number < 23; number += 1) ids.push(await threads.post(luz))
    const rows = ids.map((postId) => ({ postId, memberId: luz.actor.memberId }))
    await community.db.insertInto('savedPosts').values(rows).execute()
    const first = await readSaved(luz)
    const second = await readSaved(luz, { before: first.older })
    expect([...first.posts, ...second.posts].map(({ id }) => id)).toEqual(ids.toReversed())
    expect(second.older).toBeUndefined()
    await threads.change('posts', ids[0] ?? '', { removedAt: community.clock.now() })
    expect((await readSaved(luz, { before: first.older })).posts.map(({ id }) => id)).toEqual([
      ids[2],
      ids[1],
    ])
  })

  it('is missing for threads that she cannot see', async () => {
    const hidden = await threads.post(luz, { groupId: community.groups.moderators })
    for (const id of [hidden, community.random.id(), 'x'])
      for (const act of ['save', 'unsave', 'mute', 'unmute'])
        expect((await visits.submit(`/posts/${id}/${act}`, {})).status).toBe(404)
  })
})

describe('the weight of pages', () => {
  it('keeps a thread with twenty comments under 12 KB over the wire', async () => {
    const postId = await threads.post(luz, {
      body: 'What do you take along to the market on Thursday? '.repeat(4),
    })
    for (let number = 0; number < 20; number += 1) {
      await threads.say(
        number % 2 === 0 ? luz : ana,
        postId,
        `Number ${number}: bread, tea, and something warm to wear.`,
      )
    }
    const page = await visits.get(`/posts/${postId}`)
    expect(gzipSync(page.text).length).toBeLessThan(12 * 1024)
  })
})
