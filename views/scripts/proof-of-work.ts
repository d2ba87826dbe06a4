import { showWorking } from './working.ts'

/** Answers the sum that a form carries when many are knocking, so that nobody has to wait a minute for it. */

/** Browsers answer each digest later: many at once keep them busy. */
const batch = 128

/** A number that gives SHA-256 of `<ticket>.<number>` this many leading zero bits, 32 at most. */
export const findProof = async (ticket: string, bits: number): Promise<string> => {
  const encoder = new TextEncoder()
  for (let start = 0; ; start += batch) {
    const numbers = Array.from({ length: batch }, (_, index) => start + index)
    const digests = await Promise.all(
      numbers.map((number) => crypto.subtle.digest('SHA-256', encoder.encode(`${ticket}.${number}`))),
    )
    const found = digests.findIndex((digest) => Math.clz32(new DataView(digest).getUint32(0)) >= bits)
    if (found !== -1) return String(start + found)
  }
}

/** Begins to calculate at once; a form that is sent too early waits for the answer and then goes by itself. */
export const answerTickets = (): void => {
  // Absent on plain http away from this machine: there the form works by waiting.
  if (!globalThis.crypto?.subtle) return
  for (const holder of document.querySelectorAll<HTMLElement>('[data-proof-of-work]:not([data-ready])')) {
    const proof = holder.querySelector<HTMLInputElement>('input[name="proof"]')
    const { ticket, bits } = holder.dataset
    const form = proof?.form
    if (!proof || !form || !ticket || !bits) continue
    holder.dataset['ready'] = ''
    let pressed: HTMLElement | null | undefined
    let stop: (() => void) | undefined
    const sendLater = (event: SubmitEvent): void => {
      event.preventDefault()
      pressed = event.submitter
      stop ??= showWorking(pressed ?? form)
    }
    form.addEventListener('submit', sendLater)
    void findProof(ticket, Number(bits)).then((found) => {
      proof.value = found
      form.removeEventListener('submit', sendLater)
      stop?.()
      if (pressed !== undefined) form.requestSubmit(pressed)
    })
  }
}
