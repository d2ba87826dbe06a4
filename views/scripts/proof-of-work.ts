/** Answers the sum that a form carries when many are knocking, so that nobody has to wait a minute for it. */

/** The first number that gives SHA-256 of `<ticket>.<number>` this many leading zero bits. */
export const findProof = async (ticket: string, bits: number): Promise<string> => {
  const encoder = new TextEncoder()
  for (let number = 0; ; number += 1) {
    const digest = await crypto.subtle.digest('SHA-256', encoder.encode(`${ticket}.${number}`))
    // At most 32 bits are ever asked for.
    if (Math.clz32(new DataView(digest).getUint32(0)) >= bits) return String(number)
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
    const sendLater = (event: SubmitEvent): void => {
      event.preventDefault()
      pressed = event.submitter
    }
    form.addEventListener('submit', sendLater)
    void findProof(ticket, Number(bits)).then((found) => {
      proof.value = found
      form.removeEventListener('submit', sendLater)
      if (pressed !== undefined) form.requestSubmit(pressed)
    })
  }
}
