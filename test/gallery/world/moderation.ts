import { addWatchedWord } from '../../../src/moderation/change-watched-words.ts'
import { keepFlagged } from '../../../src/moderation/decide-flags.ts'
import { flagThing } from '../../../src/moderation/flag-thing.ts'
import { removeWritten } from '../../../src/moderation/remove-written.ts'
import { readReviewed } from '../../../src/moderation/review-queries.ts'
import { done } from '../../channels/support.ts'
import type { Groups } from './groups.ts'
import type { Resident, Residents } from './people.ts'
import type { Threads } from './threads.ts'
import { answer, write } from './writing.ts'

export interface Moderated {
  /** A post and a comment of Lupe’s that were taken away, and the id that takes the first back. */
  readonly removedPost: string
  readonly removedComment: string
  readonly undoId: string
}

/** Flags of every category, what the watch-list kept back, and what was decided already. */
export async function moderate(
  people: Residents,
  groups: Groups,
  threads: Threads,
  alliedPostId: string,
): Promise<Moderated> {
  const { sol, lupe, iris, ana, vera, sari } = people
  const groupId = groups.breakfast
  for (const word of ['address', 'lampa*']) done(await addWatchedWord(sol.ctx, { word }))
  await write(lupe, { groupId, text: 'My new address is on the third floor, ring twice.' })
  await answer(lupe, { postId: threads.pictures }, 'Send me your address and I bring the yarn.')
  const flag = async ({ ctx }: Resident, id: string, category: string, note = '') =>
    done(await flagThing(ctx, { thing: { what: 'post', id }, category, note }))
  const danger = await write(iris, { groupId, text: 'I saw her at the corner near the station again.' })
  await flag(ana, danger, 'danger', 'She says where somebody lives.')
  await flag(vera, danger, 'names')
  const spam = await write(people.many[3] ?? lupe, { groupId, text: 'Yarn, cheap, only today. Ask me.' })
  await flag(sari, spam, 'spam', 'The third time this week.')
  const rude = await write(people.many[4] ?? lupe, { groupId, text: 'Some of you should listen more.' })
  await flag(ana, rude, 'hate')
  const comment = await answer(iris, { postId: threads.question }, 'Nobody there is worth it.')
  done(await flagThing(ana.ctx, { thing: { what: 'comment', id: comment }, category: 'other', note: 'Hm.' }))
  const allied = { what: 'allied-post', id: alliedPostId } as const
  done(await flagThing(vera.ctx, { thing: allied, category: 'rules', note: 'Somebody can be recognised.' }))
  const kept = await write(lupe, { groupId, text: 'I do not like the soup.' })
  await flag(ana, kept, 'rules')
  const thing = { what: 'post', id: kept } as const
  const version = (await readReviewed(sol.ctx, thing))?.version ?? 'first'
  done(await keepFlagged(sol.ctx, { thing, version }))
  const removedPost = await write(lupe, { groupId, text: 'Her whole name, and where she works.' })
  const removedComment = await answer(lupe, { postId: threads.pictures }, 'And her telephone number.')
  const reason = 'Nobody’s name or work is told here.'
  const remove = { thing: { what: 'post', id: removedPost }, category: 'names', reason } as const
  const { undoId } = done(await removeWritten(sol.ctx, remove))
  done(await removeWritten(sol.ctx, { ...remove, thing: { what: 'comment', id: removedComment } }))
  return { removedPost, removedComment, undoId }
}
