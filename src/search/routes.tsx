import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { Said } from '../../views/components/small-act.tsx'
import { Findings, type SearchFields, SearchPage, SearchSection } from '../../views/search/search-page.tsx'
import { listGroups } from '../groups/queries.ts'
import { membersPlace } from '../groups/view-models.ts'
import { commentAddress, threadAddress } from '../posts/comment-address.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { asksForFragment, fragment, type MemberPageContext, page } from '../web/respond.tsx'
import { type Finding, search } from './queries.ts'
import { isSearchKind, isSearchPeriod, judgeSearch, longestSearch } from './rules.ts'

/** Looking for words. Asked by POST, so that they stand in no address, history or log (P11). */
export const searchRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/search', requireMember, (c) =>
      searchPage(c, { fields: { words: '', groupId: '', kind: '', period: '' } }),
    )

    .post('/search', requireMember, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const fields = {
        words: form.line('words'),
        groupId: form.line('groupId'),
        kind: form.line('kind'),
        period: form.line('period'),
      }
      const refusals = judgeSearch(fields.words)
      if (refusals.length > 0) {
        return searchPage(c, { fields, errors: toFormErrors(t, refusals) }, 422)
      }
      const { findings, older } = await search(ctx, {
        words: fields.words,
        groupId: fields.groupId || undefined,
        kind: isSearchKind(fields.kind) ? fields.kind : undefined,
        period: isSearchPeriod(fields.period) ? fields.period : undefined,
        before: form.line('before') || undefined,
      })
      const found = { fields, findings: findings.map(findingModel), older }
      if (asksForFragment(c) && form.line('before') !== '') {
        return fragment(c, <Findings t={t} now={ctx.clock.now()} {...found} hasArrived />)
      }
      return searchPage(c, found)
    })

interface Shown {
  readonly fields: SearchFields
  readonly errors?: ReturnType<typeof toFormErrors>
  readonly findings?: readonly ReturnType<typeof findingModel>[]
  readonly older?: string | undefined
}

async function searchPage(c: MemberPageContext, shown: Shown, status: 200 | 422 = 200): Promise<Response> {
  const { ctx, t } = c.var
  const groups = await listGroups(ctx)
  const props = { t, now: ctx.clock.now(), groups, most: longestSearch, ...shown }
  if (asksForFragment(c)) {
    const hasFound = shown.findings !== undefined
    return fragment(
      c,
      <>
        <SearchSection {...props} hasArrived={hasFound} />
        {shown.findings?.length === 0 && <Said>{t('search.nothing')}</Said>}
      </>,
      status,
    )
  }
  return page(
    c,
    { place: membersPlace(t, c.var.community.name), back: { href: '/home' }, status },
    <SearchPage {...props} />,
  )
}

const findingModel = ({ id, kind, threadId, isAllied, ...finding }: Finding) => {
  const thread = isAllied ? { alliedPostId: threadId } : { postId: threadId }
  const place = threadAddress(thread)
  // What allies wrote in several languages opens in the one that was found.
  const there = kind === 'ally' ? `${place}?language=${finding.language}` : place
  return { ...finding, kind, href: kind === 'comment' ? commentAddress(thread, id) : there }
}
