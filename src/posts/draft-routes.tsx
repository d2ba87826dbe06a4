import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { WithMoment } from '../../views/components/time.tsx'
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
import { deleteDraft } from './delete-draft.ts'
import { type DraftInList, listDrafts } from './draft-queries.ts'
import { formAgain } from './form-again-fragments.tsx'
import { typedFields } from './forms.ts'
import { saveDraft } from './save-draft.ts'
import { readWritingPlace, type WritingPlace } from './writing-places.ts'

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
        <DraftsPage
          t={t}
          now={ctx.clock.now()}
          drafts={(await listDrafts(ctx)).map((draft) => draftModel(community.name, draft))}
        />,
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
        if (!result.value.isKept) return fragment(c, t('drafts.none'))
        const saved = (time: string) => t('drafts.saved', { time })
        return fragment(c, <WithMoment t={t} at={ctx.clock.now()} only="hour" sentence={saved} />)
      }
      if (result.ok) return seeOther(c, result.value.isKept ? '/drafts?done=saved' : '/drafts')
      const again = await formAgain(c, form)
      return again
        ? again.show({ errors: toFormErrors(t, result.refusals), status: statusOf(result.refusals) })
        : refusedPage(c, result.refusals)
    })

    .post('/drafts/delete', requireMember, async (c) => {
      const result = await deleteDraft(c.var.ctx, { place: (await readForm(c)).line('place') })
      return result.ok ? seeOther(c, '/drafts?done=deleted') : refusedPage(c, result.refusals)
    })

    .post('/preview', requireMember, async (c) => {
      const again = await formAgain(c, await readForm(c))
      if (!again) return missingPage(c)
      return asksForFragment(c) ? fragment(c, again.preview) : again.show({ preview: again.preview })
    })

const excerptLength = 200

const draftModel = (community: string, { place, fields, updatedAt, ...around }: DraftInList) => ({
  place,
  what: place.startsWith('group:')
    ? ('post' as const)
    : place.startsWith('edit-')
      ? ('change' as const)
      : ('comment' as const),
  where: around.groupName ?? (around.alliedPostId === null ? undefined : community),
  href: hrefOf(place, around),
  beginning: (fields['text'] ?? '').slice(0, excerptLength),
  lang: fields['language'],
  at: updatedAt,
})

/** Where she goes on, as long as that is there for her. */
function hrefOf(
  place: string,
  {
    groupId,
    postId,
    alliedPostId,
    commentId,
  }: Pick<DraftInList, 'groupId' | 'postId' | 'alliedPostId' | 'commentId'>,
): string | undefined {
  const isThere = {
    group: groupId,
    comment: postId,
    allied: alliedPostId,
    reply: commentId,
    'edit-post': postId,
    'edit-comment': commentId,
  }
  const found = readWritingPlace(place)
  if (!found || isThere[found.kind] === null) return undefined
  return pages[found.kind](found.id)
}

const pages: Readonly<Record<WritingPlace['kind'], (id: string) => string>> = {
  group: (id) => `/groups/${id}/write`,
  comment: (id) => `/posts/${id}#write`,
  allied: (id) => `/allies/posts/${id}#write`,
  reply: (id) => `/comments/${id}/reply`,
  'edit-post': (id) => `/posts/${id}/edit`,
  'edit-comment': (id) => `/comments/${id}/edit`,
}
