import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSessions } from '../../src/auth/sessions.ts'
import { countDevices, leaveDevices, wakeDevice } from '../../src/notifications/devices.ts'
import { createNotificationHandlers } from '../../src/notifications/handlers.ts'
import { createSafeFetch } from '../../src/platform/safe-fetch.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { choose, device, forget, tell } from './support.ts'

const base = 'http://127.0.0.1:9'

let community: TestCommunity
let luz: Awaited<ReturnType<TestCommunity['member']>>

beforeAll(async () => {
  community = await createTestCommunity()
  luz = await community.member()
})
beforeEach(() => forget(community))
afterAll(() => community.close())

const something = () => tell(community, { kind: 'comment', memberIds: [luz.id] })
const left = () => community.db.selectFrom('pushSubscriptions').select('id').execute()

describe('a device', () => {
  const session = async (memberId: string) => {
    const sessions = createSessions(community.db, { name: 'session-4000', secure: false })
    const cookie = (await sessions.start(luz.ctx, memberId)).split(';')[0] ?? ''
    return { sessions, cookie, sessionHash: (await sessions.storedAs(cookie)) ?? '' }
  }

  it('is known once, and belongs to whoever switched it on last', async () => {
    const ana = await community.member()
    const endpoint = `${base}/shared`
    const hers = await session(luz.id)
    const others = await session(ana.id)
    await wakeDevice(luz.ctx, { endpoint, sessionHash: hers.sessionHash })
    await wakeDevice(luz.ctx, { endpoint, sessionHash: hers.sessionHash })
    expect(await countDevices(luz.ctx)).toBe(1)
    await wakeDevice(ana.ctx, { endpoint, sessionHash: others.sessionHash })
    expect([await countDevices(luz.ctx), await countDevices(ana.ctx)]).toEqual([0, 1])
  })

  it('that is the sixth takes the place of an older one', async () => {
    const { sessionHash } = await session(luz.id)
    for (let count = 1; count <= 7; count += 1)
      expect(await wakeDevice(luz.ctx, { endpoint: `${base}/${count}`, sessionHash })).toMatchObject({
        ok: true,
      })
    expect(await countDevices(luz.ctx)).toBe(5)
    const rows = await community.db.selectFrom('pushSubscriptions').select('endpoint').execute()
    expect(rows.map(({ endpoint }) => endpoint)).toContain(`${base}/7`)
  })

  it('P12 is woken no more once she signed out on it, and none once she signed out everywhere', async () => {
    const [one, other, third] = [await session(luz.id), await session(luz.id), await session(luz.id)]
    for (const { sessionHash } of [one, other, third])
      await wakeDevice(luz.ctx, { endpoint: `${base}/${sessionHash}`, sessionHash })
    await one.sessions.end(one.cookie)
    expect(await countDevices(luz.ctx)).toBe(2)
    await one.sessions.endAll(luz.id)
    expect(await countDevices(luz.ctx)).toBe(0)
  })

  it('can be left by itself, and all of them at once, but never those of others', async () => {
    const ana = await community.member()
    await device(community, ana.id, `${base}/ana`)
    for (const path of ['/1', '/2', '/3']) await device(community, luz.id, `${base}${path}`)
    await leaveDevices(luz.ctx, `${base}/ana`)
    await leaveDevices(luz.ctx, `${base}/1`)
    expect([await countDevices(luz.ctx), await countDevices(ana.ctx)]).toEqual([2, 1])
    await leaveDevices(luz.ctx)
    expect([await countDevices(luz.ctx), await countDevices(ana.ctx)]).toEqual([0, 1])
  })

  it.each([
    'http://push.example/x',
    'https://push.example:8443/x',
    'https://user:word@push.example/x',
    'ftp://push.example/x',
    'javascript:alert(1)',
    `https://push.example/${'x'.repeat(2_000)}`,
    'push.example',
    '',
  ])('is not woken at %s from a public origin', async (endpoint) => {
    const { sessionHash } = await session(luz.id)
    const ctx = { ...luz.ctx, origin: 'https://community.example' }
    expect(await wakeDevice(ctx, { endpoint, sessionHash })).toMatchObject({
      ok: false,
      refusals: [{ message: 'notifications.push.errors.endpoint' }],
    })
    expect(await left()).toEqual([])
  })

  it.each(['https://127.0.0.1/x', 'https://10.0.0.1/x', 'https://[::1]/x', 'https://169.254.169.254/latest'])(
    'at %s is never asked from a public origin, and forgotten (SSRF)',
    async (endpoint) => {
      const { sessionHash } = await session(luz.id)
      await choose(luz.ctx, 'threads', { push: true })
      await wakeDevice({ ...luz.ctx, origin: 'https://community.example' }, { endpoint, sessionHash })
      await something()
      const guarded = createSafeFetch({ allowLoopback: false })
      const [row] = await left()
      const handlers = createNotificationHandlers({ safeFetch: guarded, mailer: undefined })
      const outcome = await handlers.push(
        community.system(),
        { subscriptionId: row?.id ?? '' },
        { attempts: 1 },
      )
      await guarded.close()
      expect(outcome).toEqual({ done: true })
      expect(await left()).toEqual([])
    },
  )
})
