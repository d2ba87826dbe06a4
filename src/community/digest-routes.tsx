import { Hono } from 'hono'
import { DigestPage, PrintedDigestPage } from '../../views/community/digest-pages.tsx'
import { listGroups } from '../groups/queries.ts'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { type MemberPageContext, missingPage, type PageOptions, page } from '../web/respond.tsx'
import { type DigestPost, readDigest } from './digest-queries.ts'

/** How far back the page can go, in days. */
const periods = [7, 14, 31, 93] as const

/** A page on paper for women without a phone: chosen posts, without names and without the community's. */
export const digestRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/digest', requireMember, async (c) => {
      const { ctx, t } = c.var
      if (!can(ctx.actor, 'digest.print')) return missingPage(c)
      const groups = await listGroups(ctx)
      const groupId = c.req.query('group') ?? groups[0]?.id ?? ''
      const days = periodOf(c.req.query('days'))
      const posts = await readDigest(ctx, { groupId, days })
      return digestPage(
        c,
        <DigestPage
          t={t}
          now={ctx.clock.now()}
          groups={groups}
          groupId={groupId}
          periods={periods}
          days={days}
          posts={posts.map(digestModel)}
        />,
      )
    })

    .post('/digest', requireMember, async (c) => {
      const { ctx, t } = c.var
      if (!can(ctx.actor, 'digest.print')) return missingPage(c)
      const form = await readForm(c)
      const posts = await readDigest(ctx, {
        groupId: form.line('groupId'),
        days: periodOf(form.line('days')),
        postIds: form.all('post'),
      })
      const [heading, closing] = [form.line('heading').slice(0, 120), form.text('closing').slice(0, 500)]
      return digestPage(
        c,
        <PrintedDigestPage
          t={t}
          now={ctx.clock.now()}
          heading={heading}
          closing={closing}
          posts={posts.map(digestModel)}
        />,
        { isForPaper: true },
      )
    })

const periodOf = (text: string | undefined): number =>
  periods.find((days) => String(days) === text) ?? periods[1]

const digestModel = ({ body, ...post }: DigestPost) => ({ ...post, html: renderMarkdown(body) })

function digestPage(
  c: MemberPageContext,
  content: Parameters<typeof page>[2],
  options: Pick<PageOptions, 'isForPaper'> = {},
): Promise<Response> {
  const { t } = c.var
  return page(
    c,
    {
      place: { kind: 'inside', name: t('digest.place'), readers: t('digest.readers') },
      back: { href: '/settings' },
      ...options,
    },
    content,
  )
}
