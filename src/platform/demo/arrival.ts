import { type DemoCommunity, demoPassphrase } from './communities.ts'
import { admit, askToJoin, comeInWithCode, setUp, signIn } from './gestures.ts'
import type { RunningCommunity } from './processes.ts'
import type { StoryPlace, StoryStep } from './story-place.ts'
import { createVisitor } from './visitor.ts'

export interface Arrival {
  readonly place: StoryPlace
  readonly steps: readonly StoryStep[]
}

const browsersOf = (plan: DemoCommunity, { origin }: RunningCommunity): StoryPlace => ({
  name: plan.name,
  origin,
  moderator: createVisitor(origin, fetch, plan.locale),
  member: createVisitor(origin, fetch, plan.locale),
})

/** A community that nobody has set up: its first admin does, then a member asks to join and is let in. */
export function arriveAsNew(
  plan: DemoCommunity,
  community: RunningCommunity,
  outage: NonNullable<StoryPlace['outage']>,
): Arrival {
  const place = { ...browsersOf(plan, community), outage }
  const [admin, member] = people(plan)
  const steps = [
    {
      name: `${plan.name}: the one-time link makes the first admin`,
      run: async () => {
        if (community.setUpUrl === undefined) throw new Error('there is no set-up link')
        const path = new URL(community.setUpUrl).pathname
        await setUp(place.moderator, path, { ...plan, ...admin, passphrase: demoPassphrase })
        const again = await createVisitor(community.origin).get(path)
        if (again.status !== 404) throw new Error('the set-up link works twice')
      },
    },
    {
      name: `${plan.name}: a woman asks to join, is let in, and settles her name`,
      run: async () => {
        const person = { ...member, passphrase: demoPassphrase }
        const code = await askToJoin(place.member, person, plan.applicant.answers)
        await admit(place.moderator, member.displayName)
        await comeInWithCode(place.member, code)
      },
    },
  ]
  return { place, steps }
}

/** A seeded community: its admin and one of its members sign in. */
export function arriveAsKnown(plan: DemoCommunity, community: RunningCommunity): Arrival {
  const place = browsersOf(plan, community)
  const [admin, member] = people(plan)
  const run = async () => {
    await signIn(place.moderator, { ...admin, passphrase: demoPassphrase })
    await signIn(place.member, { ...member, passphrase: demoPassphrase })
  }
  return { place, steps: [{ name: `${plan.name}: two people sign in`, run }] }
}

function people({ people: [admin, , member], key }: DemoCommunity) {
  if (!admin || !member) throw new RangeError(`${key} needs at least three people`)
  return [admin, member] as const
}
