import { sql } from 'kysely'
import { locales } from '../../src/i18n/translator.ts'
import type { Exhibit } from './exhibit.ts'
import { type Looker, linksOf } from './look.ts'
import { parametersOf, routeOf } from './routes.ts'
import type { HouseName, Viewer, World } from './world.ts'

/** A page that was found to answer. */
export interface FoundPage {
  readonly route: string
  readonly house: HouseName
  readonly as: Viewer
  readonly path: string
  readonly html: string
}

export interface Filled {
  /** One page of each route, by the route. */
  readonly pages: ReadonlyMap<string, FoundPage>
  /** Routes that answer with files, streams or parts of pages. */
  readonly parts: ReadonlySet<string>
  /** Paths of found pages, by routes with words in them instead of ids, `/settings/:section`. */
  readonly variants: readonly FoundPage[]
}

const houses: readonly HouseName[] = ['full', 'empty', 'silent', 'unopened']
const viewers: readonly Viewer[] = [
  ...(['member', 'moderator', 'admin', 'other-moderator', 'anonymous', 'removed', 'sanctioned'] as const),
  ...(['newcomer', 'unnamed', 'guest'] as const),
]

/** Read before anybody is signed in. */
const atTheDoor = /^\/(join|recover|withdraw|c|invite|arrive|about|set-up|$)\b|^\/$/
const rowsEach = 40

/** Who sees most of a page comes first. */
const byLikelihood = (route: string) => (one: Viewer, other: Viewer) => {
  const best = atTheDoor.test(route)
    ? 'guest'
    : route.startsWith('/removed')
      ? 'removed'
      : /^\/(settings|people)\b/.test(route)
        ? 'admin'
        : undefined
  return Number(other === best) - Number(one === best)
}

/**
 * Finds a page for every route: as it is, else by a link on a page that was found, else with the ids of the rows that a
 * parameter is named after (`shareId` means `shares`). `chosen` are pages that somebody chose for their routes: no other
 * one is looked for there.
 */
export async function fillRoutes(
  world: World,
  looker: Looker,
  routes: readonly string[],
  chosen: readonly Exhibit[] = [],
): Promise<Filled> {
  const pages = new Map<string, FoundPage>()
  const parts = new Set<string>()
  const variants: FoundPage[] = []
  const tried = new Set<string>()
  const waiting: FoundPage[] = []

  const attempt = async (route: string, house: HouseName, as: Viewer, path: string): Promise<boolean> => {
    const key = `${house} ${as} ${path}`
    if (tried.has(key)) return false
    tried.add(key)
    const { status, html } = await looker.look(house, as, path)
    if (status === 200 && html === '') parts.add(route)
    if (status !== 200 || !html.includes('<h1')) return false
    const found = { route, house, as, path, html }
    if (variants.some((one) => one.path === path) || pages.get(route)?.path === path) return true
    if (pages.has(route)) variants.push(found)
    else pages.set(route, found)
    waiting.push(found)
    return true
  }

  const everywhere = async (route: string, paths: (house: HouseName) => Promise<readonly string[]>) => {
    for (const house of houses) {
      const candidates = await paths(house)
      const present = viewers.filter((one) => one === 'guest' || world.viewers[house][one] !== undefined)
      for (const as of present.toSorted(byLikelihood(route)))
        for (const path of candidates) if (await attempt(route, house, as, path)) return
    }
  }

  const harmless = routes.filter((route) => !closing.test(route))
  for (const route of harmless.filter((one) => parametersOf(one).length === 0))
    await everywhere(route, async () => [route])
  const followLinks = async (): Promise<void> => {
    for (let page = waiting.shift(); page; page = waiting.shift())
      for (const path of linksOf(page.html)) {
        const route = routeOf(path, routes)
        if (route === undefined || closing.test(route)) continue
        if (pages.has(route) && !(hasWords(route) && page.house === 'full' && !path.includes('?'))) continue
        await attempt(route, page.house, page.as, path)
      }
  }
  await followLinks()
  for (const { route, house, as, path } of chosen.filter(({ route }) => parametersOf(route).length > 0))
    await attempt(route, house, as, path)
  await followLinks()
  for (const route of harmless) {
    if (pages.has(route) || parametersOf(route).length === 0) continue
    await everywhere(route, (house) => candidatesFor(world, house, route))
    await followLinks()
  }
  return { pages, parts, variants }
}

/** Asking for these ends or locks the session. */
const closing = /^\/(leave|lock)\b/

const hasWords = (route: string): boolean =>
  parametersOf(route).some((name) => name === 'section' || name === 'slug') &&
  parametersOf(route).length === 1

/** Paths of a route with the values that its parameters may have in a community; the newest rows first. */
async function candidatesFor(world: World, house: HouseName, route: string): Promise<readonly string[]> {
  let paths = [route]
  for (const name of parametersOf(route)) {
    const values = await valuesOf(world, house, name, route)
    paths = paths.flatMap((path) => values.map((value) => path.replace(`:${name}`, value)))
  }
  return paths.slice(0, rowsEach * rowsEach)
}

async function valuesOf(world: World, house: HouseName, name: string, route: string): Promise<string[]> {
  if (name === 'locale') return [...locales]
  if (name === 'token') return [world.setUpToken, world.joining.inviteToken, world.joining.arrivalToken]
  if (name === 'slug') return columnOf(world, house, 'channels', 'slug')
  if (route.startsWith('/queue/anonymous-appeals/')) return columnOf(world, house, 'post_sanctions', 'id')
  const [, kind = ''] = /\/(post|comment|allied-post)\/:id$/.exec(route) ?? []
  const thing = name === 'id' ? kind : name.replace(/Id$/, '')
  const table = tableOf[thing] ?? `${thing.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}s`
  return columnOf(world, house, table, 'id')
}

const tableOf: Readonly<Record<string, string>> = {
  'allied-post': 'allied_posts',
  recipient: 'members',
  candidate: 'members',
  notice: 'notifications',
  reply: 'saved_replies',
  recovery: 'recoveries',
  request: 'group_requests',
  question: 'group_questions',
}

async function columnOf(world: World, house: HouseName, table: string, column: string): Promise<string[]> {
  const { db } = world.houses[house].app
  const { rows: known } = await sql<{
    found: boolean
  }>`select to_regclass(${table}) is not null as found`.execute(db)
  if (known[0]?.found !== true) return []
  const { rows } = await sql<{ value: string }>`select ${sql.id(column)} as value from ${sql.table(table)}
    order by ctid desc limit ${rowsEach}`.execute(db)
  return rows.map(({ value }) => String(value))
}
