import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  confirmAddress,
  giveAddress,
  readEmailAddress,
  removeAddress,
} from '../../src/notifications/email-address.ts'
import { codeIn, createMailPlace, expectNeutral, type MailPlace } from './mail-place.ts'
import { choose, jobsOf, tell } from './support.ts'

let place: MailPlace
beforeAll(async () => {
  place = await createMailPlace()
})
beforeEach(() => place.clear())
afterAll(() => place.close())

const something = () => tell(place.community, { kind: 'comment', memberIds: [place.luz.id] })

describe('an e-mail address', () => {
  it('gets nothing but a code before it is confirmed, and the code says nothing of us', async () => {
    await choose(place.luz.ctx, 'threads', { email: true })
    expect(await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays: 1 })).toMatchObject({
      ok: true,
    })
    await place.work()
    await something()
    place.community.clock.moveDays(1.5)
    await place.keepHouse()
    expect(place.post.letters).toHaveLength(1)
    const [letter] = place.post.letters
    if (!letter) throw new Error('no letter')
    expect(letter).toMatchObject({ to: ['luz@box.example'], from: 'reminder@letters.example' })
    expect(codeIn(letter)).toMatch(/^[0-9a-z]{4} [0-9a-z]{4}$/)
    expectNeutral(letter, [place.luz.id, place.community.origin, 'localhost'])
  })

  it('is confirmed with the code as people type it, once', async () => {
    await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays: 7 })
    await place.work()
    const code = codeIn(place.post.letters[0]).toUpperCase().replaceAll('0', 'O').replace(' ', '-')
    expect(await confirmAddress(place.luz.ctx, 'zzzz zzzz')).toMatchObject({
      refusals: [{ field: 'code', kind: 'invalid' }],
    })
    expect(await confirmAddress(place.luz.ctx, '')).toMatchObject({ refusals: [{ field: 'code' }] })
    expect(await confirmAddress(place.luz.ctx, code)).toMatchObject({ ok: true })
    expect(await readEmailAddress(place.luz.ctx)).toEqual({
      address: 'luz@box.example',
      confirmed: true,
      everyDays: 7,
    })
    expect(await confirmAddress(place.luz.ctx, code)).toMatchObject({ ok: false })
  })

  it('is not confirmed by somebody else, nor by guessing on and on', async () => {
    const ana = await place.community.member()
    await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    await place.work()
    const code = codeIn(place.post.letters[0])
    expect(await confirmAddress(ana.ctx, code)).toMatchObject({ ok: false })
    for (let guess = 0; guess < 10; guess += 1) await confirmAddress(place.luz.ctx, `aaaa aaa${guess}`)
    expect(await confirmAddress(place.luz.ctx, code)).toMatchObject({ refusals: [{ kind: 'busy' }] })
  })

  it('that is sent again gets a new code, and the older one is worth nothing', async () => {
    for (let count = 0; count < 2; count += 1) {
      await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays: 1 })
      await place.work()
    }
    const [first, second] = place.post.letters.map(codeIn)
    expect(first).not.toBe(second)
    expect(await confirmAddress(place.luz.ctx, first ?? '')).toMatchObject({ ok: false })
    expect(await confirmAddress(place.luz.ctx, second ?? '')).toMatchObject({ ok: true })
  })

  it('is not written to again and again, by one member or by many', async () => {
    const wish = { address: 'Stranger@box.example', everyDays: 1 } as const
    for (let count = 0; count < 3; count += 1)
      expect(await giveAddress(place.luz.ctx, wish)).toMatchObject({ ok: true })
    const ana = await place.community.member()
    expect(await giveAddress(ana.ctx, { ...wish, address: 'stranger@BOX.example' })).toMatchObject({
      refusals: [{ kind: 'busy', field: 'address' }],
    })
    for (const name of ['a', 'b', 'c'])
      await giveAddress(place.luz.ctx, { address: `${name}@box.example`, everyDays: 1 })
    await place.work()
    expect(place.post.letters.length).toBeLessThanOrEqual(5)
    expect(await giveAddress(place.luz.ctx, { address: 'd@box.example', everyDays: 1 })).toMatchObject({
      refusals: [{ kind: 'busy' }],
    })
  })

  it.each([
    '',
    'luz',
    'luz@box',
    '@box.example',
    'a b@box.example',
    'a@box.example, b@box.example',
    'a@b@box.example',
    '<a@box.example>',
    `${'a'.repeat(65)}@box.example`,
    `a@${'b'.repeat(255)}.example`,
  ])('is not "%s"', async (address) => {
    expect(await giveAddress(place.luz.ctx, { address, everyDays: 1 })).toMatchObject({
      refusals: [{ field: 'address' }],
    })
    expect(await readEmailAddress(place.luz.ctx)).toBeUndefined()
    expect(await jobsOf(place.community)).toEqual([])
  })

  it('that nobody confirmed is forgotten after two days, and one she takes away at once', async () => {
    await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    await place.work()
    place.community.clock.moveDays(2.01)
    expect(await confirmAddress(place.luz.ctx, codeIn(place.post.letters[0]))).toMatchObject({ ok: false })
    await place.keepHouse()
    expect(await readEmailAddress(place.luz.ctx)).toBeUndefined()
    await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    await removeAddress(place.luz.ctx)
    await place.work()
    expect(await readEmailAddress(place.luz.ctx)).toBeUndefined()
    expect(place.post.letters).toHaveLength(1)
  })
})
