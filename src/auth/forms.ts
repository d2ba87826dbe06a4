import type { PassphraseModel } from '../../views/auth/new-credentials.tsx'
import type { TicketModel } from '../../views/auth/ticket.tsx'
import { invalid, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { SubmittedForm } from '../web/forms.ts'
import type { PageContext } from '../web/respond.tsx'
import { isCrowded, type Knock } from './admit.ts'
import { isSuggestion, suggestPassphrase } from './passphrase-words.ts'
import { issueTicket, proofBits } from './proof-of-work.ts'
import type { ThrottleScope } from './throttle.ts'

/** Who knocks, as far as anybody may know: an address to be counted, and a ticket if the form carried one. */
export function readKnock(c: PageContext, form: SubmittedForm): Omit<Knock, 'account'> {
  const ticket = form.line('ticket')
  const network = c.var.deps.peerAddress(c.req.raw)
  return ticket === '' ? { network } : { network, ticket: { ticket, proof: form.line('proof') } }
}

/** The ticket for the next try, when it was refused because many are knocking. */
export async function ticketFor(
  c: PageContext,
  scope: ThrottleScope,
  refusals: readonly Refusal[],
): Promise<TicketModel | undefined> {
  return isCrowded(refusals) ? { ticket: await issueTicket(c.var.ctx, scope), bits: proofBits } : undefined
}

/**
 * The passphrase she chose: what she ticked decides. Refused when she ticked the five words and typed something else
 * as well: whichever were taken, she may have learnt the other one.
 */
export function readNewPassphrase(form: SubmittedForm): Result<string> {
  const own = form.secret('passphrase')
  if (form.line('passphraseFrom') !== 'suggested') return ok(own)
  const words = form.line('suggestion')
  return own === '' || own === words ? ok(words) : refuse(invalid('passphrase', 'auth.passphrase.both'))
}

/** Whether she asks for five other words instead of sending the form. */
export const wantsOtherWords = (form: SubmittedForm): boolean => form.flag('words')

/** What the fields for a new passphrase show: the same five words after a refusal, else new ones. */
export function passphraseModel(c: PageContext, form?: SubmittedForm): PassphraseModel {
  const { ctx, t } = c.var
  const before = form && !wantsOtherWords(form) ? form.line('suggestion') : ''
  return {
    suggestion: isSuggestion(before) ? before : suggestPassphrase(ctx.random, t.locale),
    from: form?.line('passphraseFrom') === 'own' ? 'own' : 'suggested',
  }
}
