import type { Child } from 'hono/jsx'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { PostPreview } from '../../views/posts/post-preview.tsx'
import { WritePage } from '../../views/posts/write-pages.tsx'
import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { type GroupSummary, readGroup } from '../groups/queries.ts'
import { groupPlace } from '../groups/view-models.ts'
import { linesOf } from '../lines.ts'
import { renderMarkdown } from '../markdown.ts'
import { documentLimits } from '../media/judge-document.ts'
import { voiceLimits } from '../media/judge-voice.ts'
import type { Refusal } from '../result.ts'
import { mutedRefusal } from '../standing/judge-standing.ts'
import { type MemberPageContext, type PageOptions, page } from '../web/respond.tsx'
import { allowRecording } from '../web/security.ts'
import { languageOptions, type PostValues, usualLanguage } from './forms.ts'
import { lifetimesOf, pollLimits, postKinds } from './kinds.ts'
import { postLimits } from './rules.ts'
import { groupPlaceOf } from './writing-places.ts'
import { readWritingTerms, type WritingTerms } from './writing-terms.ts'

interface ComposerState {
  readonly values: PostValues
  readonly errors?: readonly FormError[]
  readonly preview?: Child
  /** How many files were chosen that have to be chosen again. */
  readonly forgottenFiles?: number
  readonly notice?: PageOptions['notice']
  readonly status?: PageOptions['status']
}

/** A group to write in and on what terms; undefined for one that is not there for her. */
export async function composeTarget(ctx: MemberCtx, groupId: string) {
  const [group, terms] = [await readGroup(ctx, groupId), await readWritingTerms(ctx, groupId)]
  return group && terms ? { group, terms } : undefined
}

/** What a form starts from where nothing was typed. */
export const usualsOf = (c: MemberPageContext) => ({
  language: usualLanguage(c.var.community, c.var.t.locale),
  today: dayOf(c.var.ctx.clock.now()),
})

/** The page on which a post is written. Only here the microphone may be asked for. */
export function composerPage(
  c: MemberPageContext,
  { group, terms }: { readonly group: GroupSummary; readonly terms: WritingTerms },
  state: ComposerState,
): Promise<Response> {
  const { ctx, t, community, deps } = c.var
  const { values, errors, preview, forgottenFiles, notice, status } = state
  allowRecording(c)
  return page(
    c,
    {
      place: groupPlace(t, group),
      tab: 'write',
      back: { href: `/groups/${group.id}` },
      ...(notice ? { notice } : {}),
      ...(status ? { status } : {}),
    },
    <WritePage
      t={t}
      action={`/groups/${group.id}/posts`}
      groupId={group.id}
      group={group.name}
      readers={group.readers}
      kinds={postKinds.filter((kind) => kind !== 'alert' || terms.mayAlert)}
      languages={languageOptions(community)}
      hidden={{ submission: ctx.random.id() }}
      values={values}
      errors={errors}
      muted={mutedText(c, terms, errors)}
      preview={preview}
      options={{
        place: groupPlaceOf(group.id),
        mostPictures: postLimits.pictures,
        poll: pollLimits,
        lifetimes: lifetimesOf(values.kind),
        mostDays: terms.mostDays,
        mayWriteOnBehalf: terms.mayWriteOnBehalf,
        voice: { seconds: voiceLimits.seconds, kilobytes: voiceLimits.bytes / 1000 },
        document: { megabytes: documentLimits.bytes / 1_000_000 },
        scripts: { faceBrush: deps.assets.faceBrush, voiceRecorder: deps.assets.voiceRecorder },
        forgottenFiles,
      }}
    />,
  )
}

/** That she is muted, from the start and not only when she sends; once, where the refusal says it. */
function mutedText(
  { var: { t } }: MemberPageContext,
  { mutedUntil }: WritingTerms,
  errors: readonly FormError[] = [],
): string | undefined {
  if (mutedUntil === null) return undefined
  const { message, params } = mutedRefusal(mutedUntil)
  const text = t(message, params)
  return errors.some((error) => error.text === text) ? undefined : text
}

/** The form again with why it was refused; a note about files only where nothing beside them says it. */
export const refusedState = (
  c: MemberPageContext,
  refusals: readonly [Refusal, ...Refusal[]],
  { values, files }: { readonly values: PostValues; readonly files: number },
): ComposerState => {
  const isSaid = refusals.some(({ field }) => ['pictures', 'voice', 'document'].includes(field ?? ''))
  return { values, errors: toFormErrors(c.var.t, refusals), forgottenFiles: isSaid ? 0 : files }
}

/** How others will see it. */
export function previewOf(c: MemberPageContext, values: PostValues): Child {
  const { t, member } = c.var
  const days = Number(values.lifetime)
  return (
    <PostPreview
      t={t}
      author={values.isAnonymous ? t('post.author.anonymous') : member.displayName}
      kind={values.kind}
      body={values.text === '' ? undefined : renderMarkdown(values.text.slice(0, postLimits.text))}
      lang={values.language}
      options={values.kind === 'poll' ? linesOf(values.options).slice(0, pollLimits.mostOptions) : []}
      isOnBehalf={values.isOnBehalf}
      days={Number.isInteger(days) && days > 0 ? days : undefined}
    />
  )
}
