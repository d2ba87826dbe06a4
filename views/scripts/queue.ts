/**
 * The moderators' queue: keys for a desktop, and what happens around a decision that htmx sends. Loaded where something
 * is decided; every page works without it.
 */

const frame = (): HTMLElement | null => document.querySelector('[data-queue]')

let shown = frame()

/** What was decided is behind her: the new thing is read from its beginning, its name first, then what was done. */
const showFromTheTop = (): void => {
  const heading = frame()?.querySelector<HTMLElement>('h1')
  if (!heading) return
  heading.tabIndex = -1
  if (document.getElementById('queue-result')) heading.setAttribute('aria-describedby', 'queue-result')
  heading.focus({ preventScroll: true })
}

/** A reload asks for what is shown, not for what was decided before it. */
const afterSwap = (): void => {
  if (frame() === shown) return
  shown = frame()
  const path = shown?.dataset['queue']
  if (path) history.replaceState(null, '', path)
  scrollTo(0, 0)
  showKeys()
  showFromTheTop()
}

const writes = (element: Element): boolean => element.matches('input, textarea, select, [contenteditable]')

/**
 * One key does one thing, and only while the focus is inside (WCAG 2.1.4): elsewhere, beside a modifier and while she
 * writes a letter is a letter.
 */
const press = (event: KeyboardEvent): void => {
  const { target, key, altKey, ctrlKey, metaKey, repeat } = event
  if (altKey || ctrlKey || metaKey || repeat || !(target instanceof Element)) return
  const place = target.closest('[data-queue]')
  if (!place || writes(target)) return
  const wanted = key === 's' || key === 'S' ? 'j' : key.toLowerCase()
  const holder = [...place.querySelectorAll<HTMLElement>('[data-key]')].find(
    (one) => one.dataset['key'] === wanted,
  )
  if (holder && use(holder)) event.preventDefault()
}

/** What is folded away is opened and reached, not decided: it says something first. */
const use = (holder: HTMLElement): boolean => {
  const fold = holder instanceof HTMLDetailsElement ? holder : holder.querySelector('details')
  if (fold) {
    fold.open = true
    const inside = fold.querySelector<HTMLElement>('summary ~ * :is(button, a)')
    ;(inside ?? fold.querySelector('summary'))?.focus()
    return true
  }
  const control = holder.matches('a') ? holder : holder.querySelector<HTMLElement>('button, a')
  control?.click()
  return control !== null
}

const showKeys = (): void => {
  if (!matchMedia('(hover: hover) and (pointer: fine)').matches) return
  for (const keys of document.querySelectorAll<HTMLElement>('.queue-keys')) keys.hidden = false
}

/** A saved answer goes where she writes, behind what stands there. */
const insert = (event: Event): void => {
  if (!(event.target instanceof Element)) return
  const button = event.target.closest<HTMLButtonElement>('button[data-insert]')
  const field = button?.form?.querySelector('textarea')
  const text = button?.dataset['insert']
  if (!button || !field || text === undefined) return
  event.preventDefault()
  field.value = [field.value.trim(), text].filter((part) => part !== '').join('\n\n')
  field.focus()
}

const root = document.documentElement
if (root.dataset['queueKeys'] === undefined) {
  // htmx runs the script again with each thing that it swaps in.
  root.dataset['queueKeys'] = ''
  document.addEventListener('keydown', press)
  document.addEventListener('click', insert)
  document.addEventListener('htmx:after:swap', afterSwap)
  showKeys()
  if (!location.hash && !document.querySelector('#error-summary')) showFromTheTop()
}
