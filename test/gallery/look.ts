import type { HouseName, Viewer, World } from './world.ts'

/** What a page answers, asked without a browser. */
export interface Answer {
  readonly status: number
  /** Empty for what is no page: files, streams, parts of pages. */
  readonly html: string
}

export interface Looker {
  /** Asks for a page of a community, as somebody. */
  look(house: HouseName, as: Viewer, path: string): Promise<Answer>
  /** The `Cookie` header of a member who is signed in; undefined for whoever is not. */
  cookieOf(house: HouseName, as: Viewer): Promise<string | undefined>
}

/** Asks the communities of a world for pages; everybody signs in once. */
export function createLooker(world: World): Looker {
  const cookies = new Map<string, Promise<string>>()
  const cookieOf: Looker['cookieOf'] = async (house, as) => {
    const memberId = world.viewers[house][as]
    if (memberId === undefined) return undefined
    if (as === 'locking') return world.houses[house].app.signIn(memberId)
    const key = `${house} ${memberId}`
    const cookie = cookies.get(key) ?? world.houses[house].app.signIn(memberId)
    cookies.set(key, cookie)
    return cookie
  }
  return {
    cookieOf,
    async look(house, as, path) {
      const cookie = await cookieOf(house, as)
      const response = await world.houses[house].app.request(path, {
        headers: cookie === undefined ? {} : { Cookie: cookie },
      })
      const isHtml = response.headers.get('content-type')?.startsWith('text/html') === true
      const text = isHtml ? await response.text() : ''
      // What has no end, a stream of events, is not read.
      if (!isHtml) await response.body?.cancel()
      return { status: response.status, html: text.includes('<html') ? text : '' }
    },
  }
}

/** The addresses on the same site that the main part of a page links to, as paths with their queries. */
export function linksOf(html: string): readonly string[] {
  const links = Array.from(mainOf(html).matchAll(/\shref="(\/[^"#]*)/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  return [...new Set(links)]
}

/** Whether the main part of a page has a form that asks for something. */
export const asksForSomething = (html: string): boolean =>
  Array.from(mainOf(html).matchAll(/<form\b[\s\S]*?<\/form>/g), ([form]) => form).some(
    (form) => /method="post"/.test(form) && /<(input|textarea|select)\b[^>]*\srequired\b/.test(form),
  )

/** The words of the main part of a page, to tell whether two pages say the same. */
export const wordsOf = (html: string): string =>
  mainOf(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

const mainOf = (html: string): string => /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html
