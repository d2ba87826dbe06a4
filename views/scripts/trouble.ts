import { button, line } from './elements.ts'

/** Takes away what was said about an earlier try. */
export const forgetTrouble = (source: Element): void => {
  const around = source.closest('form') ?? source.parentElement
  for (const trouble of around?.querySelectorAll('[data-trouble]') ?? []) trouble.remove()
}

/** Where something about a press is said: beside it, but never inside a row of buttons. */
export const putBeside = (pressed: Element, said: HTMLElement): void => {
  if (pressed instanceof HTMLFormElement) pressed.append(said)
  else (pressed.closest('.button-row') ?? pressed).after(said)
}

/** Says beside what she pressed that it did not arrive, with a button that does the same again. */
export const showTrouble = (pressed: Element, text: string | undefined, again: () => void): void => {
  forgetTrouble(pressed)
  if (!text) return
  const said = document.createElement('div')
  said.className = 'not-sent'
  said.dataset['trouble'] = ''
  said.setAttribute('role', 'alert')
  const words = line('p', text)
  words.className = 'field__error'
  said.append(
    words,
    button(document.body.dataset['again'], () => {
      // The button goes away with the press: the keyboard stays where it was.
      if (pressed instanceof HTMLElement) pressed.focus()
      forgetTrouble(pressed)
      again()
    }),
  )
  putBeside(pressed, said)
}

/** Where a try failed, says that the next one may work. */
export const tellWhenConnected = (): void => {
  addEventListener('online', () => {
    for (const words of document.querySelectorAll('[data-trouble] p'))
      words.textContent = document.body.dataset['online'] ?? ''
  })
}
