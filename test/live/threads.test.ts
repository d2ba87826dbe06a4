import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../src/live/streams.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { openStreams } from './streams.ts'

let house: Awaited<ReturnType<typeof openStreams>>
let luz: Awaited<ReturnType<typeof arrive>>
let ana: Awaited<ReturnType<typeof arrive>>
let postId: string

beforeEach(async () => {
  house = await openStreams()
  luz = await arrive('Luz')
  ana = await arrive('Ana')
  const groupId = house.groups.general
  const written = { groupId, submission: house.random.id(), text: 'Soup?', language: 'en', pictures: [] }
  const post = await createPost(ana.ctx, written)
  if (!post.ok) throw new Error('no post')
  postId = post.value.postId
})
afterEach(async () => {
  await house.close()
  expect(house.pauses.count()).toBe(0)
  expect([...house.faults, ...house.streamFaults]).toEqual([])
})

async function arrive(name: string) {
  const { id, ctx } = await house.member({ name })
  return { id, ctx, cookie: await house.signIn(id) }
}

async function comment(text: string): Promise<string> {
  house.clock.moveDays(1 / 1_440)
  const submission = house.random.id()
  const result = await createComment(ana.ctx, { target: { postId }, submission, text, language: 'en' })
  if (!result.ok) throw new Error('no comment')
  return result.value.commentId
}

const followThread = () => house.followAs(luz.cookie, `/live/threads/${postId}`)

/** Members who follow the thread, each by a session of her own. */
const crowd = async (size: number) =>
  Promise.all(
    Array.from({ length: size }, async (_, index) => {
      const { cookie } = await arrive(`Neighbour ${index}`)
      return house.followAs(cookie, `/live/threads/${postId}`)
    }),
  )

describe('a thread that somebody follows', () => {
  it('says that it changed when a comment was written, and nothing of the comment', async () => {
    const stream = await followThread()
    expect(stream.answer.status).toBe(200)
    expect(stream.answer.headers.get('Cache-Control')).toBe('no-store')
    expect(stream.answer.headers.get('X-Accel-Buffering')).toBe('no')
    expect(stream.answer.headers.get('Content-Encoding')).toBeNull()
    expect(await stream.next()).toMatch(/^retry: \d{4,5}\ndata: \n\n$/)
    const commentId = await comment('On Friday')
    await house.pauses.pass()
    expect(await stream.next()).toBe(`data: ${commentId}\n\n`)
    stream.leave()
  })

  it('says nothing of a comment that is held back', async () => {
    const stream = await followThread()
    await stream.next()
    const held = await comment('Wait')
    await house.db.updateTable('comments').set({ heldAt: house.clock.now() }).where('id', '=', held).execute()
    await house.pauses.pass()
    const seen = await comment('Here')
    await house.pauses.pass()
    expect(await stream.next()).toBe(`data: ${seen}\n\n`)
  })

  it('gives a sign of life every 20 seconds, and ends after ten minutes', async () => {
    const stream = await followThread()
    await stream.next()
    await house.pauses.pass(6)
    expect(await stream.next()).toBe(':\n\n')
    for (let seconds = 18; seconds < 594; seconds += 18) {
      await house.pauses.pass(6)
      expect(await stream.next()).toBe(':\n\n')
    }
    await house.pauses.pass(2)
    expect(await stream.next()).toBeUndefined()
    expect(house.pauses.count()).toBe(0)
  })

  const ends: readonly [string, () => Promise<unknown>][] = [
    ['she signs out', () => house.db.deleteFrom('sessions').where('memberId', '=', luz.id).execute()],
    [
      'she is suspended',
      () => house.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', luz.id).execute(),
    ],
    [
      'the thread is removed',
      () =>
        house.db
          .updateTable('posts')
          .set({ removedAt: house.clock.now() })
          .where('id', '=', postId)
          .execute(),
    ],
    [
      'the group is not hers any more',
      () =>
        house.db
          .updateTable('groups')
          .set({ access: 'approval' })
          .where('id', '=', house.groups.general)
          .execute(),
    ],
    [
      'her phone locks itself',
      async () => {
        await house.db
          .insertInto('idleLocks')
          .values({ memberId: luz.id, minutes: 1, pinHash: 'none' })
          .execute()
        await house.db
          .updateTable('sessions')
          .set({ lockDueAt: new Date(0) })
          .execute()
      },
    ],
    [
      'her roles change',
      () => house.db.insertInto('memberRoles').values({ memberId: luz.id, role: 'moderator' }).execute(),
    ],
  ]
  it.each(ends)('ends as soon as %s', async (_, happens) => {
    const stream = await followThread()
    await stream.next()
    await happens()
    await house.pauses.pass()
    expect(await stream.next()).toBeUndefined()
    expect(house.pauses.count()).toBe(0)
  })

  it('is asked for by one statement however many follow it, and by none once all have left', async () => {
    const streams = await crowd(20)
    expect(streams.map(({ answer }) => answer.status)).toEqual(streams.map(() => 200))
    for (const stream of streams) await stream.next()
    const commentId = await comment('All of you')
    const before = house.statements()
    await house.pauses.pass()
    expect(house.statements() - before).toBe(1)
    for (const stream of streams) expect(await stream.next()).toBe(`data: ${commentId}\n\n`)
    for (const stream of streams) stream.leave()
    await expect.poll(() => house.pauses.count()).toBe(0)
    const after = house.statements()
    await house.pauses.pass()
    expect(house.statements()).toBe(after)
  })

  it('is followed by so many pages of one member, and one more is told not to come again', async () => {
    const streams = await Promise.all(Array.from({ length: limits.session.mostPerAccount }, followThread))
    expect(streams.every(({ answer }) => answer.status === 200)).toBe(true)
    expect((await followThread()).answer.status).toBe(204)
    streams[0]?.leave()
    await expect.poll(async () => (await followThread()).answer.status).toBe(200)
  })

  it('is left by everybody when the process stops, and takes nobody any more', async () => {
    const stream = await followThread()
    await stream.next()
    house.live.close()
    expect(await stream.next()).toBeUndefined()
    expect((await followThread()).answer.status).toBe(204)
  })

  it('P2 is the same page that is not there when it is hidden, unknown, or nobody is signed in', async () => {
    await house.db.updateTable('groups').set({ access: 'approval' }).execute()
    const pages = await Promise.all(
      [`/live/threads/${postId}`, `/live/threads/${house.random.id()}`, '/no/such/page'].map(async (path) => {
        const { answer } = await house.followAs(luz.cookie, path)
        return { status: answer.status, text: await answer.text() }
      }),
    )
    expect(pages[0]).toEqual(pages[2])
    expect(pages[1]).toEqual(pages[2])
    expect(pages[2]?.status).toBe(404)
    expect((await house.followAs('', `/live/threads/${postId}`)).answer.status).toBe(404)
  })

  it('tells how many others wrote since, and marks nothing as read', async () => {
    const seen = await comment('One')
    const first = await comment('Two')
    await comment('Three')
    const news = async (after: string, cookie = luz.cookie) => {
      const { answer } = await house.followAs(cookie, `/live/threads/${postId}/news?after=${after}`)
      expect(answer.status).toBe(200)
      return answer.text()
    }
    expect(await news(seen)).toContain('2 new comments.')
    expect(await news(seen)).toContain(`comment=${first}#${first}`)
    expect(await news('')).toContain('3 new comments.')
    expect(await news(seen, ana.cookie)).toBe('')
    expect(await house.db.selectFrom('threadReads').selectAll().execute()).toEqual([])
  })
})
