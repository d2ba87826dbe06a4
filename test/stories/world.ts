import { type DemoCommunity, demoCommunities } from '../../src/platform/demo/communities.ts'
import type { RunningCommunity } from '../../src/platform/demo/processes.ts'
import type { PageOptions, StoryPage } from '../support/browser.ts'
import { startCommunities } from './communities.ts'
import { createExaminer } from './examine.ts'
import { createPerson, type Person } from './person.ts'

/** A community of the story, with the two women whom it is told about. */
export interface Place {
  readonly plan: DemoCommunity
  readonly origin: string
  readonly host: string
  /** Where its first admin begins. */
  readonly setUpPath: string
  /** Its admin, who moderates too. */
  readonly moderator: Person
  readonly member: Person
  /** A browser that nobody is signed in with. */
  readonly guest: () => Promise<Person>
}

export interface World {
  readonly bolivia: Place
  readonly sweden: Place
  readonly indonesia: Place
  /** The path of every form that was sent. */
  readonly sent: ReadonlySet<string>
  stop(): Promise<void>
}

type Open = (options?: PageOptions) => Promise<StoryPage>

/** Three communities that nobody has set up, each with its people’s browsers. `name` is told with every failure. */
export async function createWorld(name: string, open: Open, options: PageOptions): Promise<World> {
  const { communities, stop } = await startCommunities(demoCommunities)
  const sent = new Set<string>()
  // Each kind of page is looked at once in a light and once in a dark room.
  const withScript = options.javaScript ?? true
  const examiners = {
    light: createExaminer(`${name}-light`, withScript),
    dark: createExaminer(`${name}-dark`, withScript),
  }
  try {
    const [bolivia, sweden, indonesia] = await Promise.all(
      demoCommunities.map((plan, index) => openPlace(plan, communities[index])),
    )
    if (!bolivia || !sweden || !indonesia) throw new RangeError('the story needs three communities')
    return { bolivia, sweden, indonesia, sent, stop }
  } catch (fault) {
    await stop()
    throw fault
  }

  async function openPlace(plan: DemoCommunity, community: RunningCommunity | undefined): Promise<Place> {
    if (community?.setUpUrl === undefined) throw new Error(`${plan.name} shows no set-up link`)
    const { origin, setUpUrl } = community
    const { key, locale } = plan
    const colorScheme = key === 'sweden' ? 'dark' : 'light'
    const guest = async (): Promise<Person> =>
      createPerson(await open({ ...options, locale, colorScheme }), {
        origin,
        locale,
        look: examiners[colorScheme],
        sent: (path) => void sent.add(path),
      })
    return {
      plan,
      origin,
      host: new URL(origin).host,
      setUpPath: new URL(setUpUrl).pathname,
      moderator: await guest(),
      member: await guest(),
      guest,
    }
  }
}
