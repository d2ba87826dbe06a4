import { Hono } from 'hono'
import { WithdrawalCodePage } from '../../views/shares/consent.tsx'
import { Receipts } from '../../views/shares/receipts.tsx'
import { type ShareModel, SharePage, SharesPage } from '../../views/shares/share.tsx'
import { WithdrawPage } from '../../views/shares/withdraw.tsx'
import { showCode } from '../codes.ts'
import type { MemberCtx } from '../context.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther } from '../web/respond.tsx'
import { publishedTables, readEdition } from './published.ts'
import { type OwnShareView, readOwnShare, readOwnShares } from './queries.ts'
import { readReceivers, readWithdrawalReceipts } from './receipts.ts'
import { renewWithdrawalCode } from './renew-withdrawal-code.ts'
import { readWithdrawable } from './review-queries.ts'
import { revokeShare } from './revoke-share.ts'
import { leavingPlace, receiptModels, shareState, shareTitle, startOf } from './view-models.ts'
import { withdrawEdition } from './withdraw-edition.ts'

/** What became of her shares, and taking them back. */
export const shareRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/shares', requireMember, async (c) => {
      const { ctx, t } = c.var
      const { shares, older } = await readOwnShares(ctx, c.req.query('before'))
      const isDiscarded = c.req.query('done') === 'discarded'
      return page(
        c,
        {
          place: { kind: 'inside', name: t('shares.mine.title'), readers: t('shares.mine.readers') },
          tab: 'me',
          back: { href: '/me' },
          ...(isDiscarded ? { notice: { tone: 'done' as const, text: t('shares.discarded') } } : {}),
        },
        <SharesPage
          t={t}
          shares={shares.map((share) => ({
            id: share.id,
            state: shareState(share),
            title: shareTitle(share),
            channel: share.channelName ?? '',
            at: share.createdAt,
          }))}
          older={older === undefined ? undefined : `/shares?before=${older}`}
        />,
      )
    })

    .get('/shares/:shareId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const share = await readOwnShare(ctx, c.req.param('shareId'))
      if (!share) return missingPage(c)
      if (share.editionId !== null && share.withdrawnOn !== null) {
        return receiptsPage(c, { id: share.editionId, withdrawnOn: share.withdrawnOn, ownShareId: share.id })
      }
      return page(
        c,
        {
          place: { kind: 'inside', name: t('shares.mine.title'), readers: t('shares.mine.readers') },
          tab: 'me',
          back: { href: '/shares' },
        },
        <SharePage t={t} share={await shareModel(ctx, share)} />,
      )
    })

    .post('/shares/:shareId/revoke', requireMember, async (c) => {
      const shareId = c.req.param('shareId')
      const result = await revokeShare(c.var.ctx, { shareId })
      return result.ok ? seeOther(c, `/shares/${shareId}`) : refusedPage(c, result.refusals)
    })

    .post('/shares/:shareId/code', requireMember, async (c) => {
      const { ctx, t, deps } = c.var
      const shareId = c.req.param('shareId')
      const result = await renewWithdrawalCode(ctx, { shareId })
      if (!result.ok) return refusedPage(c, result.refusals)
      return page(
        c,
        {
          place: { kind: 'inside', name: t('shares.mine.title'), readers: t('shares.mine.readers') },
          tab: 'me',
        },
        <WithdrawalCodePage
          t={t}
          shareId={shareId}
          title={t('shares.code.title')}
          lead={t('shares.code.newText')}
          code={showCode(result.value.withdrawalCode)}
          address={`${deps.origin}/withdraw`}
        />,
      )
    })

    .get('/editions/:editionId/withdraw', requireMember, async (c) => {
      const { ctx, t } = c.var
      const edition = await readWithdrawable(ctx, c.req.param('editionId'))
      if (!edition) return missingPage(c)
      if (edition.withdrawnOn !== undefined) return seeOther(c, receiptsPath(edition))
      return page(
        c,
        { place: leavingPlace(t, 'out'), back: { href: keepPath(edition) } },
        <WithdrawPage t={t} editionId={edition.id} title={edition.title} keep={keepPath(edition)} />,
      )
    })

    .post('/editions/:editionId/withdraw', requireMember, async (c) => {
      const { ctx } = c.var
      const editionId = c.req.param('editionId')
      const edition = await readWithdrawable(ctx, editionId)
      const result = await withdrawEdition(ctx, { editionId })
      if (!result.ok) return refusedPage(c, result.refusals)
      return edition ? seeOther(c, receiptsPath(edition)) : missingPage(c)
    })

    .get('/editions/:editionId/receipts', requireMember, async (c) => {
      const edition = await readWithdrawable(c.var.ctx, c.req.param('editionId'))
      if (!edition?.withdrawnOn) return missingPage(c)
      return receiptsPage(c, { id: edition.id, withdrawnOn: edition.withdrawnOn })
    })

interface Withdrawable {
  readonly id: string
  /** Of its author, when she is the reader. */
  readonly ownShareId?: string
}

const receiptsPath = ({ id, ownShareId }: Withdrawable): string =>
  ownShareId === undefined ? `/editions/${id}/receipts` : `/shares/${ownShareId}`

const keepPath = ({ id, ownShareId }: Withdrawable): string =>
  ownShareId === undefined ? `/editions/${id}` : `/shares/${ownShareId}`

async function receiptsPage(c: PageContext, edition: Withdrawable & { readonly withdrawnOn: string }) {
  const { ctx, t } = c.var
  const receipts = await readWithdrawalReceipts(ctx, edition.id)
  const isOwn = edition.ownShareId !== undefined
  return page(
    c,
    {
      place: {
        kind: 'inside',
        name: t(isOwn ? 'shares.mine.title' : 'channels.place.name'),
        readers: t('shares.receipts.readers'),
      },
      ...(isOwn ? { tab: 'me' as const } : {}),
      back: { href: isOwn ? '/shares' : '/channels' },
    },
    <Receipts
      t={t}
      now={ctx.clock.now()}
      {...receiptModels(receipts)}
      withdrawnOn={startOf(edition.withdrawnOn)}
      again={receiptsPath(edition)}
    />,
  )
}

async function shareModel(ctx: MemberCtx, share: OwnShareView): Promise<ShareModel> {
  const { editionId } = share
  // Also while a new version waits, or was given up: what is out stays out.
  const edition = editionId === null ? undefined : await readEdition(publishedTables(ctx.db), editionId)
  return {
    id: share.id,
    state: shareState(share),
    title: shareTitle(share),
    channel: share.channelName ?? '',
    returnNote: share.returnNote ?? undefined,
    postId: share.postId ?? undefined,
    published: edition && {
      on: startOf(edition.publishedOn),
      version: edition.version,
      receivers: await readReceivers(ctx, edition.id),
      editionId: edition.id,
      publicHref: edition.channel?.kind === 'open' ? `/c/${edition.channel.slug}/${edition.id}` : undefined,
    },
  }
}
