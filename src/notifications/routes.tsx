import { Hono } from 'hono'
import { AllSeen, NoticeList, NoticesPage } from '../../views/notifications/notices.tsx'
import { encodeCursor } from '../paging.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { asksForFragment, fragment, page, refusedPage, seeOther } from '../web/respond.tsx'
import { lineOf } from './lines.ts'
import { listNotices } from './queries.ts'
import { type RepeatedNotice, withoutRepeats } from './repeats.ts'
import { seeAll, seeNotice } from './see.ts'
import { settingsRoutes } from './settings-routes.tsx'

/** What a member was told, and how she wants to be told. */
export const notificationRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/notifications', requireMember, async (c) => {
      const { ctx, t } = c.var
      const { notices, older } = await listNotices(ctx, c.req.query('before'))
      const [newest] = notices
      const list = {
        ...{ t, now: ctx.clock.now() },
        notices: withoutRepeats(notices).map((repeated) =>
          noticeModel(repeated, t('notifications.someGroup')),
        ),
        older: older === undefined ? undefined : `/notifications?before=${older}`,
      }
      if (asksForFragment(c)) return fragment(c, <NoticeList {...list} hasArrived />)
      return page(
        c,
        {
          place: { kind: 'inside', name: t('notifications.place'), readers: t('notifications.readers') },
          tab: 'me',
          back: { href: '/me' },
        },
        <NoticesPage {...list} newest={newest && encodeCursor({ at: newest.createdAt, id: newest.id })} />,
      )
    })

    .post('/notifications/seen', requireMember, async (c) => {
      const result = await seeAll(c.var.ctx, (await readForm(c)).line('newest'))
      if (!result.ok) return refusedPage(c, result.refusals)
      return asksForFragment(c) ? fragment(c, <AllSeen t={c.var.t} />) : seeOther(c, '/notifications')
    })

    .route('/', settingsRoutes())

    // Last, for it takes any word. What she follows is seen; she sees it once more if it leads nowhere.
    .get('/notifications/:noticeId', requireMember, async (c) => {
      const result = await seeNotice(c.var.ctx, c.req.param('noticeId'))
      if (!result.ok) return refusedPage(c, result.refusals)
      return seeOther(c, lineOf(result.value).href ?? '/notifications')
    })

const noticeModel = ({ notice, count }: RepeatedNotice, someGroup: string) => {
  const { sentence, href } = lineOf(notice)
  const { id, createdAt, seen } = notice
  return {
    ...{ count, createdAt, seen },
    // Nothing but messages stands together in a line.
    sentence: count > 1 ? ('notifications.line.messages' as const) : sentence,
    group: notice.groupName ?? someGroup,
    // By way of its own address, so that it is seen from then on.
    href: href === undefined ? undefined : `/notifications/${id}`,
  }
}
