import { button } from './elements.ts'

/** A button that copies the code in every `[data-copy]`. */
export const addCopyButtons = (): void => {
  for (const holder of document.querySelectorAll<HTMLElement>('[data-copy]:not([data-ready])')) {
    const value = holder.querySelector('code')?.textContent
    const { copy, copied } = holder.dataset
    if (!value || !copy || !copied || !navigator.clipboard) continue
    holder.dataset['ready'] = ''
    const copies = button(
      copy,
      async () => {
        await navigator.clipboard.writeText(value)
        copies.textContent = copied
      },
      'quiet',
    )
    holder.append(copies)
  }
}
