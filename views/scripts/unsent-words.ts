/**
 * Words that the server does not have, in this tab only: put down when a try fails, taken away as soon as one works.
 * Phones are searched (INTERFACE): Leave and signing out wipe them, and nothing outlives the tab.
 */

type Words = readonly (readonly [name: string, value: string])[]

/** Where a form with these words is kept; undefined for one that may not be kept. */
const keyOf = (form: HTMLFormElement): string | undefined => {
  if (!form.querySelector('[data-unsent]')) return undefined
  const place = form.elements.namedItem('place')
  return `unsent ${place instanceof HTMLInputElement ? place.value : form.action}`
}

/** What the form says, without its files. */
export const wordsOf = (form: HTMLFormElement): URLSearchParams => {
  const words = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') words.append(name, value)
  return words
}

export const keepWords = (form: HTMLFormElement): void => {
  const key = keyOf(form)
  if (key && !arrived.has(form)) sessionStorage.setItem(key, JSON.stringify([...wordsOf(form)]))
}

export const forgetWords = (form: HTMLFormElement): void => {
  const key = keyOf(form)
  if (key) sessionStorage.removeItem(key)
}

const arrived = new WeakSet<HTMLFormElement>()

/** They are where they belong: a draft that was on its way too, and is cut off by the next page, keeps nothing. */
export const wordsArrived = (form: HTMLFormElement): void => {
  arrived.add(form)
  forgetWords(form)
}

/**
 * Puts them into the form as it came from the server, and says whether there were any that it lacked. The submission
 * comes back too: if it had arrived after all, and only the answer was lost, it will not be there twice.
 */
export const putBackWords = (form: HTMLFormElement): boolean => {
  const key = keyOf(form)
  const kept = key && sessionStorage.getItem(key)
  if (!kept) return false
  const words: Words = JSON.parse(kept)
  const textOf = (all: Words) => all.find(([name]) => name === 'text')?.[1].trim()
  if (textOf(words) === textOf([...wordsOf(form)])) {
    forgetWords(form)
    return false
  }
  const left = [...words]
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      field.checked = words.some(([name, value]) => name === field.name && value === field.value)
    } else if (isWritten(field)) {
      const at = left.findIndex(([name]) => name === field.name)
      const [found] = at === -1 ? [] : left.splice(at, 1)
      if (found) field.value = found[1]
    }
  }
  return true
}

/** The kind of a post is a page of its own: it is never changed under her. */
const isWritten = (field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  (field instanceof HTMLInputElement && field.type !== 'file' && field.name !== 'kind') ||
  field instanceof HTMLTextAreaElement ||
  field instanceof HTMLSelectElement
