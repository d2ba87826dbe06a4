import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LeasedJob } from '../../src/jobs/job.ts'
import { bury, enqueue, finish, lease, renew, retryAt } from '../../src/jobs/queue.ts'
import { createWorker, type JobHandlers } from '../../src/jobs/worker.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

const day = 86_400_000

describe('the durable queue', () => {
  let community: TestCommunity
  const ctx = () => community.system()
  const add = (deliveryId: string, orderKey?: string) =>
    enqueue(ctx(), { kind: 'deliver', payload: { deliveryId }, ...(orderKey ? { orderKey } : {}) })
  const addReceived = (host: string) =>
    enqueue(ctx(), { kind: 'receive', payload: { inboxMessageId: host }, orderKey: `from:${host}` })
  const ids = (jobs: readonly LeasedJob[]) =>
    jobs.map((job) => (job.kind === 'deliver' ? job.payload.deliveryId : job.kind))

  beforeAll(async () => {
    community = await createTestCommunity()
  })
  beforeEach(() => community.db.deleteFrom('jobs').execute())
  afterAll(() => community.close())

  it('hands out the oldest job of an order key only, and the next one after it is finished', async () => {
    await add('first', 'inbox:a')
    await add('second', 'inbox:a')
    await add('elsewhere', 'inbox:b')
    const leased = await lease(ctx(), 10)
    expect(ids(leased)).toEqual(['first', 'elsewhere'])
    expect(await lease(ctx(), 10)).toEqual([])
    for (const job of leased) await finish(ctx(), job)
    expect(ids(await lease(ctx(), 10))).toEqual(['second'])
  })

  it('gives no job to two workers that ask at the same time', async () => {
    for (let count = 0; count < 30; count += 1) await add(`job ${count}`)
    const taken = (await Promise.all(Array.from({ length: 6 }, () => lease(ctx(), 10)))).flat()
    expect(new Set(ids(taken)).size).toBe(taken.length)
    expect(taken).toHaveLength(30)
  })

  it('keeps a job until its transaction commits, and drops it with a rollback', async () => {
    await community.db
      .transaction()
      .execute(async (db) => {
        await enqueue({ ...ctx(), db }, { kind: 'deliver', payload: { deliveryId: 'undone' } })
        throw new Error('rolled back on purpose')
      })
      .catch(() => {})
    expect(await lease(ctx(), 10)).toEqual([])
  })

  it('P15 gives the job of a worker that died to another one, and then ignores the first', async () => {
    await add('survives')
    const [lost] = await lease(ctx(), 1)
    community.clock.moveDays(120_000 / day)
    const [found] = await lease(ctx(), 1)
    if (!lost || !found) throw new Error('both leases were expected')
    expect(found.id).toBe(lost.id)
    expect(found.attempts).toBe(2)
    expect(await renew(ctx(), lost)).toBe(false)
    await finish(ctx(), lost)
    expect(await community.db.selectFrom('jobs').select('id').execute()).toHaveLength(1)
    await finish(ctx(), found)
    expect(await community.db.selectFrom('jobs').select('id').execute()).toHaveLength(0)
  })

  it('lets what waits behind a dead letter pass', async () => {
    await add('hopeless', 'inbox:a')
    await add('waiting', 'inbox:a')
    const [job] = await lease(ctx(), 1)
    if (!job) throw new Error('a lease was expected')
    await bury(ctx(), job, 'gone')
    expect(ids(await lease(ctx(), 10))).toEqual(['waiting'])
  })

  it('puts a job back for later, and keeps its place in its order', async () => {
    await add('patient', 'inbox:a')
    await add('behind', 'inbox:a')
    const [job] = await lease(ctx(), 1)
    if (!job) throw new Error('a lease was expected')
    await retryAt(ctx(), job, new Date(community.clock.now().getTime() + day), { failure: 'unreachable' })
    expect(await lease(ctx(), 10)).toEqual([])
    community.clock.moveDays(1.01)
    expect(ids(await lease(ctx(), 10))).toEqual(['patient'])
  })

  it('puts a job that goes last behind those that waited for it, and counts its attempts on', async () => {
    await add('stumbles', 'inbox:a')
    await add('behind', 'inbox:a')
    const [job] = await lease(ctx(), 1)
    if (!job) throw new Error('a lease was expected')
    await retryAt(ctx(), job, community.clock.now(), { failure: 'status 500', goesLast: true })
    const [next] = await lease(ctx(), 10)
    if (!next) throw new Error('a lease was expected')
    expect(ids([next])).toEqual(['behind'])
    await finish(ctx(), next)
    expect(await lease(ctx(), 10)).toMatchObject([{ payload: { deliveryId: 'stumbles' }, attempts: 2 }])
  })

  it('gives a slow server three workers at most, at however many inboxes, and keeps nobody waiting who writes to us', async () => {
    for (const inbox of ['1', '2', '3', '4', '5'])
      await add(`slow ${inbox}`, `inbox:https://slow.example/${inbox}`)
    for (const host of ['a', 'b', 'c', 'd', 'e']) await addReceived(`${host}.slow.example`)
    await add('elsewhere', 'inbox:https://ally.example/inbox')
    const taken: LeasedJob[] = []
    for (let worker = 0; worker < 10; worker += 1) taken.push(...(await lease(ctx(), 1)))
    expect(ids(taken)).toEqual([
      ...['slow 1', 'slow 2', 'slow 3'],
      ...['receive', 'receive', 'receive', 'receive', 'receive', 'elsewhere'],
    ])
    const [done] = taken
    if (done) await finish(ctx(), done)
    expect(ids(await lease(ctx(), 1))).toEqual(['slow 4'])
  })

  it('gives three workers at most to all together who made us wait once', async () => {
    for (const host of ['a', 'b', 'c', 'd', 'e']) await addReceived(`${host}.slow.example`)
    for (const job of await lease(ctx(), 10))
      await retryAt(ctx(), job, community.clock.now(), { failure: 'a server does not answer' })
    await addReceived('ally.example')
    const taken: LeasedJob[] = []
    for (let worker = 0; worker < 8; worker += 1) taken.push(...(await lease(ctx(), 1)))
    expect(taken.map(({ attempts }) => attempts)).toEqual([2, 2, 2, 1])
  })

  it('leaves workers free whatever others made us ask for', async () => {
    for (const place of ['1', '2', '3', '4']) {
      const alliedPostId = `post ${place}`
      for (const type of ['allied-images-found', 'allied-thread-wanted'] as const)
        await enqueue(ctx(), { kind: 'event', payload: { type, alliedPostId } })
      const followedChannelId = `channel ${place}`
      await enqueue(ctx(), { kind: 'event', payload: { type: 'channel-backfill', followedChannelId } })
    }
    await addReceived('ally.example')
    const taken: LeasedJob[] = []
    for (let worker = 0; worker < 8; worker += 1) taken.push(...(await lease(ctx(), 1)))
    expect(taken).toHaveLength(7)
    expect(taken.at(-1)?.kind).toBe('receive')
  })
})

describe('a worker', () => {
  let community: TestCommunity
  const faults: unknown[] = []
  const worker = (handlers: Partial<JobHandlers>) =>
    createWorker({
      newContext: () => community.system(),
      handlers: {
        ...{
          event: unexpected,
          deliver: unexpected,
          receive: unexpected,
          push: unexpected,
          mail: unexpected,
        },
        ...handlers,
      },
      log: { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) },
      concurrency: 4,
    })
  const unexpected = () => Promise.reject(new Error('unexpected job'))

  beforeAll(async () => {
    community = await createTestCommunity()
  })
  afterAll(() => community.close())

  it('removes a job only after it was done, and tries one that broke again later', async () => {
    await enqueue(community.system(), { kind: 'deliver', payload: { deliveryId: 'one' } })
    const seen: number[] = []
    const deliver: JobHandlers['deliver'] = async (_ctx, _payload, { attempts }) => {
      seen.push(attempts)
      if (attempts === 1) throw new Error('broke once')
      return { done: true }
    }
    expect(await worker({ deliver }).runDue()).toBe(1)
    expect(faults).toHaveLength(1)
    expect(await worker({ deliver }).runDue()).toBe(0)
    community.clock.moveDays(1)
    expect(await worker({ deliver }).runDue()).toBe(1)
    expect(seen).toEqual([1, 2])
    expect(await community.db.selectFrom('jobs').select('id').execute()).toEqual([])
  })

  it('sets a job aside that breaks twelve times, but never a withdrawal, and reports each fault', async () => {
    await community.db.deleteFrom('jobs').execute()
    const editionId = 'edition'
    await enqueue(community.system(), { kind: 'event', payload: { type: 'edition-withdrawn', editionId } })
    await enqueue(community.system(), {
      ...{ kind: 'event', payload: { type: 'edition-published', editionId, version: 1 } },
    })
    const before = faults.length
    const event = () => Promise.reject(new Error('broken'))
    for (let attempt = 0; attempt < 15; attempt += 1) {
      await worker({ event }).runDue()
      community.clock.moveDays(1)
    }
    expect(faults).toHaveLength(before + 15 + 12)
    const rows = await community.db.selectFrom('jobs').select(['payload', 'attempts', 'deadAt']).execute()
    expect(rows.find(({ deadAt }) => deadAt === null)).toMatchObject({
      ...{ payload: { type: 'edition-withdrawn', editionId }, attempts: 15 },
    })
    expect(rows.filter(({ deadAt }) => deadAt !== null)).toHaveLength(1)
    await community.db.deleteFrom('jobs').execute()
  })

  it('writes nothing of a fault but its reference into the queue', async () => {
    await enqueue(community.system(), { kind: 'deliver', payload: { deliveryId: 'two' } })
    await worker({ deliver: () => Promise.reject(new Error('canary-name-of-a-woman')) }).runDue()
    const [row] = await community.db.selectFrom('jobs').selectAll().execute()
    expect(row?.lastFailure).toMatch(/^fault [0-9a-z]+$/)
    expect(JSON.stringify(row)).not.toContain('canary')
  })
})
