/** Scripts that few pages need, by the attribute of the body that says where they are. */
const apart = [
  // What keeps words through a lost connection, and shows how far files have come.
  ['composer', '[data-send], [data-unsent]'],
  ['rare', '[data-lock-minutes], [data-proof-of-work], [data-passphrase], [data-copy], [data-picture]'],
] as const

/** Loads each of them once, as soon as something on the page needs it. */
export const loadApart = (): void => {
  const { dataset } = document.body
  for (const [name, needed] of apart) {
    const src = dataset[name]
    if (!src || !document.querySelector(needed)) continue
    delete dataset[name]
    const script = document.createElement('script')
    script.src = src
    document.head.append(script)
  }
}
