import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../src/federation/delivery/outcome.ts'

const now = new Date('2030-05-20T12:00:00Z')

const delivery = (type: string, editionId: string | null) => ({
  ...{ id: 'd', activityId: 'a', actorId: 'v', type, editionId, body: new Uint8Array([1]) },
  ...{ inbox: 'https://forum.example/inbox', host: 'forum.example', nextAttemptAt: null },
  ...{ createdOn: '2030-05-20', withdrawnOn: null, isForThem: true },
})

const answered = (status: number) =>
  ({
    ok: true,
    response: { status, headers: new Headers(), body: new Uint8Array(), url: 'https://forum.example/inbox' },
  }) as const

const goesLast = (type: string, editionId: string | null, answer: Parameters<typeof outcomeOf>[2]) => {
  const { job } = outcomeOf(now, delivery(type, editionId), answer, 6)
  return !job.done && job.goesLast === true
}

describe('a delivery that an inbox stumbles over', () => {
  it('lets a withdrawal pass, be it words of ours or an answer that was passed on', () => {
    for (const answer of [answered(424), answered(500), { ok: false, failure: 'timeout' } as const]) {
      expect(goesLast('Announce', null, answer)).toBe(true)
      expect(goesLast('Announce', 'e', answer)).toBe(true)
      expect(goesLast('Create', 'e', answer)).toBe(true)
    }
  })

  it('keeps its place when the order matters, or when nobody is there', () => {
    for (const type of ['Follow', 'Undo', 'Accept', 'Reject']) {
      expect(goesLast(type, null, answered(500))).toBe(false)
      expect(goesLast(type, null, { ok: false, failure: 'timeout' })).toBe(false)
    }
    expect(goesLast('Delete', 'e', answered(424))).toBe(false)
    expect(goesLast('Announce', 'e', { ok: false, failure: 'unreachable' })).toBe(false)
  })
})

describe('how long a server that is away is asked', () => {
  const isOver = (type: string, days: number) => {
    const later = new Date(now.getTime() + days * 86_400_000)
    const { job } = outcomeOf(later, delivery(type, null), { ok: false, failure: 'unreachable' }, 6)
    return !job.done && job.final
  }

  it('to take words ten days, to forget them thirty', () => {
    expect([isOver('Announce', 9), isOver('Announce', 12)]).toEqual([false, true])
    for (const type of ['Delete', 'Undo'])
      expect([isOver(type, 12), isOver(type, 29), isOver(type, 32)]).toEqual([false, false, true])
  })
})
