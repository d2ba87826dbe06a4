import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { listDrafts, readDraft } from '../../src/posts/draft-queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import type { Visitor } from '../support/http-client.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

let community: TestCommunity
let threads: ReturnType<typeof threadsIn>
let luz: MemberCtx
let ana: MemberCtx
let visits: Visitor
let pages: ReturnType<typeof openPages>

beforeAll(async () => {
  community = await createTestCommunity()
  threads = threadsIn(community)
  pages = openPages(community)
  luz = (await community.member({ name: 'Luz' })).ctx
  ana = (await community.member({ name: 'Ana' })).ctx
  visits = await pages.visitorOf(luz.actor.memberId)
})
afterAll(() => community.close())
beforeEach(async () => {
  await community.db.deleteFrom('drafts').execute()
})

/** The forms of one post and one comment of hers, and of answers to others, by where they stand. */
async function forms() {
  const postId = await threads.post(luz)
  const hers = await threads.say(luz, postId, 'Mine')
  const others = await threads.say(ana, postId, 'Yours')
  return {
    comment: { page: `/posts/${postId}`, action: `/posts/${postId}/comments`, place: `comment:${postId}` },
    reply: {
      page: `/comments/${others}/reply`,
      action: `/comments/${others}/reply`,
      place: `reply:${others}`,
    },
    'edit-comment': {
      page: `/comments/${hers}/edit`,
      action: `/comments/${hers}/edit`,
      place: `edit-comment:${hers}`,
    },
    'edit-post': {
      page: `/posts/${postId}/edit`,
      action: `/posts/${postId}/edit`,
      place: `edit-post:${postId}`,
    },
  }
}

const kinds = ['comment', 'reply', 'edit-comment', 'edit-post'] as const

it.each(kinds)(
  'without the script a %s shows how it will look above its form, and can still be sent',
  async (kind) => {
    const { page, action } = (await forms())[kind]
    const form = (await visits.get(page)).form(action)
    const shown = await visits.submit(
      { ...form, action: `${community.origin}/preview` },
      { text: `${kind} *now*` },
    )
    expect(shown.status).toBe(200)
    expect(shown.words).toContain('So others will see it')
    expect(shown.text).toContain('<em>now</em>')
    expect(
      await community.db.selectFrom('comments').selectAll().where('body', '=', `${kind} *now*`).execute(),
    ).toEqual([])
    const sent = await visits.submit(shown.form(action), {})
    expect(sent.status).toBe(200)
    expect(sent.text).toContain('<em>now</em>')
    expect(sent.words).not.toContain('So others will see it')
  },
)

it.each(kinds)('with the script a %s brings the preview alone', async (kind) => {
  const { place } = (await forms())[kind]
  const response = await pages.request('/preview', {
    method: 'POST',
    headers: {
      Origin: community.origin,
      'HX-Request': 'true',
      Cookie: await pages.cookieOf(luz.actor.memberId),
    },
    body: new URLSearchParams({ place, text: '*hi*', language: 'en' }),
  })
  const text = await response.text()
  expect(response.status).toBe(200)
  expect(text).toContain('<em>hi</em>')
  expect(text).toContain('Luz')
  expect(text).not.toMatch(/<html|<form/)
})

it.each(kinds)(
  'a %s is kept while it is not sent, comes back, and is forgotten once it is sent',
  async (kind) => {
    const { page, action, place } = (await forms())[kind]
    const form = (await visits.get(page)).form(action)
    const kept = await visits.submit(
      { ...form, action: `${community.origin}/drafts` },
      { text: 'Half of it' },
    )
    expect(kept.words).toContain('Half of it')
    expect(await readDraft(ana, place)).toBeUndefined()
    const goOn = kept.links().find(({ text }) => text === 'Go on writing')
    const again = await visits.get(new URL(goOn?.href ?? '').pathname)
    expect(again.text).toContain('>Half of it</textarea>')
    const sent = await visits.submit(again.form(action), { text: 'All of it' })
    expect(sent.status).toBe(200)
    expect(sent.words).toContain('All of it')
    expect(await listDrafts(luz)).toEqual([])
  },
)

it('a change that was made meanwhile is shown beside what she began, and no late save brings it back', async () => {
  const { page, action } = (await forms())['edit-comment']
  const form = (await visits.get(page)).form(action)
  await visits.submit({ ...form, action: `${community.origin}/drafts` }, { text: 'Half of it' })
  community.clock.moveDays(1 / 86_400)
  await visits.submit((await visits.get(page)).form(action), { text: 'Changed elsewhere' })
  await visits.submit({ ...form, action: `${community.origin}/drafts` }, { text: 'Too late' })
  expect(await listDrafts(luz)).toEqual([])
})

it('nobody sees the preview of what she may not see or change', async () => {
  const { groups, origin } = community
  const hidden = await threads.post(ana, { groupId: groups.moderators })
  const theirs = await threads.post(ana)
  const said = await threads.say(ana, theirs, 'Hers')
  for (const place of ['', 'x:y', `comment:${hidden}`, `edit-post:${theirs}`, `edit-comment:${said}`]) {
    const response = await pages.request('/preview', {
      method: 'POST',
      headers: { Origin: origin, Cookie: await pages.cookieOf(luz.actor.memberId) },
      body: new URLSearchParams({ place, text: 'x' }),
    })
    expect({ place, status: response.status }).toEqual({ place, status: 404 })
  }
})

it('P8 nothing is kept that would tell who wrote without her name, and the preview does not show it', async () => {
  const postId = await threads.post(luz, { anonymous: true })
  const commentId = await threads.say(luz, postId, 'Without my name')
  for (const [page, place] of [
    [`/posts/${postId}/edit`, `edit-post:${postId}`],
    [`/comments/${commentId}/edit`, `edit-comment:${commentId}`],
  ] as const) {
    const opened = await visits.get(page)
    expect(opened.words).not.toContain('Save for later')
    const form = opened.form(page)
    const refused = await visits.submit({ ...form, action: `${community.origin}/drafts` }, { text: 'x' })
    expect({ place, status: refused.status }).toEqual({ place, status: 422 })
    const shown = await visits.submit({ ...form, action: `${community.origin}/preview` }, { text: 'x' })
    expect(shown.words).toContain('Anonymous member')
  }
  const form = (await visits.get(`/posts/${postId}`)).form(`/posts/${postId}/comments`)
  const preview = { ...form, action: `${community.origin}/preview` }
  expect((await visits.submit(preview, { text: 'x' })).words).toContain('Anonymous member')
  expect((await visits.submit(preview, { text: 'x', withName: 'yes' })).words).not.toContain(
    'Anonymous member',
  )
  expect(await listDrafts(luz)).toEqual([])
})

it('what was begun goes with the post, and a change with the comment', async () => {
  const drafts = await forms()
  const rows = Object.values(drafts).map(({ place }) => ({
    ...{ memberId: luz.actor.memberId, place, updatedAt: community.clock.now() },
    fields: { text: 'x' },
  }))
  await community.db.insertInto('drafts').values(rows).execute()
  const remove = async (path: string) => visits.submit((await visits.get(path)).form(path), {})
  await remove(drafts['edit-comment'].page.replace('edit', 'delete'))
  expect((await listDrafts(luz)).map(({ place }) => place)).not.toContain(drafts['edit-comment'].place)
  await remove(drafts['edit-post'].page.replace('edit', 'delete'))
  expect(await listDrafts(luz)).toEqual([])
})
