import { StartupError } from '../startup-error.ts'
import type { Arrival } from './arrival.ts'
import { findLink, linkTo, openPage, proposeShare, publish, writePost } from './gestures.ts'
import { runSteps } from './run-steps.ts'
import { tellStory } from './story.ts'
import { follow, letFollowerIn, openAllied, shareOut } from './story-moves.ts'
import type { StoryPlace, StoryWorld } from './story-place.ts'
import { texts, waiting } from './story-texts.ts'

/**
 * Lives through the story once, allies the three communities with each other, and leaves a visitor something to decide: an application
 * (from the seeds), a follower, an answer and a share. Does nothing, and says so with false, when an earlier run has
 * done it; throws `StartupError` when an earlier run was stopped in the middle.
 */
export async function leaveThingsWaiting(
  arrivals: readonly Arrival[],
  world: StoryWorld,
  print: (line: string) => void,
): Promise<boolean> {
  const quiet = () => {}
  if (
    !(await runSteps(
      arrivals.flatMap(({ steps }) => steps),
      quiet,
    ))
  )
    throw new StartupError(
      'The invented people cannot sign in: their data is from an older demo. Remove data/demo and start again.',
    )
  const shares = await openPage(world.bolivia.member, '/shares')
  if (shares.words.includes(waiting.share.title)) return false
  if (findLink(shares, '/shares/') !== undefined)
    throw new StartupError(
      'The last demo was stopped while it was being prepared. Remove data/demo and start again.',
    )

  print('They live through the main story once:')
  if (!(await runSteps(tellStory(world), print)))
    throw new StartupError('The story stopped halfway. Remove data/demo and start again.')
  await allyWithEachOther(world)
  await leaveDecisions(world)
  return true
}

/** Everybody follows somebody, and something of each stands with the others. */
async function allyWithEachOther({ bolivia, sweden, indonesia }: StoryWorld): Promise<void> {
  const pairs = [
    [indonesia, bolivia],
    [bolivia, sweden],
    [indonesia, sweden],
    [bolivia, indonesia],
  ] as const
  for (const [follower, owner] of pairs) {
    await follow(follower.moderator, `@aliadas@${hostOf(owner)}`)
    await letFollowerIn(owner.moderator, hostOf(follower))
  }
  await follow(bolivia.moderator, `@boletin@${hostOf(sweden)}`)
  for (const [place, words] of [
    [sweden, waiting.sweden],
    [indonesia, waiting.indonesia],
  ] as const) {
    const post = await writePost(place.member, words.text)
    await shareOut(place, { postId: idOf(post), ...words })
  }
}

/** One of each kind of thing that waits for a moderator. */
async function leaveDecisions({ bolivia, sweden, indonesia }: StoryWorld): Promise<void> {
  await follow(sweden.moderator, `@aliadas@${hostOf(indonesia)}`)

  const thread = await openAllied(sweden, texts.bolivia.open)
  await proposeShare(sweden.member, { start: linkTo(thread, '/share/answer/'), ...waiting.answer })
  await publish(sweden.moderator, waiting.answer.title)

  const post = await writePost(bolivia.member, waiting.share.text)
  await proposeShare(bolivia.member, {
    start: `/share/new/${idOf(post)}`,
    channel: 'Aliadas',
    ...waiting.share,
  })
}

const hostOf = ({ origin }: StoryPlace): string => new URL(origin).host
const idOf = (path: string): string => path.split('/').at(-1) ?? ''
