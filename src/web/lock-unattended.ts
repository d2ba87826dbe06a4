/**
 * Lets a page without scripts lead to the lock by itself, unless it has a field to type into: there words would be lost,
 * and the server locks at the next request. With scripts the page itself knows when it was touched last.
 */
export function lockUnattended(page: string, minutes: number | undefined): string {
  if (minutes === undefined || hasTyping.test(page)) return page
  const refresh = `<noscript><meta http-equiv="refresh" content="${60 * minutes};url=/lock"></noscript>`
  return page.replace('</head>', `${refresh}</head>`)
}

const hasTyping = /<textarea|<input class="field__input"/
