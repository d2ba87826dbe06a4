import type { MemberCtx } from '../context.ts'
import type { Translator } from '../i18n/translator.ts'
import { type OwnShareView, readOwnShare } from './queries.ts'
import { isEditable } from './rules.ts'
import { leavingPlace } from './view-models.ts'

export type StepName = 'channel' | 'attribution' | 'text' | 'preview'

/** The questions of a share; an answer has its channel, a new version its channel and its name. */
export function stepsOf(share: Pick<OwnShareView, 'editionId' | 'inReplyTo'>): readonly StepName[] {
  if (share.editionId !== null) return ['text', 'preview']
  if (share.inReplyTo !== null) return ['attribution', 'text', 'preview']
  return ['channel', 'attribution', 'text', 'preview']
}

/** The share, if it is the reader's, can be changed, and has this question. */
export async function readStep(
  ctx: MemberCtx,
  shareId: string,
  step: StepName,
): Promise<OwnShareView | undefined> {
  const share = await readOwnShare(ctx, shareId)
  return share && isEditable(share.state) && stepsOf(share).includes(step) ? share : undefined
}

/** "Question 2 of 4". */
export function progressOf(
  share: OwnShareView,
  step: StepName,
): { readonly step: number; readonly of: number } {
  const steps = stepsOf(share)
  return { step: steps.indexOf(step) + 1, of: steps.length }
}

/** Where the page of a question is, and what it came from. */
export function surroundingsOf(t: Translator, share: OwnShareView, step: StepName) {
  const steps = stepsOf(share)
  const before = steps[steps.indexOf(step) - 1]
  const href = before === undefined ? `/shares/${share.id}` : `/share/${share.id}/${before}`
  return { place: leavingPlace(t, share.editionId === null ? 'draft' : 'draftVersion'), back: { href } }
}
