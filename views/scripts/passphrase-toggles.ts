import { button } from './elements.ts'

/** A button that shows a passphrase, in every `[data-passphrase]`. */
export const addPassphraseToggles = (): void => {
  for (const holder of document.querySelectorAll<HTMLElement>('[data-passphrase]:not([data-ready])')) {
    const input = holder.querySelector('input')
    const { show, hide } = holder.dataset
    if (!input || !show || !hide) continue
    holder.dataset['ready'] = ''
    const toggle = button(
      show,
      () => {
        input.type = input.type === 'password' ? 'text' : 'password'
        toggle.textContent = input.type === 'password' ? show : hide
      },
      'quiet',
    )
    toggle.setAttribute('aria-controls', input.id)
    holder.append(toggle)
    // Never sent as readable text: some browsers would remember it like a name.
    input.form?.addEventListener('submit', () => {
      input.type = 'password'
    })
  }
}
