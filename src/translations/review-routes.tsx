import { Hono } from 'hono'
import { OfferedTranslationPage, ReceivedTranslationPage } from '../../views/translations/review.tsx'
import { readReaders } from '../channels/queries.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther } from '../web/respond.tsx'
import { keepOffered, sendOffered } from './decide-offered.ts'
import { readOffered, readReceived } from './queries.ts'
import { acceptReceived, refuseReceived, removeTranslation } from './settle-received.ts'

/** What moderators decide of translations: which of ours are sent, and which of others' stand in an edition. */
export const translationReviewRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/translations/offered/:translationId', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const translation = await readOffered(ctx, c.req.param('translationId'))
      if (!translation) return missingPage(c)
      const now = ctx.clock.now()
      return page(c, reviewPlace(c), <OfferedTranslationPage t={t} now={now} translation={translation} />)
    })

    .post('/queue/translations/offered/:translationId/send', requireMember, requireModerator, async (c) => {
      const seen = (await readForm(c)).line('seen')
      const result = await sendOffered(c.var.ctx, { translationId: c.req.param('translationId'), seen })
      return result.ok ? seeOther(c, '/queue?done=translationSent') : refusedPage(c, result.refusals)
    })

    .post('/queue/translations/offered/:translationId/keep', requireMember, requireModerator, async (c) => {
      const result = await keepOffered(c.var.ctx, { translationId: c.req.param('translationId') })
      return result.ok ? seeOther(c, '/queue?done=translationKept') : refusedPage(c, result.refusals)
    })

    .get('/queue/translations/received/:translationId', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const translation = await readReceived(ctx, c.req.param('translationId'))
      if (!translation) return missingPage(c)
      const { channelId: id, channelKind: kind, channelName: channel } = translation
      const place = 'own' as const
      const servers = await readReaders(ctx, { place, id })
      return page(
        c,
        reviewPlace(c),
        <ReceivedTranslationPage
          t={t}
          now={ctx.clock.now()}
          translation={translation}
          readers={{ place, kind, channel, host: '', servers }}
        />,
      )
    })

    .post(
      '/queue/translations/received/:translationId/accept',
      requireMember,
      requireModerator,
      async (c) => {
        const seen = (await readForm(c)).line('seen')
        const result = await acceptReceived(c.var.ctx, { translationId: c.req.param('translationId'), seen })
        return result.ok ? seeOther(c, '/queue?done=translationIn') : refusedPage(c, result.refusals)
      },
    )

    .post(
      '/queue/translations/received/:translationId/refuse',
      requireMember,
      requireModerator,
      async (c) => {
        const result = await refuseReceived(c.var.ctx, { translationId: c.req.param('translationId') })
        return result.ok ? seeOther(c, '/queue?done=translationRefused') : refusedPage(c, result.refusals)
      },
    )

    .post('/editions/:editionId/translations/:language/remove', requireMember, async (c) => {
      const { editionId, language } = c.req.param()
      const result = await removeTranslation(c.var.ctx, { editionId, language })
      return result.ok ? seeOther(c, `/editions/${editionId}`) : refusedPage(c, result.refusals)
    })

/** What waits there goes outside once it is agreed to. */
const reviewPlace = (c: PageContext) => ({
  place: {
    kind: 'leaving' as const,
    name: c.var.t('translations.place.name'),
    readers: c.var.t('translations.place.readers'),
  },
  back: { href: '/queue' },
})
