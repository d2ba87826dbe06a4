import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addQuestion } from '../../src/groups/change-questions.ts'
import { createGroup } from '../../src/groups/create-group.ts'
import { pinPost } from '../../src/groups/pin-post.ts'
import { openPages } from '../posts/pages.ts'
import type { Visitor } from '../support/http-client.ts'
import { createGroupWorld, done, type GroupWorld } from './world.ts'

/** Every page and form below a group, by what stands for the group, a post in it, a question and a member. */
const pagesOf = (group: string) => [
  ...['', '?before=x', '/write', '/join', '/requests', '/members', '/settings', '/leave'].map(
    (end) => `/groups/${group}${end}`,
  ),
]
const formsOf = (group: string, post: string, question: string, member: string) => [
  ...['/join', '/join/withdraw', '/members', '/settings', '/questions', '/leave', '/return'].map(
    (end) => `/groups/${group}${end}`,
  ),
  ...['/mute', '/unmute', '/posts'].map((end) => `/groups/${group}${end}`),
  ...['remove', 'role'].map((act) => `/groups/${group}/members/${member}/${act}`),
  ...['remove', 'require'].map((act) => `/groups/${group}/questions/${question}/${act}`),
  ...['pin', 'unpin', 'comments'].map((act) => `/posts/${post}/${act}`),
]
const fields = {
  ...{ text: 'x', language: 'en', name: 'x', names: 'Luz', access: 'members', version: '1', confirm: 'yes' },
  ...{ prompt: 'x', role: 'member', description: '', rules: '', postDays: '' },
}

describe('P2: a hidden group', () => {
  let world: GroupWorld
  let pages: ReturnType<typeof openPages>
  const outside: Record<string, Visitor> = {}
  let hidden: { group: string; post: string; question: string; member: string }
  let name: string

  beforeAll(async () => {
    world = await createGroupWorld()
    pages = openPages(world)
    const admin = await world.member({ name: 'Sol', roles: ['admin', 'moderator'] })
    outside['a member'] = await pages.visitorOf(world.ana.actor.memberId)
    outside['a moderator of the community'] = await pages.visitorOf(world.flor.actor.memberId)
    outside['its maker, who left it'] = await pages.visitorOf(world.mar.actor.memberId)
    outside['an admin'] = await pages.visitorOf(admin.id)
    const group = await world.open('hidden', ['Eva'])
    const post = await world.post(world.luz, group, 'A secret soup')
    const question = world.random.id()
    done(await pinPost(world.luz, { postId: post }))
    done(
      await addQuestion(world.luz, { groupId: group, submission: question, prompt: 'Why?', required: false }),
    )
    hidden = { group, post, question, member: world.eva.actor.memberId }
    const row = await world.db.selectFrom('groups').select('name').where('id', '=', group).executeTakeFirst()
    name = row?.name ?? ''
  })
  afterAll(() => world.close())

  const who = ['a member', 'a moderator of the community', 'its maker, who left it', 'an admin']
  const visitorOf = (whom: string): Visitor => {
    const visitor = outside[whom]
    if (!visitor) throw new Error(whom)
    return visitor
  }

  it.each(who)('answers %s byte for byte, and with as much work, as one that never was', async (whom) => {
    const visitor = visitorOf(whom)
    // The first page of a visit may write down that she was here.
    await visitor.get('/groups')
    const never = world.random.id()
    const ask = async (path: string, send: boolean) => {
      const before = pages.counter.statements
      const answer = await (send
        ? visitor.submit(path, { ...fields, submission: world.random.id() })
        : visitor.get(path))
      return { status: answer.status, text: answer.text, statements: pages.counter.statements - before }
    }
    const compare = async (real: readonly string[], invented: readonly string[], send: boolean) => {
      for (const [index, path] of real.entries()) {
        const answer = await ask(path, send)
        expect([path, answer.status]).toEqual([path, 404])
        expect([path, answer]).toEqual([path, await ask(invented[index] ?? '', send)])
      }
    }
    await compare(pagesOf(hidden.group), pagesOf(never), false)
    await compare([`/posts/${hidden.post}`], [`/posts/${never}`], false)
    const { group, post, question, member } = hidden
    await compare(formsOf(group, post, question, member), formsOf(never, never, question, member), true)
  })

  it.each(who)('stands in no list of %s', async (whom) => {
    for (const path of ['/groups', '/write']) {
      const page = await visitorOf(whom).get(path)
      expect(page.text).not.toContain(name)
      expect(page.text).not.toContain(hidden.group)
    }
  })

  it('shows nothing of a request that was made while it could be asked', async () => {
    const group = await world.open('approval')
    const visitor = visitorOf('a member')
    const asked = await visitor.submit(
      (await visitor.get(`/groups/${group}/join`)).form(`/groups/${group}/join`),
    )
    expect(asked.status).toBe(200)
    const request = await world.db
      .selectFrom('groupRequests')
      .select('id')
      .where('groupId', '=', group)
      .executeTakeFirstOrThrow()
    const moderator = visitorOf('a moderator of the community')
    const decide = `/queue/group-requests/${request.id}`
    expect((await moderator.get(decide)).status).toBe(200)
    await world.db.updateTable('groups').set({ access: 'hidden' }).where('id', '=', group).execute()
    const never = `/queue/group-requests/${world.random.id()}`
    for (const [end, send] of [
      ['', false],
      ['/approve', true],
      ['/decline', true],
    ] as const) {
      const [answer, other] = send
        ? [
            await moderator.submit(`${decide}${end}`, { reason: 'No' }),
            await moderator.submit(`${never}${end}`, { reason: 'No' }),
          ]
        : [await moderator.get(`${decide}${end}`), await moderator.get(`${never}${end}`)]
      expect([answer.status, answer.text]).toEqual([404, other.text])
    }
    expect((await visitor.get(`/groups/${group}/join`)).status).toBe(404)
    expect((await visitor.submit(`/groups/${group}/join/withdraw`, {})).status).toBe(200)
  })

  it('does not take its name away from others', async () => {
    const opened = await createGroup(world.flor, {
      ...{ submission: world.random.id(), name, description: '', access: 'approval', names: [] },
    })
    expect(opened.ok).toBe(true)
  })

  it('is there for those who are in it', async () => {
    const eva = await pages.visitorOf(world.eva.actor.memberId)
    const page = await eva.get(`/groups/${hidden.group}`)
    expect(page.words).toContain('A secret soup')
    expect(page.words).toContain('2 members can read this. So can the server.')
    expect((await eva.get('/groups')).words).toContain(name)
  })
})
