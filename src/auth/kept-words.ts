import type { MemberCtx } from '../context.ts'
import { type DraftFields, hasWords, saveDraft } from '../posts/save-draft.ts'
import { localPath } from './local-path.ts'

/** What a locked session goes on with once the PIN was right. */
export interface Kept {
  /** Where she was; a path of this site. */
  readonly path: string
  /** Words of a post or a comment went to her drafts. */
  readonly isDraft: boolean
  /** Words of a message, which has no draft: only the sealed session holds them. */
  readonly unsent: UnsentWords | undefined
}

export interface UnsentWords {
  /** Where the form goes that they were typed into. */
  readonly action: string
  readonly text: string
  /** To whom, where the form asks for it. */
  readonly to: string
  readonly submission: string
}

/** What came with a form, and where it would have gone. */
export interface TypedForm {
  readonly action: string
  readonly place: string
  readonly submission: string
  /** What a draft would keep of it. */
  readonly fields: DraftFields
  readonly text: string
  readonly to: string
}

/** In UTF-16 units; longer than any message. */
const longestText = 60_000
const longestLine = 200

/**
 * Takes care of what somebody typed into a form that cannot be sent, because her session is locked: a post or a comment
 * becomes a draft, a message is given back to be sealed. Nothing else of a form is kept, and never a secret.
 */
export async function keepTyped(
  ctx: MemberCtx,
  { place, submission, fields, ...message }: TypedForm,
): Promise<Pick<Kept, 'isDraft' | 'unsent'>> {
  if (place !== '' && hasWords(fields)) {
    const saved = await saveDraft(ctx, { place, submission, fields })
    return { isDraft: saved.ok && saved.value.isKept, unsent: undefined }
  }
  const { action, text } = message
  const isMessage = isMessageForm(action) && text !== '' && text.length <= longestText
  const to = message.to.slice(0, longestLine)
  const unsent = { action, text, to, submission: submission.slice(0, longestLine) }
  return { isDraft: false, unsent: isMessage ? unsent : undefined }
}

/** Whether an address takes messages: between members, to the moderators, and their answers. */
export const isMessageForm = (action: string): boolean =>
  /^\/(messages\/\w+|contact(\/posts\/\w+)?|queue\/contact\/\w+)$/.test(action)

/** As it is sealed. */
export const writeKept = ({ path, isDraft, unsent }: Kept): string =>
  new URLSearchParams({ path, ...(isDraft ? { draft: 'yes' } : {}), ...unsent }).toString()

/** What was sealed; of what is no such text, nothing but the way home. */
export function readKept(text: string | undefined): Kept {
  const values = new URLSearchParams(text ?? '')
  const value = (name: string) => values.get(name) ?? ''
  const action = value('action')
  const unsent = { action, text: value('text'), to: value('to'), submission: value('submission') }
  return {
    path: localPath(value('path') || '/home'),
    isDraft: values.has('draft'),
    unsent: isMessageForm(action) ? unsent : undefined,
  }
}
