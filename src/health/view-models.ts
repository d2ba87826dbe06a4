import type { DeadLetterModel } from '../../views/health/line-page.tsx'
import type { LineModel } from '../../views/health/lines-page.tsx'
import type { Translator } from '../i18n/translator.ts'
import type { DeadLetter, Line } from './lines.ts'

const dayOrNone = (day: string | null): Date | undefined =>
  day === null ? undefined : new Date(`${day}T00:00:00Z`)

/** A line in words instead of codes. */
export const lineModel = (t: Translator, line: Line): LineModel => ({
  host: line.host,
  state: stateOf(line),
  why: whyOf(t, line),
  waiting: line.waiting,
  withdrawals: line.withdrawals,
  words: line.words,
  heardOn: dayOrNone(line.heardOn),
  deliveredOn: dayOrNone(line.deliveredOn),
  failingSince: line.failingSince ?? undefined,
  heldUntil: line.heldUntil ?? undefined,
})

function stateOf({ pausedOn, heldUntil, failingSince, clockSkewSeconds }: Line): LineModel['state'] {
  if (pausedOn !== null) return 'paused'
  if (heldUntil !== null) return 'held'
  if (failingSince !== null) return 'failing'
  return clockSkewSeconds === null ? 'working' : 'clock'
}

function whyOf(t: Translator, { failure, clockSkewSeconds }: Line): string {
  const words = failure === null ? [] : [t(`health.why.${failure}`)]
  if (clockSkewSeconds !== null) {
    const minutes = Math.max(1, Math.round(Math.abs(clockSkewSeconds) / 60))
    const params = { minutes, hours: minutes < 90 ? 0 : Math.round(minutes / 60) }
    words.push(t(clockSkewSeconds > 0 ? 'health.why.fast' : 'health.why.late', params))
  }
  return words.join(' ')
}

export const letterModel = (t: Translator, { id, type, status, on }: DeadLetter): DeadLetterModel => ({
  id,
  what: whatOf(type),
  why: t(answerOf(status)),
  on: new Date(`${on}T00:00:00Z`),
})

function answerOf(status: number | null) {
  if (status === null) return 'health.letter.noAnswer'
  if (status === 404 || status === 410) return 'health.letter.gone'
  if (status === 429) return 'health.why.too-many'
  return status >= 500 || status === 408 ? 'health.why.fault' : 'health.why.refused'
}

function whatOf(type: string): DeadLetterModel['what'] {
  if (type === 'Delete' || type === 'Undo') return 'withdrawal'
  if (type === 'Update') return 'change'
  return type === 'Create' || type === 'Announce' ? 'words' : 'other'
}
