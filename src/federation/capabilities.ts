import { type JsonObject, listOf, objectOf, textOf } from './read-json.ts'

/**
 * What a server says of itself that no type or property shows (FEP-844e). There is one such word: a Delete that was
 * done is answered with a signed Accept of it. It names no software and no version.
 */
export const withdrawalAcknowledgement = {
  href: 'urn:ayni:ns:withdrawalAcknowledgement',
  name: 'Withdrawal acknowledgement: a Delete is answered with an Accept once it was done',
} as const

/**
 * Whether an actor's document says that its server acknowledges withdrawals: an Application itself, any other actor
 * through the `generator` in its own document. It is the server's word and no proof.
 */
export const acknowledgesWithdrawals = (document: JsonObject): boolean =>
  [document, objectOf(document['generator'])]
    .flatMap((application) => listOf(application?.['implements']))
    .some((link) => hrefOf(link) === withdrawalAcknowledgement.href)

function hrefOf(link: unknown): string | undefined {
  if (typeof link === 'string') return link
  const object = objectOf(link)
  return object && textOf(object, 'href')
}
