/** Takes her to what has to be mended, once for each summary: a later swap elsewhere does not take her back to it. */
export const focusErrors = (): void => {
  const summary = document.querySelector<HTMLElement>('#error-summary:not([data-ready])')
  if (!summary) return
  summary.dataset['ready'] = ''
  summary.focus()
}
