import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import {
  confirmAddress,
  giveAddress,
  readEmailAddress,
  removeAddress,
} from '../../src/notifications/email-address.ts'
import { enqueueMails } from '../../src/notifications/send-mail.ts'
import type { Mailer } from '../../src/ports.ts'
import { codeIn, createMailPlace, expectNeutral, type MailPlace } from './mail-place.ts'
import { headersOf, textOf } from './mail-server.ts'
import { choose, jobsOf, setQuiet, tell } from './support.ts'

const hours = 1 / 24

let place: MailPlace
beforeAll(async () => {
  place = await createMailPlace()
})
beforeEach(() => place.clear())
afterAll(() => place.close())

const something = () => tell(place.community, { kind: 'comment', memberIds: [place.luz.id] })

/** Luz wants reminders of answers, and has typed the code in. */
async function confirmed(everyDays: 1 | 7 = 1): Promise<void> {
  await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays })
  await place.work()
  expect(await confirmAddress(place.luz.ctx, codeIn(place.post.letters[0]))).toEqual({
    ok: true,
    value: undefined,
  })
  await choose(place.luz.ctx, 'threads', { email: true })
  place.post.letters.length = 0
}

describe('a reminder', () => {
  it('says how much is new and where, in her language, and nothing else (P12)', async () => {
    await confirmed()
    await place.community.db
      .updateTable('members')
      .set({ locale: 'es' })
      .where('id', '=', place.luz.id)
      .execute()
    await something()
    await something()
    place.community.clock.moveDays(1.01)
    await place.keepHouse()
    const [letter, ...more] = place.post.letters
    if (!letter) throw new Error('no letter')
    expect(more).toEqual([])
    const t = createTranslator('es')
    const words = t('notifications.mail.reminder.text', { count: 2, address: place.community.origin })
    expect(textOf(letter).replaceAll('\r\n', '\n').trim()).toBe(words.trim())
    expect(headersOf(letter)['subject']).toBe(t('notifications.mail.reminder.subject'))
    expectNeutral(letter, [place.luz.id, 'Soup', 'comment'])
    await place.community.db
      .updateTable('members')
      .set({ locale: 'en' })
      .where('id', '=', place.luz.id)
      .execute()
  })

  it('is not sent when nothing is new, when she has seen it, or when she did not choose its topic', async () => {
    await confirmed()
    place.community.clock.moveDays(1.01)
    await place.keepHouse()
    await something()
    await place.community.db.updateTable('notifications').set({ seen: true }).execute()
    await tell(place.community, { kind: 'message', memberIds: [place.luz.id] })
    place.community.clock.moveDays(1.01)
    await place.keepHouse()
    expect(place.post.letters).toEqual([])
    expect(await jobsOf(place.community)).toEqual([])
  })

  it('is not sent again for what an earlier one told', async () => {
    await confirmed()
    await something()
    for (let day = 0; day < 4; day += 1) {
      place.community.clock.moveDays(1)
      await place.keepHouse()
    }
    expect(place.post.letters).toHaveLength(1)
    await something()
    place.community.clock.moveDays(1)
    await place.keepHouse()
    expect(place.post.letters).toHaveLength(2)
  })

  it('comes once a day, or once a week if she wishes', async () => {
    await confirmed(7)
    for (let hour = 0; hour < 14 * 24; hour += 6) {
      await something()
      place.community.clock.moveDays(6 * hours)
      await place.keepHouse()
    }
    expect(place.post.letters).toHaveLength(2)
    await giveAddress(place.luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    expect(await readEmailAddress(place.luz.ctx)).toMatchObject({ confirmed: true, everyDays: 1 })
  })

  it('waits for the end of the quiet hours', async () => {
    await confirmed()
    await something()
    place.community.clock.moveDays(1.01)
    // La Paz is four hours behind: 10:14 UTC is 6:14 there.
    const hour = place.community.clock.now().getUTCHours()
    await setQuiet(place.community, 'America/La_Paz', (hour + 24 - 5) % 24, (hour + 24 - 2) % 24)
    await place.keepHouse()
    expect(place.post.letters).toEqual([])
    place.community.clock.moveDays(2.1 * hours)
    await place.keepHouse()
    expect(place.post.letters).toHaveLength(1)
  })

  it('is not sent to whoever is frozen, nor to an address taken away meanwhile', async () => {
    await confirmed()
    await something()
    place.community.clock.moveDays(1.01)
    const enqueued = () => enqueueMails(place.community.system())
    const status = (to: 'frozen' | 'active') =>
      place.community.db.updateTable('members').set({ status: to }).where('id', '=', place.luz.id).execute()
    await enqueued()
    await status('frozen')
    await place.work()
    await status('active')
    await enqueued()
    await removeAddress(place.luz.ctx)
    await place.work()
    expect(place.post.letters).toEqual([])
  })

  it('waits for a mail server that is away, and does not wear one out that refuses', async () => {
    await confirmed()
    await something()
    place.community.clock.moveDays(1.01)
    place.post.refuse(451)
    for (let attempt = 0; attempt < 15; attempt += 1) {
      await place.keepHouse()
      place.community.clock.moveDays(6.1 * hours)
    }
    expect(place.post.letters).toEqual([])
    expect(await jobsOf(place.community)).toHaveLength(1)
    place.post.refuse()
    await place.work()
    expect(place.post.letters).toHaveLength(1)
    await something()
    place.post.refuse(550)
    place.community.clock.moveDays(1.01)
    await place.keepHouse()
    expect(await jobsOf(place.community)).toEqual([])
    await place.keepHouse()
    expect(place.post.letters).toHaveLength(1)
  })

  it('P15 goes once more at the most when the worker is killed over it, with the same Message-ID, and is never lost', async () => {
    await confirmed()
    await something()
    place.community.clock.moveDays(1.01)
    await enqueueMails(place.community.system())
    const killedBefore: Mailer = { send: () => Promise.reject(new Error('killed')) }
    const killedAfter: Mailer = {
      send: async (mail) => {
        await place.mailer.send(mail)
        throw new Error('killed')
      },
    }
    for (const killed of [killedBefore, killedAfter]) {
      await place.work(killed)
      place.community.clock.moveDays(0.1 * hours)
    }
    expect(place.post.letters).toHaveLength(1)
    await place.work()
    place.community.clock.moveDays(1 * hours)
    await place.keepHouse()
    expect(place.post.letters).toHaveLength(2)
    const [one, other] = place.post.letters.map((letter) => headersOf(letter)['message-id'])
    expect(one).toBe(other)
    expect(place.faults).toHaveLength(2)
  })

  it('P6 is needed by nobody: without a mail server nothing waits for one', async () => {
    await confirmed()
    await something()
    place.community.clock.moveDays(1.01)
    await enqueueMails(place.community.system())
    await place.work('none')
    expect([place.faults, place.post.letters, await jobsOf(place.community)]).toEqual([[], [], []])
  })
})
