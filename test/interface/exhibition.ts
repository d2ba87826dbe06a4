import { afterAll, beforeAll, expect } from 'vitest'
import type { Exhibit } from '../gallery/exhibit.ts'
import { listExhibits } from '../gallery/exhibits.ts'
import { createLooker, type Looker } from '../gallery/look.ts'
import { showExhibit } from '../gallery/shoot.ts'
import { createWorld, type World } from '../gallery/world.ts'
import type { StoryPage } from '../support/browser.ts'

export interface Exhibition {
  readonly world: World
  readonly looker: Looker
  /** Every page in its states, one community after the other. */
  readonly exhibits: readonly Exhibit[]
}

/** The gallery's communities and what is shown in them, for all tests of a file. */
export function useExhibition(): () => Exhibition {
  let exhibition: Exhibition | undefined
  beforeAll(async () => {
    const world = await createWorld()
    const looker = createLooker(world)
    const { exhibits } = await listExhibits(world, looker)
    exhibition = { world, looker, exhibits: exhibits.toSorted(byHouse) }
  }, 300_000)
  afterAll(async () => {
    await exhibition?.world.close()
    const houses = Object.values(exhibition?.world.houses ?? {})
    expect(houses.flatMap(({ app }) => app.faults)).toEqual([])
  })
  return () => {
    if (!exhibition) throw new Error('the exhibition opens before the first test')
    return exhibition
  }
}

const byHouse = (one: Exhibit, other: Exhibit): number =>
  one.house < other.house ? -1 : one.house > other.house ? 1 : 0

/** How a failure names an exhibit. */
export const nameOf = ({ route, state, as }: Exhibit): string => `${route} (${state}, ${as})`

type Look = (exhibit: Exhibit) => Promise<readonly string[]>

/**
 * Brings one browser to exhibit after exhibit, as a reader comes to them. Gives what `look` found on each, with the
 * page's name before it; an answer that was not expected is a finding too.
 */
export async function walkThrough(
  { world, looker }: Pick<Exhibition, 'world' | 'looker'>,
  exhibits: readonly Exhibit[],
  story: StoryPage,
  look: Look,
): Promise<string[]> {
  const findings: string[] = []
  story.allow(/status of 4\d\d/)
  for (const exhibit of exhibits) {
    const status = await showExhibit({ world, looker }, exhibit, story).catch((fault: unknown) => {
      throw new Error(`${nameOf(exhibit)} cannot be shown`, { cause: fault })
    })
    const wrong = status === (exhibit.status ?? 200) ? [] : [`answered ${status}`]
    for (const finding of [...wrong, ...(await look(exhibit))])
      findings.push(`${nameOf(exhibit)}: ${finding}`)
  }
  return findings
}

/**
 * The same many times faster, for what scripts have no part in: the page that was opened first keeps its stylesheet,
 * and gets the words of one exhibit after the other. Only exhibits that nothing is sent for.
 */
export async function leafThrough(
  { world, looker }: Pick<Exhibition, 'world' | 'looker'>,
  exhibits: readonly Exhibit[],
  story: StoryPage,
  look: Look,
): Promise<string[]> {
  const findings: string[] = []
  story.allow(/status of 4\d\d/)
  const { page } = story
  for (const exhibit of exhibits.filter(({ send }) => send === undefined)) {
    const { origin } = world.houses[exhibit.house]
    if (!page.url().startsWith(`${origin}/`)) await page.goto(`${origin}/about`)
    const { html } = await looker.look(exhibit.house, exhibit.as, exhibit.path)
    if (html === '') continue
    await page.evaluate(`(${show})(${JSON.stringify(html)})`)
    for (const finding of await look(exhibit)) findings.push(`${nameOf(exhibit)}: ${finding}`)
  }
  return findings
}

const show = `(html) => {
  const next = new DOMParser().parseFromString(html, 'text/html')
  for (const one of next.querySelectorAll('script')) one.remove()
  const root = document.documentElement
  for (const { name } of [...root.attributes]) root.removeAttribute(name)
  for (const { name, value } of next.documentElement.attributes) root.setAttribute(name, value)
  document.title = next.title
  document.body.replaceWith(document.adoptNode(next.body))
  scrollTo(0, 0)
}`
