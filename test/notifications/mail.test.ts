import { hostname } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { confirmAddress, giveAddress, readEmailAddress, removeAddress } from '../../src/notifications/email-address.ts'
import { createNotificationHandlers } from '../../src/notifications/handlers.ts'
import { enqueueMails } from '../../src/notifications/send-mail.ts'
import { createMailer } from '../../src/platform/mailer.ts'
import type { Mailer } from '../../src/ports.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { headersOf, type Letter, type MailServer, startMailServer, textOf } from './mail-server.ts'
import { choose, forget, jobsOf, noQuiet, setQuiet, tell } from './support.ts'

const hours = 1 / 24

let community: TestCommunity
let luz: Awaited<ReturnType<TestCommunity['member']>>
let post: MailServer
let mailer: Mailer
const faults: unknown[] = []

beforeAll(async () => {
  community = await createTestCommunity()
  luz = await community.member({ name: 'Luz Canary' })
  post = await startMailServer()
  mailer = createMailer({
    ...{ host: '127.0.0.1', port: post.port, tls: 'optional', user: undefined, passphrase: undefined },
    from: 'reminder@letters.example',
  })
})
beforeEach(async () => {
  await forget(community)
  await noQuiet(community)
  post.letters.length = 0
  post.refuse()
  faults.length = 0
})
afterAll(async () => {
  await post.close()
  await community.close()
})

const unexpected = () => Promise.reject(new Error('unexpected'))
const work = (by: Mailer | 'none' = mailer) =>
  createWorker({
    newContext: community.system,
    handlers: {
      ...{ event: unexpected, deliver: unexpected, receive: unexpected },
      ...createNotificationHandlers({ safeFetch: unexpected, mailer: by === 'none' ? undefined : by }),
    },
    log: { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) },
    concurrency: 4,
  }).runDue()
const keepHouse = async () => {
  await enqueueMails(community.system())
  await work()
}
const something = () => tell(community, { kind: 'comment', memberIds: [luz.id] })
const codeIn = (letter: Letter | undefined): string =>
  /([0-9a-z]{4} [0-9a-z]{4})/.exec(letter ? textOf(letter) : '')?.[1] ?? ''

/** Luz wants reminders of answers, and has typed the code in. */
async function confirmed(everyDays: 1 | 7 = 1): Promise<void> {
  await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays })
  await work()
  expect(await confirmAddress(luz.ctx, codeIn(post.letters[0]))).toEqual({ ok: true, value: undefined })
  await choose(luz.ctx, 'threads', { email: true })
  post.letters.length = 0
}

describe('an e-mail address', () => {
  it('gets nothing but a code before it is confirmed, and the code says nothing of us', async () => {
    await choose(luz.ctx, 'threads', { email: true })
    expect(await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays: 1 })).toMatchObject({ ok: true })
    await work()
    await something()
    community.clock.moveDays(1.5)
    await keepHouse()
    expect(post.letters).toHaveLength(1)
    const [letter] = post.letters
    if (!letter) throw new Error('no letter')
    expect(letter).toMatchObject({ to: ['luz@box.example'], from: 'reminder@letters.example' })
    expect(codeIn(letter)).toMatch(/^[0-9a-z]{4} [0-9a-z]{4}$/)
    expectNeutral(letter, [community.origin, 'localhost'])
  })

  it('is confirmed with the code as people type it, once', async () => {
    await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays: 7 })
    await work()
    const code = codeIn(post.letters[0]).toUpperCase().replaceAll('0', 'O').replace(' ', '-')
    expect(await confirmAddress(luz.ctx, 'zzzz zzzz')).toMatchObject({ refusals: [{ field: 'code', kind: 'invalid' }] })
    expect(await confirmAddress(luz.ctx, '')).toMatchObject({ refusals: [{ field: 'code' }] })
    expect(await confirmAddress(luz.ctx, code)).toMatchObject({ ok: true })
    expect(await readEmailAddress(luz.ctx)).toEqual({ address: 'luz@box.example', confirmed: true, everyDays: 7 })
    expect(await confirmAddress(luz.ctx, code)).toMatchObject({ ok: false })
  })

  it('is not confirmed by somebody else, nor by guessing on and on', async () => {
    const ana = await community.member()
    await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    await work()
    const code = codeIn(post.letters[0])
    expect(await confirmAddress(ana.ctx, code)).toMatchObject({ ok: false })
    for (let guess = 0; guess < 10; guess += 1) await confirmAddress(luz.ctx, `aaaa aaa${guess}`)
    expect(await confirmAddress(luz.ctx, code)).toMatchObject({ refusals: [{ kind: 'busy' }] })
  })

  it('that is sent again gets a new code, and the older one is worth nothing', async () => {
    for (let count = 0; count < 2; count += 1) {
      await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays: 1 })
      await work()
    }
    const [first, second] = post.letters.map(codeIn)
    expect(first).not.toBe(second)
    expect(await confirmAddress(luz.ctx, first ?? '')).toMatchObject({ ok: false })
    expect(await confirmAddress(luz.ctx, second ?? '')).toMatchObject({ ok: true })
  })

  it('is not written to again and again, by one member or by many', async () => {
    const wish = { address: 'Stranger@box.example', everyDays: 1 } as const
    for (let count = 0; count < 3; count += 1) expect(await giveAddress(luz.ctx, wish)).toMatchObject({ ok: true })
    const ana = await community.member()
    expect(await giveAddress(ana.ctx, { ...wish, address: 'stranger@BOX.example' })).toMatchObject({
      refusals: [{ kind: 'busy', field: 'address' }],
    })
    for (const name of ['a', 'b', 'c']) await giveAddress(luz.ctx, { address: `${name}@box.example`, everyDays: 1 })
    await work()
    expect(post.letters.length).toBeLessThanOrEqual(5)
    expect(await giveAddress(luz.ctx, { address: 'd@box.example', everyDays: 1 })).toMatchObject({
      refusals: [{ kind: 'busy' }],
    })
  })

  it.each(['', 'luz', 'luz@box', '@box.example', 'a b@box.example', 'a@box.example, b@box.example', 'a@b@box.example', '<a@box.example>', `${'a'.repeat(65)}@box.example`, `a@${'b'.repeat(255)}.example`])(
    'is not "%s"',
    async (address) => {
      expect(await giveAddress(luz.ctx, { address, everyDays: 1 })).toMatchObject({ refusals: [{ field: 'address' }] })
      expect(await readEmailAddress(luz.ctx)).toBeUndefined()
      expect(await jobsOf(community)).toEqual([])
    },
  )

  it('that nobody confirmed is forgotten after two days, and one she takes away at once', async () => {
    await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    await work()
    community.clock.moveDays(2.01)
    expect(await confirmAddress(luz.ctx, codeIn(post.letters[0]))).toMatchObject({ ok: false })
    await keepHouse()
    expect(await readEmailAddress(luz.ctx)).toBeUndefined()
    await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    await removeAddress(luz.ctx)
    await work()
    expect(await readEmailAddress(luz.ctx)).toBeUndefined()
    expect(post.letters).toHaveLength(1)
  })
})

describe('a reminder', () => {
  it('says how much is new and where, in her language, and nothing else (P12)', async () => {
    await confirmed()
    await community.db.updateTable('members').set({ locale: 'es' }).where('id', '=', luz.id).execute()
    await something()
    await something()
    community.clock.moveDays(1.01)
    await keepHouse()
    const [letter, ...more] = post.letters
    if (!letter) throw new Error('no letter')
    expect(more).toEqual([])
    const t = createTranslator('es')
    const words = t('notifications.mail.reminder.text', { count: 2, address: community.origin })
    expect(textOf(letter).replaceAll('\r\n', '\n').trim()).toBe(words.trim())
    expect(headersOf(letter)['subject']).toBe(t('notifications.mail.reminder.subject'))
    expectNeutral(letter, ['Soup', 'comment'])
    await community.db.updateTable('members').set({ locale: 'en' }).where('id', '=', luz.id).execute()
  })

  it('is not sent when nothing is new, when she has seen it, or when she did not choose its topic', async () => {
    await confirmed()
    community.clock.moveDays(1.01)
    await keepHouse()
    await something()
    await community.db.updateTable('notifications').set({ seen: true }).execute()
    await tell(community, { kind: 'message', memberIds: [luz.id] })
    community.clock.moveDays(1.01)
    await keepHouse()
    expect(post.letters).toEqual([])
    expect(await jobsOf(community)).toEqual([])
  })

  it('is not sent again for what an earlier one told', async () => {
    await confirmed()
    await something()
    for (let day = 0; day < 4; day += 1) {
      community.clock.moveDays(1)
      await keepHouse()
    }
    expect(post.letters).toHaveLength(1)
    await something()
    community.clock.moveDays(1)
    await keepHouse()
    expect(post.letters).toHaveLength(2)
  })

  it('comes once a day, or once a week if she wishes', async () => {
    await confirmed(7)
    for (let hour = 0; hour < 14 * 24; hour += 6) {
      await something()
      community.clock.moveDays(6 * hours)
      await keepHouse()
    }
    expect(post.letters).toHaveLength(2)
    await giveAddress(luz.ctx, { address: 'luz@box.example', everyDays: 1 })
    expect(await readEmailAddress(luz.ctx)).toMatchObject({ confirmed: true, everyDays: 1 })
  })

  it('waits for the end of the quiet hours', async () => {
    await confirmed()
    await something()
    community.clock.moveDays(1.01)
    // La Paz is four hours behind: 10:14 UTC is 6:14 there.
    const hour = community.clock.now().getUTCHours()
    await setQuiet(community, 'America/La_Paz', (hour + 24 - 5) % 24, (hour + 24 - 2) % 24)
    await keepHouse()
    expect(post.letters).toEqual([])
    community.clock.moveDays(2.1 * hours)
    await keepHouse()
    expect(post.letters).toHaveLength(1)
  })

  it('is not sent to whoever is frozen, nor to an address taken away meanwhile', async () => {
    await confirmed()
    await something()
    community.clock.moveDays(1.01)
    const enqueued = () => enqueueMails(community.system())
    const status = (to: 'frozen' | 'active') =>
      community.db.updateTable('members').set({ status: to }).where('id', '=', luz.id).execute()
    await enqueued()
    await status('frozen')
    await work()
    await status('active')
    await enqueued()
    await removeAddress(luz.ctx)
    await work()
    expect(post.letters).toEqual([])
  })

  it('waits for a mail server that is away, and does not wear one out that refuses', async () => {
    await confirmed()
    await something()
    community.clock.moveDays(1.01)
    post.refuse(451)
    for (let attempt = 0; attempt < 15; attempt += 1) {
      await keepHouse()
      community.clock.moveDays(6.1 * hours)
    }
    expect(post.letters).toEqual([])
    expect(await jobsOf(community)).toHaveLength(1)
    post.refuse()
    await work()
    expect(post.letters).toHaveLength(1)
    await something()
    post.refuse(550)
    community.clock.moveDays(1.01)
    await keepHouse()
    expect(await jobsOf(community)).toEqual([])
    await keepHouse()
    expect(post.letters).toHaveLength(1)
  })

  it('P15 goes once more at the most when the worker is killed over it, with the same Message-ID, and is never lost', async () => {
    await confirmed()
    await something()
    community.clock.moveDays(1.01)
    await enqueueMails(community.system())
    const killedBefore: Mailer = { send: () => Promise.reject(new Error('killed')) }
    const killedAfter: Mailer = {
      send: async (mail) => {
        await mailer.send(mail)
        throw new Error('killed')
      },
    }
    for (const killed of [killedBefore, killedAfter]) {
      await work(killed)
      community.clock.moveDays(0.1 * hours)
    }
    expect(post.letters).toHaveLength(1)
    await work()
    community.clock.moveDays(1 * hours)
    await keepHouse()
    expect(post.letters).toHaveLength(2)
    const [one, other] = post.letters.map((letter) => headersOf(letter)['message-id'])
    expect(one).toBe(other)
    expect(faults).toHaveLength(2)
  })

  it('P6 is needed by nobody: without a mail server nothing waits for one', async () => {
    await confirmed()
    await something()
    community.clock.moveDays(1.01)
    await enqueueMails(community.system())
    await work('none')
    expect([faults, post.letters, await jobsOf(community)]).toEqual([[], [], []])
  })
})

/** Nothing in a letter, its envelope or its way of delivery names the community, a person, this program or this machine. */
function expectNeutral(letter: Letter, canaries: readonly string[]): void {
  const everything = `${letter.greeting} ${letter.source} ${textOf(letter)}`.toLowerCase()
  for (const canary of [...canaries, 'Harbour', 'Luz Canary', 'ayni', 'nodemailer', hostname(), luz.id])
    expect(everything).not.toContain(canary.toLowerCase())
  expect(letter.greeting).toBe('letters.example')
  expect(everything).not.toMatch(/<img|<a |content-type: text\/html/)
  const headers = headersOf(letter)
  expect(Object.keys(headers).sort()).toEqual(
    [
      ...['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', 'message-id'],
      ...['mime-version', 'subject', 'to'],
    ].sort(),
  )
  expect(headers['from']).toBe('reminder@letters.example')
  expect(headers['message-id']).toMatch(/^<[0-9a-z]+@letters\.example>$/)
}
