import { describe, expect, it } from 'vitest'
import { judgeDisplayName, judgeNames, judgeSignInName, nameKey } from '../../src/members/names.ts'

const fieldsAndMessages = (refusals: readonly { field?: string; message: string }[]) =>
  refusals.map(({ field, message }) => [field, message])

describe('comparing names', () => {
  it.each([
    ['Luz', 'LUZ'],
    ['Luz Maria', 'Luz\u00a0\u2003Maria'],
    ['Luz', 'L\u200buz'],
    ['Straße', 'STRASSE'],
    ['Luz', 'Ｌｕｚ'],
    ['Ana', 'Аnа'],
    ['ВЕРА', 'BEPA'],
  ])('takes %s and %s for the same', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it.each([
    ['Luz', 'Lus'],
    ['Вера', 'Vera'],
    ['Åsa', 'Asa'],
  ])('tells %s and %s apart', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })
})

describe('choosing names', () => {
  it('takes names in every script', () => {
    for (const name of ['Wara', 'Åsa-Lena', 'Вера', 'Dewi 2', 'O’Neil', 'अनिता']) {
      expect(judgeDisplayName(name)).toEqual([])
    }
  })

  it.each([
    ['', 'members.displayName.empty'],
    ['A', 'members.name.short'],
    ['a'.repeat(41), 'members.name.long'],
    ['<b>Wara', 'members.name.characters'],
    ['Wara@example.org', 'members.name.characters'],
    ['...', 'members.name.characters'],
    ['\u3164\u3164\u3164', 'members.name.characters'],
  ])('refuses the display name "%s"', (name, message) => {
    expect(fieldsAndMessages(judgeDisplayName(name))).toEqual([['displayName', message]])
  })

  it('refuses a sign-in name that is too short', () => {
    expect(fieldsAndMessages(judgeSignInName('ab'))).toEqual([['signInName', 'members.name.short']])
  })

  it('P1: refuses a display name that gives the sign-in name away', () => {
    const refusals = judgeNames({ signInName: 'night owl', displayName: 'Nightowl' })
    expect(fieldsAndMessages(refusals)).toEqual([['displayName', 'members.displayName.sameAsSignIn']])
  })
})
