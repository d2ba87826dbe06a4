import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDeliveryPool } from '../../src/jobs/delivery-pool.ts'
import { enqueue } from '../../src/jobs/queue.ts'
import type { JobHandlers } from '../../src/jobs/worker.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

describe('the pool of deliveries', () => {
  let community: TestCommunity
  const add = (deliveryId: string, inbox: string) =>
    enqueue(community.system(), { kind: 'deliver', payload: { deliveryId }, orderKey: `inbox:${inbox}` })
  const unexpected = () => Promise.reject(new Error('unexpected job'))
  const start = (deliver: JobHandlers['deliver']) =>
    startDeliveryPool({
      newContext: () => community.system(),
      handlers: { deliver, event: unexpected, receive: unexpected, push: unexpected, mail: unexpected },
      log: { info: () => {}, error: () => {} },
    })
  const left = () => community.db.selectFrom('jobs').select('payload').execute()

  beforeAll(async () => {
    community = await createTestCommunity()
  })
  beforeEach(() => community.db.deleteFrom('jobs').execute())
  afterAll(() => community.close())

  it('goes on with everybody else while hundreds of servers let it wait', async () => {
    for (let number = 0; number < 300; number += 1) await add('slow', `https://slow${number}.example/inbox`)
    for (let number = 0; number < 20; number += 1) await add('quick', `https://quick${number}.example/inbox`)
    const patient: (() => void)[] = []
    let quick = 0
    let arrived = () => {}
    const all = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const pool = start(async (_ctx, { deliveryId }) => {
      if (deliveryId === 'slow') await new Promise<void>((resolve) => patient.push(resolve))
      else {
        quick += 1
        if (quick === 20) arrived()
      }
      return { done: true }
    })
    await all
    expect(patient.length).toBeGreaterThan(0)
    const stopped = pool.stop()
    for (const end of patient) end()
    await stopped
    expect((await left()).every(({ payload }) => JSON.stringify(payload).includes('slow'))).toBe(true)
  })

  it('gives one server three at a time, and each inbox one after another', async () => {
    for (const inbox of ['a', 'b', 'c', 'd', 'e'])
      for (const turn of ['1', '2']) await add(`${inbox}${turn}`, `https://ally.example/${inbox}`)
    let together = 0
    let most = 0
    const order: string[] = []
    let arrived = () => {}
    const all = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const pool = start(async (_ctx, { deliveryId }) => {
      together += 1
      most = Math.max(most, together)
      await new Promise((resolve) => setTimeout(resolve, 5))
      together -= 1
      order.push(deliveryId)
      if (order.length === 10) arrived()
      return { done: true }
    })
    await all
    await pool.stop()
    expect(most).toBeLessThanOrEqual(3)
    for (const inbox of ['a', 'b', 'c', 'd', 'e'])
      expect(order.filter((id) => id.startsWith(inbox))).toEqual([`${inbox}1`, `${inbox}2`])
    expect(await left()).toEqual([])
  })

  it('waits at its end for what is under way', async () => {
    await add('one', 'https://ally.example/inbox')
    let end = () => {}
    let began = () => {}
    const beginning = new Promise<void>((resolve) => {
      began = resolve
    })
    const pool = start(async () => {
      began()
      await new Promise<void>((resolve) => {
        end = resolve
      })
      return { done: true }
    })
    await beginning
    const stopped = pool.stop()
    expect(await left()).toHaveLength(1)
    end()
    await stopped
    expect(await left()).toEqual([])
  })
})
