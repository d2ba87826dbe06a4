import { sourceFiles } from '../support/source-files.ts'
import type { Exhibit } from './exhibit.ts'
import { type Filled, type FoundPage, fillRoutes } from './fill.ts'
import { asksForSomething, type Looker, linksOf, wordsOf } from './look.ts'
import { namedExhibits } from './named-exhibits.ts'
import { pageRoutes, parametersOf, routeOf } from './routes.ts'
import type { World } from './world.ts'

/** Routes that only lead on to other pages. One that shows a page of its own needs an exhibit. */
const leadingOn: readonly string[] = [
  '/leave',
  '/join/start',
  '/join/questions',
  '/contact/about-post/:postId',
  '/notifications/:noticeId',
  '/people/of-post/:postId',
  '/people/of-comment/:commentId',
  '/share/:shareId',
  '/comments/:commentId',
  // A picture.
  '/editions/:editionId/pictures/:fileId',
]

/** Streams, and what they bring into pages that are open. */
const partsOfPages = /^\/live\//

export interface Exhibits {
  readonly exhibits: readonly Exhibit[]
  /** Routes that no known row leads to. */
  readonly missing: readonly string[]
}

/** Every page in its states: those that are named, and for all others what can be found out. New routes are in, too. */
export async function listExhibits(world: World, asking: Looker): Promise<Exhibits> {
  const looker = askingOnce(asking)
  const routes = pageRoutes(world.houses.full.app)
  const named = namedExhibits(world)
  const chosen = named.filter(({ state, send }) => state === 'filled' && send === undefined)
  const searched = routes.filter((route) => !leadingOn.includes(route) && !partsOfPages.test(route))
  const filled = await fillRoutes(world, looker, searched, chosen)
  const special = new Set(named.filter(({ state }) => state === 'filled').map(({ route }) => route))
  const found = [...filled.pages.values()].filter(({ route }) => !special.has(route))
  const variants = filled.variants.map((page) => exhibitOf(page, page.path.split('/').at(-1) ?? ''))
  const first = [...found.map((page) => exhibitOf(page, 'filled')), ...named, ...variants]
  const exhibits = [
    ...first,
    ...(await emptyPages(world, looker, filled)),
    ...(await nextPages(looker, first, routes)),
    ...(await noticesAfterwards(first, routes)),
    ...(await sentEmpty(looker, first)),
  ].sort((one, other) => (one.route < other.route ? -1 : one.route > other.route ? 1 : 0))
  const shown = new Set([...exhibits.map(({ route }) => route), ...filled.parts])
  return { exhibits, missing: searched.filter((route) => !shown.has(route)) }
}

/** While nothing is sent, a page stays as it is. */
function askingOnce(looker: Looker): Looker {
  const asked = new Map<string, ReturnType<Looker['look']>>()
  return {
    ...looker,
    look(house, as, path) {
      const key = `${house} ${as} ${path}`
      const answer = asked.get(key) ?? looker.look(house, as, path)
      asked.set(key, answer)
      return answer
    },
  }
}

/** What to do about routes that are not shown. */
export const adviceOn = (missing: readonly string[]): string =>
  `No known row leads to a page of ${missing.join(', ')}. Let test/gallery/world have one, or name an exhibit in test/gallery/named-exhibits.ts.`

const exhibitOf = ({ route, house, as, path }: FoundPage, state: string): Exhibit => ({
  ...{ route, state, house, as, path },
})

/** Pages without parameters where nothing has happened yet, and as the newest member sees them. */
async function emptyPages(world: World, looker: Looker, { pages }: Filled): Promise<Exhibit[]> {
  const plain = [...pages.values()].filter(
    ({ route, as }) => parametersOf(route).length === 0 && as !== 'guest',
  )
  const empty: Exhibit[] = []
  for (const { route, as, path, html } of plain) {
    const told = new Set([wordsOf(html)])
    const places = [
      { state: 'empty', house: 'empty', as: world.viewers.empty[as] ? as : 'member' },
      { state: 'first time', house: 'full', as: 'newcomer' },
    ] as const
    for (const { state, house, as } of places) {
      const answer = await looker.look(house, as, path)
      const words = wordsOf(answer.html)
      if (answer.status !== 200 || told.has(words)) continue
      told.add(words)
      empty.push({ route, state, house, as, path })
    }
  }
  return empty
}

/** The page after the first one of whatever is long. */
async function nextPages(
  looker: Looker,
  exhibits: readonly Exhibit[],
  routes: readonly string[],
): Promise<Exhibit[]> {
  const next = new Map<string, Exhibit>()
  for (const { route, house, as, path, send } of exhibits) {
    if (send || next.has(route)) continue
    const { html } = await looker.look(house, as, path)
    const link = linksOf(html).find(
      (href) => /[?&](before|after|page|older|from)=/.test(href) && routeOf(href, routes) === route,
    )
    if (link) next.set(route, { route, state: 'next page', house, as, path: link })
  }
  return [...next.values()]
}

/** What is said after something was done: `?done=` as the routes write it. */
async function noticesAfterwards(
  exhibits: readonly Exhibit[],
  routes: readonly string[],
): Promise<Exhibit[]> {
  const afterwards = new Map<string, Exhibit>()
  for (const { text } of await sourceFiles(['src'], ['.ts', '.tsx']))
    for (const [, path = '', word = ''] of text.matchAll(/['`](\/[^'`?]*)\?done=([\w-]+)['`#]/g)) {
      const shape = path.replace(/\$\{[^}]*\}/g, 'x')
      const route = routeOf(shape, routes)
      const exhibit = exhibits.find((one) => one.route === route && !one.path.includes('?'))
      if (exhibit && !afterwards.has(exhibit.route))
        afterwards.set(exhibit.route, { ...exhibit, state: 'done', path: `${exhibit.path}?done=${word}` })
    }
  return [...afterwards.values()]
}

/** Whose forms say something by default; and posts may have pictures for words, so one without is named. */
const takesNothing = ['/settings/questions', '/share/:shareId/attribution', '/posts/:postId/edit']

/** What a form says when it is sent with nothing in it; only forms that ask for something, because these refuse. */
async function sentEmpty(looker: Looker, exhibits: readonly Exhibit[]): Promise<Exhibit[]> {
  const sent = new Map<string, Exhibit>()
  for (const exhibit of exhibits.filter(({ send }) => send === undefined)) {
    if (sent.has(exhibit.route) || takesNothing.includes(exhibit.route)) continue
    const { html } = await looker.look(exhibit.house, exhibit.as, exhibit.path)
    if (asksForSomething(html))
      sent.set(exhibit.route, { ...exhibit, state: 'sent empty', status: 422, send: ['empty'] })
  }
  return [...sent.values()]
}
