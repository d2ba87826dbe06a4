import { Hono } from 'hono'
import { DraftsPage } from '../../views/posts/drafts-page.tsx'
import { membersPlace } from '../groups/view-models.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  fragment,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { composerPage, composeTarget, previewOf, refusedState, usualsOf } from './compose-fragments.tsx'
import { deleteDraft } from './delete-draft.ts'
import { type DraftInList, listDrafts } from './draft-queries.ts'
import { filesIn, typedFields, valuesOf } from './forms.ts'
import { saveDraft } from './save-draft.ts'

/** What is not sent yet: how it will look, and keeping it for later. */
export const draftRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/drafts', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const done = c.req.query('done')
      const notices = { saved: t('drafts.savedDone'), deleted: t('drafts.deleted') }
      return page(
        c,
        {
          place: membersPlace(t, community.name),
          tab: 'write',
          back: { href: '/home' },
          ...(done === 'saved' || done === 'deleted'
            ? { notice: { tone: 'done' as const, text: notices[done] } }
            : {}),
        },
        <DraftsPage t={t} now={ctx.clock.now()} drafts={(await listDrafts(ctx)).map(draftModel)} />,
      )
    })

    .post('/drafts', requireMember, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const typed = typedFields(form)
      const place = form.line('place')
      const result = await saveDraft(ctx, { place, submission: form.line('submission'), fields: typed })
      if (asksForFragment(c)) {
        if (!result.ok) {
          const [{ message, params }] = result.refusals
          return fragment(c, t(message, params))
        }
        const time = ctx.clock.now().getTime()
        return fragment(c, result.value.isKept ? t('drafts.saved', { time }) : t('drafts.none'))
      }
      if (result.ok) return seeOther(c, result.value.isKept ? '/drafts?done=saved' : '/drafts')
      const target = await composeTarget(ctx, groupOf(place))
      if (!target) return refusedPage(c, result.refusals)
      const state = { values: valuesOf(typed, usualsOf(c)), files: filesIn(form) }
      return composerPage(c, target, {
        ...refusedState(c, result.refusals, state),
        status: statusOf(result.refusals),
      })
    })

    .post('/drafts/delete', requireMember, async (c) => {
      const result = await deleteDraft(c.var.ctx, { place: (await readForm(c)).line('place') })
      return result.ok ? seeOther(c, '/drafts?done=deleted') : refusedPage(c, result.refusals)
    })

    .post('/preview', requireMember, async (c) => {
      const form = await readForm(c)
      const values = valuesOf(typedFields(form), usualsOf(c))
      if (asksForFragment(c)) return fragment(c, previewOf(c, values))
      const target = await composeTarget(c.var.ctx, groupOf(form.line('place')))
      if (!target) return missingPage(c)
      return composerPage(c, target, { values, preview: previewOf(c, values), forgottenFiles: filesIn(form) })
    })

/** The group of a place where posts are written; nothing that could be one for all other places. */
const groupOf = (place: string): string => /^group:(.+)$/.exec(place)?.[1] ?? ''

const excerptLength = 200

const draftModel = ({ place, fields, updatedAt, groupId, groupName, postId }: DraftInList) => ({
  place,
  isComment: place.startsWith('comment:'),
  where: groupName ?? undefined,
  href:
    postId !== null ? `/posts/${postId}#write` : groupId !== null ? `/groups/${groupId}/write` : undefined,
  beginning: (fields['text'] ?? '').slice(0, excerptLength),
  lang: fields['language'],
  at: updatedAt,
})
