import { describe, expect, it } from 'vitest'
import { quietEnd } from '../../src/notifications/quiet-hours.ts'
import { nextMailAt } from '../../src/notifications/rules.ts'

const at = (text: string) => new Date(text)
const end = (now: string, timeZone: string, quietFrom: number | null, quietUntil: number | null) =>
  quietEnd(at(now), { timeZone, quietFrom, quietUntil })?.toISOString()

describe('quiet hours', () => {
  it.each([
    ['at noon', '2030-05-20T12:00:00Z', undefined],
    ['a minute before', '2030-05-20T21:59:59Z', undefined],
    ['at their beginning', '2030-05-20T22:00:00Z', '2030-05-21T07:00:00.000Z'],
    ['before midnight', '2030-05-20T23:59:59.999Z', '2030-05-21T07:00:00.000Z'],
    ['after midnight', '2030-05-21T00:00:00Z', '2030-05-21T07:00:00.000Z'],
    ['in their last moment', '2030-05-21T06:59:59.999Z', '2030-05-21T07:00:00.000Z'],
    ['at their end', '2030-05-21T07:00:00Z', undefined],
  ])('from 22 to 7, %s', (_when, now, expected) => {
    expect(end(now, 'UTC', 22, 7)).toBe(expected)
  })

  it('within one day end on that day', () => {
    expect(end('2030-05-20T13:30:00Z', 'UTC', 13, 15)).toBe('2030-05-20T15:00:00.000Z')
    expect(end('2030-05-20T15:00:00Z', 'UTC', 13, 15)).toBeUndefined()
    expect(end('2030-05-20T12:59:00Z', 'UTC', 13, 15)).toBeUndefined()
  })

  it('may end at midnight, and begin at it', () => {
    expect(end('2030-05-20T22:15:00Z', 'UTC', 20, 0)).toBe('2030-05-21T00:00:00.000Z')
    expect(end('2030-05-21T00:00:00Z', 'UTC', 20, 0)).toBeUndefined()
    expect(end('2030-05-20T05:00:30Z', 'UTC', 0, 6)).toBe('2030-05-20T06:00:00.000Z')
  })

  it.each([
    ['America/La_Paz', '2030-05-21T02:30:00Z', '2030-05-21T11:00:00.000Z'],
    ['Europe/Stockholm', '2030-05-20T20:30:00Z', '2030-05-21T05:00:00.000Z'],
    ['Asia/Jakarta', '2030-05-20T15:30:00Z', '2030-05-21T00:00:00.000Z'],
    ['Asia/Kathmandu', '2030-05-20T16:20:00Z', '2030-05-21T01:15:00.000Z'],
    ['Australia/Lord_Howe', '2030-05-20T11:40:00Z', '2030-05-20T20:30:00.000Z'],
  ])('follow the clocks of %s', (timeZone, now, expected) => {
    expect(end(now, timeZone, 22, 7)).toBe(expected)
    expect(end(expected, timeZone, 22, 7)).toBeUndefined()
  })

  it('end when the clock says so, also in the nights in which it jumps', () => {
    // Stockholm: forward at 1:00 UTC on 31 March, back at 1:00 UTC on 27 October 2030.
    expect(end('2030-03-30T22:00:00Z', 'Europe/Stockholm', 22, 7)).toBe('2030-03-31T05:00:00.000Z')
    expect(end('2030-10-26T21:00:00Z', 'Europe/Stockholm', 22, 7)).toBe('2030-10-27T06:00:00.000Z')
    // Lord Howe moves by half an hour.
    expect(end('2030-04-06T12:00:00Z', 'Australia/Lord_Howe', 22, 7)).toBe('2030-04-06T20:30:00.000Z')
  })

  it('are none without hours, and with equal ones', () => {
    expect(end('2030-05-20T23:00:00Z', 'UTC', null, null)).toBeUndefined()
    expect(end('2030-05-20T07:00:00Z', 'UTC', 7, 7)).toBeUndefined()
  })
})

describe('the next mail', () => {
  it.each([
    ['one day on', '2030-05-20T10:00:00Z', 1, '2030-05-20T10:40:00Z', '2030-05-21T10:00:00.000Z'],
    ['a week on', '2030-05-20T10:00:00Z', 7, '2030-05-20T10:40:00Z', '2030-05-27T10:00:00.000Z'],
    [
      'not at a moment that is past',
      '2030-05-20T10:00:00Z',
      1,
      '2030-05-25T10:00:00Z',
      '2030-05-26T10:00:00.000Z',
    ],
  ])('is due %s', (_when, due, everyDays, now, expected) => {
    expect(nextMailAt(at(due), everyDays, at(now)).toISOString()).toBe(expected)
  })
})
