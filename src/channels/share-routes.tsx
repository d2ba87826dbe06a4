import { Hono } from 'hono'
import { LiveRegion } from '../../views/live/live.tsx'
import { WithdrawalCodePage } from '../../views/shares/consent.tsx'
import { Receipts } from '../../views/shares/receipts.tsx'
import { isUnderWay, type ShareModel, SharePage, SharesPage } from '../../views/shares/share.tsx'
import { WithdrawPage } from '../../views/shares/withdraw.tsx'
import { showCode } from '../codes.ts'
import type { MemberCtx } from '../context.ts'
import type { Translator } from '../i18n/translator.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  fragment,
  type MemberPageContext,
  missingPage,
  type PageContext,
  page,
  refusedPage,
  seeOther,
} from '../web/respond.tsx'
import { readPreview } from './preview.ts'
import { publishedTables, readEdition } from './published.ts'
import { type OwnShareView, readOwnShare, readOwnShares } from './queries.ts'
import { readAddressed, readReceivers, readWithdrawalReceipts } from './receipts.ts'
import { renewWithdrawalCode } from './renew-withdrawal-code.ts'
import { readWithdrawable } from './review-queries.ts'
import { revokeShare } from './revoke-share.ts'
import { receiptModels, shareState, shareTitle, startOf, translationModels } from './view-models.ts'
import { withdrawEdition } from './withdraw-edition.ts'

/** What became of her shares, and taking them back. */
export const shareRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/shares', requireMember, async (c) => {
      const { ctx, t } = c.var
      const before = c.req.query('before')
      const { shares, older } = await readOwnShares(ctx, before)
      const isDiscarded = c.req.query('done') === 'discarded'
      return page(
        c,
        {
          place: ownPlace(t),
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
          newer={before === undefined ? undefined : '/shares'}
        />,
      )
    })

    .get('/shares/:shareId', requireMember, async (c) => {
      const { ctx, t, deps } = c.var
      const share = await readOwnShare(ctx, c.req.param('shareId'))
      if (!share) return missingPage(c)
      if (share.editionId !== null && share.withdrawnOn !== null) {
        return receiptsPage(c, { id: share.editionId, withdrawnOn: share.withdrawnOn, ownShareId: share.id })
      }
      const model = await shareModel(ctx, share)
      const content = <SharePage t={t} now={ctx.clock.now()} share={model} />
      if (asksForFragment(c)) return fragment(c, content)
      return page(
        c,
        {
          place: share.state === 'proposed' ? await proposalPlace(c, share.id) : ownPlace(t),
          tab: 'me',
          back: { href: '/shares' },
        },
        isUnderWay(model) ? <LiveRegion script={deps.assets.live}>{content}</LiveRegion> : content,
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
          place: ownPlace(t),
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
        {
          place: receiptsPlace(t, edition, t('shares.withdraw.readers')),
          ...(edition.ownShareId === undefined ? {} : { tab: 'me' as const }),
          back: { href: keepPath(edition) },
        },
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

const ownPlace = (t: Translator) => ({
  kind: 'inside' as const,
  name: t('members.me.place'),
  readers: t('shares.mine.readers'),
})

/** The page is hers alone, but those who review it read the same words until it is decided or taken back. */
async function proposalPlace({ var: { ctx, t } }: MemberPageContext, shareId: string) {
  const delegatesOf = (await readPreview(ctx, shareId))?.delegatesOf ?? []
  const readers = delegatesOf.length > 0 ? 'shares.mine.readersDelegates' : 'shares.mine.readersProposed'
  return { ...ownPlace(t), readers: t(readers) }
}

/** Where something is taken back: nothing leaves there any more. */
const receiptsPlace = (t: Translator, { ownShareId }: Pick<Withdrawable, 'ownShareId'>, readers: string) => ({
  kind: 'inside' as const,
  name: t(ownShareId === undefined ? 'channels.place.name' : 'members.me.place'),
  readers,
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
  const { ctx, t, deps } = c.var
  const receipts = await readWithdrawalReceipts(ctx, edition.id)
  const isOwn = edition.ownShareId !== undefined
  const content = (
    <Receipts
      t={t}
      now={ctx.clock.now()}
      {...receiptModels(receipts)}
      withdrawnOn={startOf(edition.withdrawnOn)}
      again={receiptsPath(edition)}
      stream={`/live/receipts/${edition.id}`}
    />
  )
  if (asksForFragment(c)) return fragment(c, content)
  return page(
    c,
    {
      place: receiptsPlace(t, edition, t(isOwn ? 'shares.receipts.readersOwn' : 'shares.receipts.readers')),
      ...(isOwn ? { tab: 'me' as const } : {}),
      back: { href: isOwn ? '/shares' : '/channels' },
    },
    <LiveRegion script={deps.assets.live}>{content}</LiveRegion>,
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
      addressed: (await readAddressed(ctx, edition.id)).length,
      editionId: edition.id,
      translations: translationModels(edition),
      publicHref: edition.channel?.kind === 'open' ? `/c/${edition.channel.slug}/${edition.id}` : undefined,
    },
  }
}
