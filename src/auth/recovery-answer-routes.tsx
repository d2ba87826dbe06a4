import { Hono } from 'hono'
import {
  AskedOfMePage,
  HelperAnswerPage,
  RecoveriesPage,
  RecoveryPage,
} from '../../views/auth/recovery-answers.tsx'
import { queuePlace } from '../moderation/queue-place.ts'
import type { Result } from '../result.ts'
import { haveTwoModerators } from '../standing/role-holders.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { type MemberPageContext, missingPage, page, refusedPage, seeOther } from '../web/respond.tsx'
import { agreeRecovery } from './agree-recovery.ts'
import { listAskedOfMe, listRecoveries, readAskedOfMe, readRecovery } from './recovery-queries.ts'
import { refuseRecovery } from './refuse-recovery.ts'
import { withdrawAgreement } from './withdraw-agreement.ts'

/** Where a request for a new passphrase is answered: by the one who was named, and by moderators. */
export const recoveryAnswerRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/recoveries', requireMember, async (c) => {
      const { ctx, t } = c.var
      const recoveries = await listAskedOfMe(ctx)
      return page(
        c,
        { place: ownPlace(c), tab: 'me', back: { href: '/me' }, ...noticeOf(c) },
        <AskedOfMePage t={t} now={ctx.clock.now()} recoveries={recoveries} />,
      )
    })

    .get('/recoveries/:recoveryId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const recovery = await readAskedOfMe(ctx, c.req.param('recoveryId'))
      if (!recovery) return missingPage(c)
      return page(
        c,
        { place: ownPlace(c), back: { href: '/recoveries' }, ...noticeOf(c) },
        <HelperAnswerPage t={t} now={ctx.clock.now()} recovery={recovery} />,
      )
    })

    .post('/recoveries/:recoveryId/agree', requireMember, async (c) => {
      const recoveryId = c.req.param('recoveryId')
      const result = await agreeRecovery(c.var.ctx, { recoveryId, as: 'helper' })
      return answered(c, result, `/recoveries/${recoveryId}?done=thanks`)
    })

    .post('/recoveries/:recoveryId/withdraw', requireMember, async (c) => {
      const recoveryId = c.req.param('recoveryId')
      const result = await withdrawAgreement(c.var.ctx, { recoveryId, as: 'helper' })
      return answered(c, result, `/recoveries/${recoveryId}?done=withdrawn`)
    })

    .post('/recoveries/:recoveryId/refuse', requireMember, async (c) => {
      const recoveryId = c.req.param('recoveryId')
      const result = await refuseRecovery(c.var.ctx, { recoveryId, as: 'helper' })
      return answered(c, result, '/recoveries?done=refused')
    })

    .get('/queue/recoveries', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const recoveries = await listRecoveries(ctx)
      return page(
        c,
        { place: queuePlace(t), back: { href: '/queue' }, ...noticeOf(c) },
        <RecoveriesPage t={t} now={ctx.clock.now()} recoveries={recoveries} />,
      )
    })

    .get('/queue/recoveries/:recoveryId', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const recovery = await readRecovery(ctx, c.req.param('recoveryId'))
      if (!recovery) return missingPage(c)
      const isOnlyModerator = !(await haveTwoModerators(ctx))
      return page(
        c,
        { place: queuePlace(t), back: { href: '/queue' }, ...noticeOf(c) },
        <RecoveryPage t={t} now={ctx.clock.now()} recovery={recovery} isOnlyModerator={isOnlyModerator} />,
      )
    })

    .post('/queue/recoveries/:recoveryId/agree', requireMember, requireModerator, async (c) => {
      const recoveryId = c.req.param('recoveryId')
      const result = await agreeRecovery(c.var.ctx, { recoveryId, as: 'moderator' })
      return answered(c, result, `/queue?done=recoveryAgreed&of=recoveries/${recoveryId}`)
    })

    .post('/queue/recoveries/:recoveryId/withdraw', requireMember, requireModerator, async (c) => {
      const recoveryId = c.req.param('recoveryId')
      const result = await withdrawAgreement(c.var.ctx, { recoveryId, as: 'moderator' })
      return answered(c, result, `/queue/recoveries/${recoveryId}?done=withdrawn`)
    })

    .post('/queue/recoveries/:recoveryId/refuse', requireMember, requireModerator, async (c) => {
      const recoveryId = c.req.param('recoveryId')
      const result = await refuseRecovery(c.var.ctx, { recoveryId, as: 'moderator' })
      return answered(c, result, '/queue?done=recoveryRefused')
    })

const answered = (c: MemberPageContext, result: Result<unknown>, path: string) =>
  result.ok ? seeOther(c, path) : refusedPage(c, result.refusals)

const dones = ['thanks', 'withdrawn', 'refused'] as const

function noticeOf(c: MemberPageContext) {
  const done = dones.find((known) => known === c.req.query('done'))
  return done ? { notice: { tone: 'done', text: c.var.t(`recovery.answer.${done}`) } as const } : {}
}

const ownPlace = ({ var: { t } }: MemberPageContext) =>
  ({ kind: 'inside', name: t('recovery.helper.title'), readers: t('recovery.helper.readers') }) as const
