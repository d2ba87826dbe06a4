import { expect, it } from 'vitest'
import { acknowledgesWithdrawals } from '../../src/federation/capabilities.ts'

const capability = { href: 'urn:ayni:ns:withdrawalAcknowledgement', name: 'Withdrawal acknowledgement' }
const other = { href: 'https://datatracker.ietf.org/doc/html/rfc9421' }

it.each([
  { type: 'Application', implements: [other, capability] },
  { type: 'Application', implements: capability },
  { type: 'Application', implements: ['urn:ayni:ns:withdrawalAcknowledgement'] },
  { type: 'Group', generator: { type: 'Application', implements: [capability] } },
])('a server that says that it acknowledges withdrawals is heard: %j', (document) => {
  expect(acknowledgesWithdrawals(document)).toBe(true)
})

it.each([
  {},
  { type: 'Application', implements: [other] },
  { type: 'Application', implements: [{ name: 'Withdrawal acknowledgement' }, null, 7, { href: {} }] },
  { type: 'Group', generator: 'https://social.example/server' },
  { type: 'Group', generator: { object: { implements: [capability] } } },
])('one that does not say so is not taken for one: %j', (document) => {
  expect(acknowledgesWithdrawals(document)).toBe(false)
})
