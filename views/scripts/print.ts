import { button } from './elements.ts'

/** A button that prints the page, or the part of it that it stands in, in every `[data-print]`. */
export const addPrintButtons = (): void => {
  for (const holder of document.querySelectorAll<HTMLElement>('[data-print]:not([data-ready])')) {
    holder.dataset['ready'] = ''
    const print = () => {
      holder.closest('[data-printed]')?.setAttribute('data-printing', '')
      window.print()
    }
    holder.append(button(holder.dataset['print'], print, 'quiet'))
  }
}

/**
 * What is folded up but belongs onto paper is open while the page is printed. The style sheet does the same, in browsers
 * that can.
 */
export const unfoldForPaper = (): void => {
  const opened: Element[] = []
  addEventListener('beforeprint', () => {
    for (const folded of document.querySelectorAll('details[data-printed]:not([open])')) {
      folded.setAttribute('open', '')
      opened.push(folded)
    }
  })
  addEventListener('afterprint', () => {
    for (const folded of opened.splice(0)) folded.removeAttribute('open')
    document.querySelector('[data-printing]')?.removeAttribute('data-printing')
  })
}
