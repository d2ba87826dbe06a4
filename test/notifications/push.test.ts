import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorker } from '../../src/jobs/worker.ts'
import { createNotificationHandlers } from '../../src/notifications/handlers.ts'
import { readPushKeys } from '../../src/notifications/push-keys.ts'
import { createSafeFetch } from '../../src/platform/safe-fetch.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { type Answer, type Seen, startPushService } from './push-service.ts'
import { choose, device, forget, jobsOf, noQuiet, setQuiet, tell } from './support.ts'

const minutes = 1 / 1_440

let community: TestCommunity
let luz: Awaited<ReturnType<TestCommunity['member']>>
let service: Awaited<ReturnType<typeof startPushService>>
let base: string
let seen: Seen[]
let answers: Answer[]
const faults: unknown[] = []
const safeFetch = createSafeFetch({ allowLoopback: true, namesItself: false })

beforeAll(async () => {
  community = await createTestCommunity()
  luz = await community.member({ name: 'Luz Canary' })
  service = await startPushService()
  ;({ base, seen, answers } = service)
})
beforeEach(async () => {
  await forget(community)
  await noQuiet(community)
  seen.length = 0
  answers.length = 0
  faults.length = 0
})
afterAll(async () => {
  await safeFetch.close()
  await service.close()
  await community.close()
})

const unexpected = () => Promise.reject(new Error('unexpected job'))
const work = async (): Promise<number> =>
  createWorker({
    newContext: community.system,
    handlers: {
      ...{ event: unexpected, deliver: unexpected, receive: unexpected },
      ...createNotificationHandlers({ safeFetch, mailer: undefined }),
    },
    log: { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) },
    concurrency: 4,
  }).runDue()

const subscribed = async (path = '/luz'): Promise<string> => {
  await choose(luz.ctx, 'threads', { push: true })
  return device(community, luz.id, `${base}${path}`)
}
const something = () => tell(community, { kind: 'comment', memberIds: [luz.id] })
const now = () => community.clock.now().toISOString()
const left = () => community.db.selectFrom('pushSubscriptions').select('id').execute()

describe('a sign', () => {
  it('P3 is a request without a body, and no header names the community, the program or a member', async () => {
    const id = await subscribed('/capability')
    await something()
    await work()
    const [request, ...more] = seen
    if (!request) throw new Error('nothing was sent')
    expect(more).toEqual([])
    expect(request).toMatchObject({ method: 'POST', url: '/capability', body: '' })
    expect(request.headers['content-length']).toBe('0')
    expect(request.names.map((name) => name.toLowerCase()).sort()).toEqual(
      [
        ...['accept-encoding', 'authorization', 'connection', 'content-length', 'host'],
        ...['topic', 'ttl', 'urgency'],
      ].sort(),
    )
    expect(request.headers).toMatchObject({ ttl: '14400', urgency: 'normal', topic: 'reminder' })
    const { token, claims } = await readAuthorization(request)
    expect(claims).toEqual({
      aud: base,
      exp: Math.floor(community.clock.now().getTime() / 1_000) + 12 * 3_600,
      sub: 'mailto:nobody@example.com',
    })
    const everything = JSON.stringify([request, claims, decodeProtectedHeader(token)]).toLowerCase()
    for (const canary of ['ayni', 'harbour', 'luz', 'localhost:4000', luz.id, id])
      expect(everything).not.toContain(canary.toLowerCase())
  })

  it('is signed with the one key that browsers were given', async () => {
    const [one, other] = await Promise.all([readPushKeys(luz.ctx), readPushKeys(luz.ctx)])
    expect(one).toEqual(other)
    expect(Buffer.from(one.publicKey, 'base64url')).toHaveLength(65)
    await subscribed()
    await something()
    await work()
    const { key } = await readAuthorization(seen[0])
    expect(key).toBe(one.publicKey)
  })

  it('goes once in ten minutes to a device, however much happens, and then again', async () => {
    await subscribed()
    await something()
    await work()
    await something()
    await something()
    await work()
    expect(seen).toHaveLength(1)
    community.clock.moveDays(9 * minutes)
    await work()
    expect(seen).toHaveLength(1)
    community.clock.moveDays(1.1 * minutes)
    await work()
    expect(seen).toHaveLength(2)
    expect(await jobsOf(community)).toEqual([])
  })

  it('does not go any more once she has seen what it was about', async () => {
    await subscribed()
    await something()
    await community.db.updateTable('notifications').set({ seen: true }).execute()
    await work()
    expect(seen).toEqual([])
    expect(await jobsOf(community)).toEqual([])
  })

  it('waits for the end of the quiet hours, across midnight and in the time zone of the community', async () => {
    await subscribed()
    // 10:00 UTC is 17:00 in Jakarta.
    await setQuiet(community, 'Asia/Jakarta', 16, 6)
    await something()
    await work()
    await something()
    await work()
    expect(seen).toEqual([])
    const [job] = await jobsOf(community)
    expect(job?.runAt.toISOString()).toBe(`${now().slice(0, 10)}T23:00:00.000Z`)
    community.clock.moveDays(0.6)
    await work()
    expect(seen).toHaveLength(1)
  })

  it('does not go to somebody who is frozen', async () => {
    const ana = await community.member()
    await choose(ana.ctx, 'threads', { push: true })
    await device(community, ana.id, `${base}/ana`)
    await tell(community, { kind: 'comment', memberIds: [ana.id] })
    await community.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', ana.id).execute()
    await work()
    expect(seen).toEqual([])
  })

  it.each([404, 410])('that is answered with %i is the last one to that device', async (status) => {
    await subscribed()
    answers.push(...[{ status }])
    await something()
    await work()
    expect(await left()).toEqual([])
    expect(await jobsOf(community)).toEqual([])
  })

  it('is tried again later when the service stumbles, and no earlier than it wishes', async () => {
    await subscribed()
    answers.push(...[{ status: 503 }, { status: 429, headers: { 'retry-after': '600' } }])
    await something()
    await work()
    expect(await jobsOf(community)).toHaveLength(1)
    community.clock.moveDays(0.1 * minutes)
    await work()
    expect(seen).toHaveLength(2)
    community.clock.moveDays(9 * minutes)
    await work()
    expect(seen).toHaveLength(2)
    community.clock.moveDays(2 * minutes)
    await work()
    expect(seen).toHaveLength(3)
    expect(await jobsOf(community)).toEqual([])
    expect(await left()).toHaveLength(1)
  })

  it('is given up after twelve refusals, and what it was about still stands in the app', async () => {
    await subscribed()
    answers.push(...Array.from({ length: 20 }, () => ({ status: 500 })))
    await something()
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await work()
      community.clock.moveDays(1)
    }
    expect(seen).toHaveLength(12)
    expect(await community.db.selectFrom('notifications').select('id').execute()).toHaveLength(1)
    await something()
    answers.length = 0
    await work()
    expect(seen).toHaveLength(13)
  })

  it('P15 goes once more at the most when the worker is killed over it, and is never lost', async () => {
    const id = await subscribed()
    await something()
    const handlers = createNotificationHandlers({
      // Killed before the request, or after it and before the outcome was written down.
      safeFetch: () => Promise.reject(new Error('killed')),
      mailer: undefined,
    })
    const ctx = community.system()
    await expect(handlers.push(ctx, { subscriptionId: id }, { attempts: 1 })).rejects.toThrow('killed')
    await work()
    expect(seen).toEqual([])
    community.clock.moveDays(10.1 * minutes)
    await work()
    expect(seen).toHaveLength(1)
    expect(await jobsOf(community)).toEqual([])
    community.clock.moveDays(1)
    await work()
    expect(seen).toHaveLength(1)
  })
})

/** What a push service checks (RFC 8292): the token by the very key that comes with it. */
async function readAuthorization(request: Seen | undefined) {
  const [, token = '', key = ''] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(request?.headers.authorization ?? '') ?? []
  const prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')
  const spki = Buffer.concat([prefix, Buffer.from(key, 'base64url')]).toString('base64')
  const publicKey = await importSPKI(`-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----`, 'ES256')
  const { payload } = await jwtVerify(token, publicKey, { currentDate: community.clock.now() })
  return { token, key, claims: payload }
}
