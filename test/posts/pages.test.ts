import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShare } from '../../src/channels/start-share.ts'
import type { MemberCtx } from '../../src/context.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { editPost } from '../../src/posts/edit-post.ts'
import { readFeed, readPost } from '../../src/posts/queries.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import type { Visitor } from '../support/http-client.ts'
import { openPages } from './pages.ts'

let community: TestCommunity
let pages: ReturnType<typeof openPages>
let luz: MemberCtx
let moderator: MemberCtx
let luzVisits: Visitor
let anaVisits: Visitor
let moderatorVisits: Visitor

beforeAll(async () => {
  community = await createTestCommunity()
  pages = openPages(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
  const ana = await community.member({ name: 'Ana' })
  luzVisits = await pages.visitorOf(luz.actor.memberId)
  anaVisits = await pages.visitorOf(ana.id)
  moderatorVisits = await pages.visitorOf(moderator.actor.memberId)
})
afterAll(() => community.close())

const submission = () => community.random.id()
async function write(ctx: MemberCtx, text: string, groupId = community.groups.general): Promise<string> {
  const result = await createPost(ctx, {
    groupId,
    submission: submission(),
    text,
    language: 'en',
    pictures: [],
  })
  if (!result.ok) throw new Error(result.refusals[0].message)
  return result.value.postId
}
async function comment(ctx: MemberCtx, postId: string, text: string): Promise<string> {
  const result = await createComment(ctx, {
    target: { postId },
    submission: submission(),
    text,
    language: 'en',
  })
  if (!result.ok) throw new Error(result.refusals[0].message)
  return result.value.commentId
}
const picture = async (name = 'a.png') =>
  new File(
    [
      await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    ],
    name,
  )

describe('P2: signed out', () => {
  it('every address of groups, posts, comments and pictures gives the same page with 404, byte for byte', async () => {
    const postId = await write(luz, 'Here')
    const commentId = await comment(luz, postId, 'Here too')
    const bodies = new Set<string>()
    for (const id of [postId, commentId, community.groups.general, community.random.id(), 'x', '%00']) {
      for (const path of [
        ...[
          '/groups',
          '/groups/new',
          '/write',
          `/groups/${id}`,
          `/groups/${id}?before=x`,
          `/groups/${id}/write`,
        ],
        ...[`/posts/${id}`, `/posts/${id}/edit`, `/posts/${id}/delete`, `/media/${id}`],
        ...[`/comments/${id}/reply`, `/comments/${id}/edit`, `/comments/${id}/delete`, `/nothing/${id}`],
      ]) {
        const page = await pages.guest().get(path)
        expect([path, page.status]).toEqual([path, 404])
        bodies.add(page.text)
      }
      for (const path of [
        ...['/groups/new', `/groups/${id}/posts`, `/posts/${id}/comments`, `/posts/${id}/edit`],
        ...[`/posts/${id}/delete`, `/allies/posts/${id}/comments`, `/comments/${id}/reply`],
        ...[`/comments/${id}/edit`, `/comments/${id}/delete`],
      ]) {
        const page = await pages.guest().submit(path, { text: 'x', submission: submission() })
        expect([path, page.status]).toEqual([path, 404])
        bodies.add(page.text)
      }
    }
    expect(bodies.size).toBe(1)
    expect(await readPost(luz, postId)).toMatchObject({ body: 'Here', comments: 1 })
  })
})

describe('a member', () => {
  it('gets the same page for what is hidden and for what never was', async () => {
    const hidden = await write(moderator, 'Among us', community.groups.moderators)
    const hiddenComment = await comment(moderator, hidden, 'Among us')
    const paths = (post: string, said: string, group: string) => [
      ...[`/groups/${group}`, `/groups/${group}/write`, `/posts/${post}`, `/posts/${post}/edit`],
      ...[
        `/posts/${post}/delete`,
        `/comments/${said}/reply`,
        `/comments/${said}/edit`,
        `/comments/${said}/delete`,
      ],
    ]
    const bodies = new Set<string>()
    for (const path of [
      ...paths(hidden, hiddenComment, community.groups.moderators),
      ...paths(community.random.id(), community.random.id(), community.random.id()),
      ...paths('x', 'x', 'x'),
      ...paths('%00', '%00', '%00'),
      '/groups/new',
    ]) {
      const page = await anaVisits.get(path)
      expect([path, page.status]).toEqual([path, 404])
      bodies.add(page.text)
    }
    expect(bodies.size).toBe(1)
  })

  it('finds her groups, writes, and lands on her post', async () => {
    const groups = await luzVisits.get('/groups')
    expect(groups.words).toContain('General')
    expect(groups.words).not.toContain('Moderators')
    const group = await luzVisits.get(`/groups/${community.groups.general}`)
    expect(group.links().map(({ text }) => text)).toContain('Write in General')
    const form = await luzVisits.get('/write')
    expect(form.url).toBe(`${community.origin}/groups/${community.groups.general}/write`)
    expect(form.words).toContain('Stays in General. 3 members can read it. So can the server.')
    const posted = await luzVisits.submit(form.form(`/groups/${community.groups.general}/posts`), {
      text: 'Good *morning*',
      pictures: await picture(),
      pictureDescription: 'a red square',
      language: 'es',
    })
    expect(posted.status).toBe(200)
    expect(new URL(posted.url).pathname).toMatch(/^\/posts\/[0-9a-z]{24}$/)
    expect(posted.text).toContain('Good <em>morning</em>')
    expect(posted.text).toMatch(/<img src="\/media\/[0-9a-z]{24}" width="9" height="9" alt="a red square"/)
    expect(posted.text).toMatch(/<h1[^>]*>Post by Luz<\/h1>/)
  })

  it('chooses where to write when she belongs to several groups', async () => {
    const page = await moderatorVisits.get('/write')
    expect(page.links().map(({ text }) => text)).toEqual(expect.arrayContaining(['General', 'Moderators']))
  })

  it('keeps what she typed when her picture cannot be used, and is told to choose it again', async () => {
    const path = `/groups/${community.groups.general}/posts`
    const form = (await luzVisits.get(`/groups/${community.groups.general}/write`)).form(path)
    const refused = await luzVisits.submit(form, {
      text: 'Kept <words>',
      language: 'es',
      pictures: [await picture(), new File(['not a picture'], 'b.jpg')],
      pictureDescription: 'kept line',
    })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('It is picture 2 of the 2 you chose.')
    expect(refused.words).toContain('please choose them again')
    expect(refused.text).toContain('Kept &lt;words&gt;</textarea>')
    expect(refused.text).toContain('kept line</textarea>')
    expect(refused.text).toMatch(/<option value="es" lang="es" selected/)
    const posted = await luzVisits.submit(refused.form(path))
    expect(posted.words).toContain('Kept <words>')
  })

  it('is refused an empty post, a wrong language and a form without its id with 422', async () => {
    const path = `/groups/${community.groups.general}/posts`
    for (const fields of [
      { submission: submission(), text: ' ', language: 'en' },
      { submission: submission(), text: 'a', language: 'xx' },
      { text: 'a', language: 'en' },
      { submission: '\0', text: 'a', language: 'en' },
    ]) {
      const refused = await luzVisits.submit(path, fields)
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('id="error-summary"')
    }
  })

  it('posts once however often she presses', async () => {
    const path = `/groups/${community.groups.general}/posts`
    const form = (await luzVisits.get(`/groups/${community.groups.general}/write`)).form(path)
    const first = await luzVisits.submit(form, { text: 'Once only' })
    const second = await luzVisits.submit(form, { text: 'Once only' })
    expect(second.url).toBe(first.url)
    const third = await luzVisits.submit(form, { text: 'Something else' })
    expect(third.status).toBe(409)
    expect(third.text).toContain('Something else</textarea>')
    const feed = await readFeed(luz, community.groups.general)
    expect(feed.posts.filter(({ body }) => body === 'Once only')).toHaveLength(1)
    const fourth = await luzVisits.submit(third.form(path))
    expect(fourth.words).toContain('Something else')
  })

  it('sees both texts when she changed the post on another phone meanwhile', async () => {
    const postId = await write(luz, 'First words')
    const form = (await luzVisits.get(`/posts/${postId}/edit`)).form(`/posts/${postId}/edit`)
    await editPost(luz, { postId, version: versionOf(null), text: 'From the other phone', language: 'en' })
    const conflict = await luzVisits.submit(form, { text: 'From this phone' })
    expect(conflict.status).toBe(409)
    expect(conflict.text).toContain('From this phone</textarea>')
    expect(conflict.words).toContain('Saved now From the other phone')
    const saved = await luzVisits.submit(conflict.form(`/posts/${postId}/edit`))
    expect(new URL(saved.url).pathname).toBe(`/posts/${postId}`)
    expect(saved.words).toContain('From this phone')
  })

  it('takes a picture out and describes the other', async () => {
    const form = (await luzVisits.get(`/groups/${community.groups.general}/write`)).form(
      `/groups/${community.groups.general}/posts`,
    )
    const pictures = [await picture('a.png'), await picture('b.png')]
    const posted = await luzVisits.submit(form, { text: 'Two', pictures, pictureDescription: 'one\ntwo' })
    const postId = new URL(posted.url).pathname.slice('/posts/'.length)
    const [one, two] = (await readPost(luz, postId))?.pictures ?? []
    const edit = (await luzVisits.get(`/posts/${postId}/edit`)).form(`/posts/${postId}/edit`)
    const saved = await luzVisits.submit(edit, {
      [`description-${one?.id}`]: 'a red square',
      [`remove-${two?.id}`]: 'yes',
    })
    expect(saved.status).toBe(200)
    expect((await readPost(luz, postId))?.pictures).toEqual([{ ...one, alt: 'a red square' }])
  })

  it('comments, answers, changes and deletes without JavaScript', async () => {
    const postId = await write(luz, 'A question')
    const thread = await anaVisits.get(`/posts/${postId}`)
    const commented = await anaVisits.submit(thread.form(`/posts/${postId}/comments`), { text: 'A comment' })
    const commentId = new URL(commented.url).hash.slice(1)
    expect(commented.words).toContain('A comment')
    const reply = await luzVisits.get(`/comments/${commentId}/reply`)
    expect(reply.words).toContain('Answer Ana')
    expect(reply.words).toContain('Your answer to Ana')
    expect(reply.words).toContain('Answer in General')
    expect(reply.words).not.toContain('Your comment')
    expect(reply.words).toContain('What you type is kept on the server as a draft')
    const empty = await luzVisits.submit(reply.form(`/comments/${commentId}/reply`), { text: '' })
    expect([empty.status, empty.words.includes('Write something first.')]).toEqual([422, true])
    const answered = await luzVisits.submit(empty.form(`/comments/${commentId}/reply`), { text: 'An answer' })
    expect(answered.words).toContain('An answer')
    const edit = (await anaVisits.get(`/comments/${commentId}/edit`)).form(`/comments/${commentId}/edit`)
    expect((await anaVisits.submit(edit, { text: 'A better comment' })).words).toContain('A better comment')
    const stale = await anaVisits.submit(edit, { text: 'An older thought' })
    expect(stale.status).toBe(409)
    expect(stale.words).toContain('Saved now A better comment')
    expect(stale.text).toContain('An older thought</textarea>')
    const confirm = await anaVisits.get(`/comments/${commentId}/delete`)
    const deleted = await anaVisits.submit(confirm.form(`/comments/${commentId}/delete`))
    expect(deleted.words).toContain('The comment is deleted.')
    expect(deleted.words).toContain('This comment was deleted.')
    expect(deleted.words).toContain('An answer')
    expect(deleted.words).not.toContain('A better comment')
  })

  it('keeps what she typed when her comment is refused', async () => {
    const postId = await write(luz, 'A question')
    const refused = await anaVisits.submit(`/posts/${postId}/comments`, {
      text: 'Kept words',
      language: 'en',
    })
    expect(refused.status).toBe(422)
    const sent = await anaVisits.submit(refused.form(`/posts/${postId}/comments`))
    expect(sent.words).toContain('Kept words')
  })

  it('is asked before her post is deleted for good', async () => {
    const postId = await write(luz, 'Gone soon')
    const thread = await luzVisits.get(`/posts/${postId}`)
    expect(thread.links().map(({ href }) => new URL(href).pathname)).toEqual(
      expect.arrayContaining([`/posts/${postId}/edit`, `/posts/${postId}/delete`, `/share/new/${postId}`]),
    )
    const confirm = await luzVisits.get(`/posts/${postId}/delete`)
    expect(confirm.words).toContain('Gone soon')
    const deleted = await luzVisits.submit(confirm.form(`/posts/${postId}/delete`))
    expect(deleted.words).toContain('The post is deleted.')
    expect(deleted.words).not.toContain('Gone soon')
    expect((await luzVisits.get(`/posts/${postId}`)).status).toBe(404)
  })

  it('is told before deleting that what she has begun to share ends too; nobody else learns of it', async () => {
    const postId = await write(luz, 'Perhaps for others')
    const ends = 'Deleting it stops that: what waits is not sent.'
    expect((await luzVisits.get(`/posts/${postId}/delete`)).words).not.toContain(ends)
    await startShare(luz, { postId })
    expect((await luzVisits.get(`/posts/${postId}/delete`)).words).toContain(ends)
    expect((await moderatorVisits.get(`/posts/${postId}/delete`)).words).not.toContain(ends)
  })

  it('is offered only what she may do with others’ posts, and refused the rest', async () => {
    const postId = await write(luz, 'By Luz')
    const commentId = await comment(luz, postId, 'By Luz too')
    const offered = async (visitor: Visitor) =>
      (await visitor.get(`/posts/${postId}`))
        .links()
        .map(({ href }) => new URL(href).pathname.split('/').slice(1))
        .filter((parts) => parts.some((part) => [postId, commentId].includes(part)) && parts.length > 2)
        .map((parts) => parts.map((part) => (part === postId || part === commentId ? '-' : part)).join('/'))
    expect(await offered(anaVisits)).toEqual(['flag/post/-', 'comments/-/reply', 'flag/comment/-'])
    expect(await offered(moderatorVisits)).toEqual([
      ...['flag/post/-', 'remove/post/-', 'contact/about-post/-', 'people/of-post/-'],
      ...['comments/-/reply', 'flag/comment/-', 'remove/comment/-'],
    ])
    expect(await offered(luzVisits)).toEqual([
      ...['share/new/-', 'posts/-/edit', 'posts/-/delete'],
      ...['comments/-/reply', 'comments/-/edit', 'comments/-/delete'],
    ])
    for (const path of [`/posts/${postId}/edit`, `/posts/${postId}/delete`, `/comments/${commentId}/edit`]) {
      expect((await anaVisits.get(path)).status).toBe(403)
      expect((await anaVisits.submit(path, { text: 'x', version: 'first', language: 'en' })).status).toBe(403)
    }
    expect(await readPost(luz, postId)).toMatchObject({ body: 'By Luz', comments: 1 })
  })

  it('turns pages with opaque cursors; a wrong one shows the first page', async () => {
    for (let number = 0; number < 25; number += 1) await write(luz, `old ${number}`)
    const here = `/groups/${community.groups.general}`
    const first = await luzVisits.get(here)
    const older = first.links().find(({ text }) => text === 'Show older')
    const second = await luzVisits.get(older?.href ?? '')
    expect(second.status).toBe(200)
    expect(second.links().some(({ text, href }) => text === 'Show newer' && href.endsWith(here))).toBe(true)
    for (const wrong of ['x', '%00', "'", '%ff', 'a'.repeat(3_000)]) {
      const page = await luzVisits.get(`${here}?before=${wrong}`)
      expect(page.status).toBe(200)
      expect(page.text.match(/post-card"/g)).toHaveLength(20)
      const thread = await luzVisits.get(`/posts/${await write(luz, 'x')}?before=${wrong}`)
      expect(thread.status).toBe(200)
    }
  })

  it('can read a thread in which everybody answers the one before', async () => {
    const postId = await write(luz, 'A chain')
    let parentId: string | undefined
    for (let number = 0; number < 200; number += 1) {
      community.clock.moveDays(1 / 86_400)
      const said = {
        target: { postId },
        submission: submission(),
        text: `link ${number}.`,
        language: 'en',
        parentId,
      }
      const result = await createComment(luz, said)
      if (result.ok) parentId = result.value.commentId
    }
    const page = await luzVisits.get(`/posts/${postId}`)
    expect(page.status).toBe(200)
    expect(page.words).toContain('link 0.')
    expect(page.words).toContain('link 199.')
  })
})

describe('a moderator', () => {
  it('opens a group, and keeps what she typed when it is refused', async () => {
    const form = (await moderatorVisits.get('/groups/new')).form('/groups/new')
    const refused = await moderatorVisits.submit(form, {
      name: 'Tea',
      description: 'Thursdays',
      access: 'approval',
      names: 'Nobody Known',
    })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('Nobody here goes by these names: Nobody Known.')
    expect(refused.text).toContain('Thursdays</textarea>')
    const opened = await moderatorVisits.submit(refused.form('/groups/new'), { names: 'luz' })
    expect(opened.status).toBe(200)
    expect(opened.words).toContain('Tea')
    expect((await luzVisits.get(opened.url)).words).toContain('2 members can read this.')
    expect((await anaVisits.get(opened.url)).status).toBe(404)
  })

  it('cannot be imitated by a member', async () => {
    const fields = { submission: submission(), name: 'Mine', access: 'members' }
    expect((await luzVisits.submit('/groups/new', fields)).status).toBe(404)
    expect((await luzVisits.get('/groups')).words).not.toContain('Mine')
  })
})
