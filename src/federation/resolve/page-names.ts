/** Somebody's name on a server, as `name@host` says it. */
export interface NameOnHost {
  readonly name: string
  readonly host: string
}

/** `name@host` in the ways people write it: with `@`, `!` or `acct:` in front. */
export function readHandle(text: string): NameOnHost | undefined {
  const [, name, host] = /^(?:acct:)?[@!]?([^\s@/!:?#]{1,100})@([^\s@/?#]{1,255})$/i.exec(text) ?? []
  return name === undefined || host === undefined ? undefined : { name, host }
}

/** How addresses of pages name whom they are about. */
const pages = [
  // Communities of Lemmy and Ayni, categories of Discourse; magazines of Mbin; with `@host` seen from elsewhere.
  /^\/[cm]\/([\w.-]{1,100})(?:@([\w.-]{1,255}(?::\d{1,5})?))?(?:\/\d+)?\/?$/,
  // Accounts of Mastodon, GoToSocial, Misskey and Hollo, groups of Mobilizon.
  /^\/@([\w.-]{1,100})(?:@([\w.-]{1,255}(?::\d{1,5})?))?(?:\/(?:events|discussions|posts))?\/?$/,
  // Accounts of Pleroma, Lemmy, Friendica and Hubzilla.
  /^\/(?:users|user|u|profile|channel)\/([\w.-]{1,100})\/?$/,
  // Authors of WordPress.
  /^\/author\/([\w.-]{1,100})\/?$/,
]

/** Whom a page is about, by its address alone; undefined when that says nothing. */
export function nameOfPage(url: string): NameOnHost | undefined {
  const { host: ownHost, pathname } = new URL(url)
  for (const page of pages) {
    const [, name, host] = page.exec(pathname) ?? []
    if (name !== undefined) return { name, host: host ?? ownHost }
  }
  return undefined
}
