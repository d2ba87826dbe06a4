import { Hono } from 'hono'
import { DelegatesPage } from '../../views/channels/delegates.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { endDelegate, nameDelegate, readDelegates } from './delegates.ts'
import { managePlace, readOpenChannel } from './manage-fragments.tsx'

/** Who speaks for other communities in a channel: moderators name them. */
export const delegateRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/channels/:slug/manage/delegates', requireMember, requireModerator, (c) => delegatesPage(c, {}))

    .post('/channels/:slug/manage/delegates', requireMember, requireModerator, async (c) => {
      const slug = c.req.param('slug')
      const form = await readForm(c)
      const values = { name: form.line('name'), community: form.line('community') }
      const result = await nameDelegate(c.var.ctx, { slug, ...values })
      if (result.ok) return seeOther(c, `/channels/${slug}/manage/delegates?done=named`)
      return statusOf(result.refusals) === 422
        ? delegatesPage(c, { values, refusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

    .post('/channels/:slug/manage/delegates/end', requireMember, requireModerator, async (c) => {
      const slug = c.req.param('slug')
      const memberId = (await readForm(c)).line('member')
      const result = await endDelegate(c.var.ctx, { slug, memberId })
      return result.ok
        ? seeOther(c, `/channels/${slug}/manage/delegates?done=ended`)
        : refusedPage(c, result.refusals)
    })

const said = { named: 'channels.delegates.done.named', ended: 'channels.delegates.done.ended' } as const

const isSaid = (done: string | undefined): done is keyof typeof said => done !== undefined && done in said

interface Answered {
  readonly values?: { readonly name: string; readonly community: string }
  readonly refusals?: readonly Refusal[]
}

async function delegatesPage(c: MemberPageContext, { values, refusals = [] }: Answered) {
  const { ctx, t } = c.var
  const channel = await readOpenChannel(c)
  if (!channel) return missingPage(c)
  const done = c.req.query('done')
  return page(
    c,
    {
      ...managePlace(c, `/channels/${channel.slug}/manage`),
      status: refusals.length > 0 ? 422 : 200,
      ...(isSaid(done) ? { notice: { tone: 'done' as const, text: t(said[done]) } } : {}),
    },
    <DelegatesPage
      t={t}
      channel={{ slug: channel.slug, name: channel.name }}
      delegates={await readDelegates(ctx, channel.id)}
      values={values}
      errors={toFormErrors(t, refusals)}
    />,
  )
}
