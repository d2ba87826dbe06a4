import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPages } from '../posts/pages.ts'
import type { Visitor } from '../support/http-client.ts'
import { createGroupWorld, type GroupWorld } from './world.ts'

let world: GroupWorld
let pages: ReturnType<typeof openPages>
let mar: Visitor
let luz: Visitor
let ana: Visitor
let eva: Visitor

beforeAll(async () => {
  world = await createGroupWorld()
  pages = openPages(world)
  mar = await pages.visitorOf(world.mar.actor.memberId)
  luz = await pages.visitorOf(world.luz.actor.memberId)
  ana = await pages.visitorOf(world.ana.actor.memberId)
  eva = await pages.visitorOf(world.eva.actor.memberId)
})
afterAll(() => world.close())

const path = (groupId: string, end = '') => `/groups/${groupId}${end}`
const press = async (visitor: Visitor, from: string, action: string, button?: string) =>
  visitor.submit((await visitor.get(from)).form(action), {}, button)

describe('joining a group in the browser', () => {
  it('leads from its door over its questions to its page, without JavaScript', async () => {
    const groupId = await world.open('approval')
    await world.db.updateTable('groups').set({ rules: '- be kind' }).where('id', '=', groupId).execute()
    const why = await world.ask(groupId, 0, 'Why <us>?', true)
    const list = await ana.get('/groups')
    expect(list.words).toContain('Groups you can ask to join')
    expect(list.text).toContain('<li>be kind</li>')
    const door = list.links().find(({ href }) => href.endsWith(path(groupId, '/join')))
    const asking = await ana.get(door?.href ?? '')
    expect(asking.words).toContain('Why <us>?')
    const join = path(groupId, '/join')
    const refused = await ana.submit(asking.form(join), { [`answer-${why}`]: ' ' })
    expect([refused.status, refused.words.includes('Please answer this.')]).toEqual([422, true])
    const asked = await ana.submit(refused.form(join), { [`answer-${why}`]: 'I *like* soup' })
    expect(asked.words).toContain('The moderators have not decided yet.')
    expect(asked.words).toContain('I *like* soup')
    // From another phone, with the form that she had open there.
    const twice = await ana.submit(asking.form(join), { [`answer-${why}`]: 'Other words' })
    expect(twice.status).toBe(409)
    expect(twice.words).toContain('Other words')
    expect((await ana.get('/groups')).words).toContain('You have asked')

    const requests = await luz.get(path(groupId, '/requests'))
    const waiting = requests.links().find(({ text }) => text === 'Ana')
    const decision = await luz.get(waiting?.href ?? '')
    expect(decision.words).toContain('Ana asks to join')
    const approve = decision.forms().find(({ action }) => action.endsWith('/approve'))
    if (!approve) throw new Error('no form')
    const approved = await luz.submit(approve)
    expect(approved.words).toContain('She is in, and is being told.')
    const late = await luz.submit(`${new URL(waiting?.href ?? '').pathname}/decline`, {
      reason: 'Kept words',
    })
    expect(late.status).toBe(409)
    expect(late.words).toContain('Kept words')
    expect((await ana.get(join)).url).toBe(`${world.origin}${path(groupId)}`)
  })

  it('shows the reason of a not now, and can be taken back', async () => {
    const groupId = await world.open('approval')
    const join = path(groupId, '/join')
    await press(ana, join, join)
    const withdrawn = await press(ana, join, path(groupId, '/join/withdraw'))
    expect(withdrawn.words).toContain('You took your question back.')
    await press(ana, join, join)
    const requests = await luz.get(path(groupId, '/requests'))
    const decision = await luz.get(requests.links().find(({ text }) => text === 'Ana')?.href ?? '')
    const decline = decision.forms().find(({ action }) => action.endsWith('/decline'))
    if (!decline) throw new Error('no form')
    expect((await luz.submit(decline, { reason: '' })).status).toBe(422)
    await luz.submit(decline, { reason: 'Come to the breakfast first' })
    const told = await ana.get(join)
    expect(told.words).toContain('Come to the breakfast first')
    expect(told.words).toContain('Ask again')
  })
})

describe('looking after a group in the browser', () => {
  it('shows what it is and what can be done only to those who may', async () => {
    const groupId = await world.open('approval', ['Eva'])
    const ends = async (visitor: Visitor) =>
      (await visitor.get(path(groupId)))
        .links()
        .map(({ href }) => new URL(href).pathname)
        .filter((link) => link.startsWith(path(groupId, '/')))
        .map((link) => link.split('/').at(-1))
    expect(await ends(luz)).toEqual(['write', 'requests', 'members', 'settings', 'leave'])
    expect(await ends(eva)).toEqual(['write', 'leave'])
    for (const end of ['/requests', '/members', '/settings'])
      expect((await eva.get(path(groupId, end))).status).toBe(403)
    expect((await eva.submit(path(groupId, '/settings'), { name: 'Mine', access: 'members' })).status).toBe(
      403,
    )
  })

  it('says what another access changes, and does it only once that is ticked', async () => {
    const groupId = await world.open('hidden')
    const settings = path(groupId, '/settings')
    const hers = await luz.get(settings)
    expect(hers.text).toContain('value="approval"')
    expect(hers.text).not.toContain('value="members"')
    const fields = { name: 'Soup', access: 'members', postDays: '30', rules: 'Be *kind*' }
    const notHers = await luz.submit(settings, { ...fields, version: '1', confirm: 'yes' })
    expect([notHers.status, notHers.text.includes('Be *kind*')]).toEqual([422, true])
    expect(notHers.words).toContain('Only a moderator of the community who is in this group')
    await world.letIn(groupId, world.mar)
    const form = await mar.get(settings)
    expect(form.words).toContain('can then read all that was ever written here')
    const asked = await mar.submit(form.form(settings), fields)
    expect(asked.status).toBe(422)
    expect(asked.words).toContain('Read what that changes, then tick this.')
    const saved = await mar.submit(asked.form(settings), { confirm: 'yes' })
    expect(saved.words).toContain('Saved.')
    const group = await ana.get(path(groupId))
    expect(group.text).toContain('Be <em>kind</em>')
    expect(group.words).toContain('What is written here disappears after 30 days.')
    expect(group.words).toContain('5 members can read this.')
  })

  it('keeps what she typed when somebody saved meanwhile, and shows what is saved', async () => {
    const groupId = await world.open('members')
    const settings = path(groupId, '/settings')
    const form = (await luz.get(settings)).form(settings)
    await mar.submit((await mar.get(settings)).form(settings), { description: 'From Mar' })
    const stale = await luz.submit(form, { description: 'From Luz' })
    expect(stale.status).toBe(409)
    expect(stale.words).toContain('From Mar')
    expect(stale.text).toContain('From Luz</textarea>')
    const saved = await luz.submit(stale.form(settings))
    expect(saved.status).toBe(200)
    expect((await ana.get(path(groupId))).words).toContain('From Luz')
  })

  it('adds, removes and requires questions', async () => {
    const groupId = await world.open('approval')
    const settings = path(groupId, '/settings')
    const add = path(groupId, '/questions')
    const empty = await luz.submit((await luz.get(settings)).form(add), { prompt: '' })
    expect([empty.status, empty.words.includes('Write the question.')]).toEqual([422, true])
    const added = await luz.submit(empty.form(add), { prompt: 'Who knows you?' })
    expect(added.words).toContain('She may leave this empty.')
    const question = added.forms().find(({ action }) => action.endsWith('/require'))
    if (!question) throw new Error('no question')
    const required = await luz.submit(question, {}, 'Must be answered: Who knows you?')
    expect(required.words).toContain('She must answer this.')
    const removed = await luz.submit(question, {}, 'Remove: Who knows you?')
    expect(removed.words).not.toContain('Who knows you?')
  })

  it('adds and takes out by name, and keeps names that nobody goes by', async () => {
    const groupId = await world.open('hidden')
    const members = path(groupId, '/members')
    const refused = await luz.submit((await luz.get(members)).form(members), { names: 'Ana\nNobody' })
    expect([refused.status, refused.text.includes('Nobody</textarea>')]).toEqual([422, true])
    const added = await luz.submit(refused.form(members), { names: 'Ana' })
    expect(added.words).toContain('Added. They are told.')
    const role = path(groupId, `/members/${world.ana.actor.memberId}/role`)
    const taken = await luz.submit(added.form(role), {}, 'Take out of the group: Ana')
    expect(taken.words).toContain('She is no longer in the group.')
    const alone = await luz.submit(path(groupId, `/members/${world.luz.actor.memberId}/role`), {
      role: 'member',
    })
    expect(alone.status).toBe(409)
    expect(alone.words).toContain('Somebody must look after this group.')
  })
})

describe('a reader of a group', () => {
  it('makes it quiet, leaves it, and comes back', async () => {
    const groupId = await world.open('members')
    const muted = await press(ana, path(groupId), path(groupId, '/mute'))
    expect(muted.words).toContain('The group is quiet now.')
    const heard = await press(ana, path(groupId), path(groupId, '/unmute'))
    expect(heard.words).toContain('You hear from the group again.')
    expect((await ana.get(path(groupId, '/leave'))).words).toContain('you can come back at any time')
    const left = await press(ana, path(groupId, '/leave'), path(groupId, '/leave'))
    expect(left.words).toContain('Groups you left')
    const back = await ana.submit(left.form(path(groupId, '/return')))
    expect(back.words).toContain('Welcome back.')
  })

  it('finds what is kept on top once on the first page, above the rest', async () => {
    const groupId = await world.open('members')
    const first = await world.post(world.ana, groupId, 'The oldest')
    for (let number = 0; number < 25; number += 1) {
      world.clock.moveDays(0.001)
      await world.post(world.ana, groupId, `Later ${number}`)
    }
    const pinned = await luz.submit(`/posts/${first}/pin`, {})
    expect(pinned.words).toContain('The post stays on top now.')
    expect(pinned.text.match(/The oldest/g)).toHaveLength(1)
    expect(pinned.text.indexOf('The oldest')).toBeLessThan(pinned.text.indexOf('Later 24'))
    expect((await ana.submit(`/posts/${first}/pin`, {})).status).toBe(403)
  })

  it('costs as many statements in a full group as in an empty one', async () => {
    const count = async (groupId: string) => {
      const before = pages.counter.statements
      await luz.get(path(groupId))
      return pages.counter.statements - before
    }
    const empty = await count(await world.open('members'))
    const groupId = await world.open('members')
    for (let number = 0; number < 30; number += 1) await world.post(world.ana, groupId, `Post ${number}`)
    expect(await count(groupId)).toBe(empty)
  })
})
