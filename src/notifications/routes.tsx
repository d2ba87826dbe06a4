import { Hono } from 'hono'
import { NoticesPage } from '../../views/notifications/notices.tsx'
import { encodeCursor } from '../paging.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { page, refusedPage, seeOther } from '../web/respond.tsx'
import { lineOf } from './lines.ts'
import { listNotices, type NoticeView } from './queries.ts'
import { seeAll, seeNotice } from './see.ts'
import { settingsRoutes } from './settings-routes.tsx'

/** What a member was told, and how she wants to be told. */
export const notificationRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/notifications', requireMember, async (c) => {
      const { ctx, t } = c.var
      const { notices, older } = await listNotices(ctx, c.req.query('before'))
      const [newest] = notices
      return page(
        c,
        {
          place: { kind: 'inside', name: t('notifications.place'), readers: t('notifications.readers') },
          tab: 'me',
          back: { href: '/me' },
        },
        <NoticesPage
          t={t}
          now={ctx.clock.now()}
          notices={notices.map((notice) => noticeModel(notice, t('notifications.someGroup')))}
          newest={newest && encodeCursor({ at: newest.createdAt, id: newest.id })}
          older={older === undefined ? undefined : `/notifications?before=${older}`}
        />,
      )
    })

    .post('/notifications/seen', requireMember, async (c) => {
      const result = await seeAll(c.var.ctx, (await readForm(c)).line('newest'))
      return result.ok ? seeOther(c, '/notifications') : refusedPage(c, result.refusals)
    })

    .route('/', settingsRoutes())

    // Last, for it takes any word. What she follows is seen; she sees it once more if it leads nowhere.
    .get('/notifications/:noticeId', requireMember, async (c) => {
      const result = await seeNotice(c.var.ctx, c.req.param('noticeId'))
      if (!result.ok) return refusedPage(c, result.refusals)
      return seeOther(c, lineOf(result.value).href ?? '/notifications')
    })

const noticeModel = (notice: NoticeView, someGroup: string) => {
  const { sentence, href } = lineOf(notice)
  const { id, createdAt, seen } = notice
  return {
    ...{ sentence, createdAt, seen },
    group: notice.groupName ?? someGroup,
    // By way of its own address, so that it is seen from then on.
    href: href === undefined ? undefined : `/notifications/${id}`,
  }
}
