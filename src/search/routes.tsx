import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { type SearchFields, SearchPage } from '../../views/search/search-page.tsx'
import { listGroups } from '../groups/queries.ts'
import { membersPlace } from '../groups/view-models.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { type MemberPageContext, page } from '../web/respond.tsx'
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
      return searchPage(c, { fields, findings: findings.map(findingModel), older })
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
  return page(
    c,
    { place: membersPlace(t, c.var.community.name), back: { href: '/home' }, status },
    <SearchPage t={t} now={ctx.clock.now()} groups={groups} most={longestSearch} {...shown} />,
  )
}

const findingModel = ({ id, kind, threadId, isAllied, ...finding }: Finding) => ({
  ...finding,
  kind,
  href: `${isAllied ? '/allies/posts' : '/posts'}/${threadId}${kind === 'comment' ? `?comment=${id}#${id}` : ''}`,
})
