import type { Arrival } from './arrival.ts'
import { openPage, proposeShare, writePost } from './gestures.ts'
import { runSteps } from './run-steps.ts'
import { type StoryWorld, tellStory } from './story.ts'

/**
 * Lives through the story once, then leaves work for a visitor: an application (from the seeds), a share to review and an answer
 * to accept. Does nothing, and says so with false, when an earlier run has done it.
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
    throw new Error('the seeded people cannot sign in')
  const { words } = await openPage(world.bolivia.moderator, '/channels')
  const { words: followed } = await openPage(world.sweden.moderator, '/allies/channels')
  if (words.length > 0 && followed.includes(new URL(world.bolivia.origin).host)) return false

  print('They live through the main story once:')
  if (!(await runSteps(tellStory(world), print))) throw new Error('the story stopped halfway')
  const text =
    'Frases cortas para cuando nos paran: “¿Estoy detenida?” “Quiero irme.” “No voy a responder sin acompañante.”'
  const post = await writePost(world.bolivia.member, text)
  await proposeShare(world.bolivia.member, {
    start: `/share/new/${post.split('/').at(-1)}`,
    channel: 'Aliadas',
    title: 'Frases cortas',
    text,
  })
  return true
}
