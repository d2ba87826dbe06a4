/** The page knows how to lock itself, and takes along what was typed; any other is emptied and left. */
export const goToLock = (): void => {
  if (!document.dispatchEvent(new Event('locked', { cancelable: true }))) return
  document.documentElement.replaceChildren()
  location.replace('/lock')
}
