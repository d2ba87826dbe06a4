import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { LiveRegion } from '../../views/live/live.tsx'
import { Receipts } from '../../views/shares/receipts.tsx'
import { CodePage, FoundPage, RevokedPage } from '../../views/shares/withdraw.tsx'
import { admit } from '../auth/admit.ts'
import { readKnock, ticketFor } from '../auth/forms.ts'
import { readCode } from '../codes.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { asksForFragment, fragment, type PageContext, page, statusOf } from '../web/respond.tsx'
import { readWithdrawalReceipts } from './receipts.ts'
import { receiptModels, startOf } from './view-models.ts'
import { readByCode, withdrawByCode } from './withdraw-by-code.ts'

const door = { kind: 'door' } as const

/** For her who has only her code: look what it speaks for, take it back, see the receipts. */
export const withdrawalRoutes = () =>
  new Hono<AppEnv>()
    .get('/withdraw', (c) => page(c, { place: door, back: { href: '/' } }, <CodePage t={c.var.t} />))

    .post('/withdraw', async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const code = form.line('code')
      const isConfirmed = form.flag('confirm')
      const knock = { ...readKnock(c, form), account: readCode(code) }
      const admitted = await admit(ctx, 'withdrawal', knock)
      if (!admitted.ok) return codePage(c, admitted.refusals, { isConfirmed })
      const result = isConfirmed ? await withdrawByCode(ctx, { code }) : await readByCode(ctx, code)
      if (!result.ok) return codePage(c, result.refusals)
      const { editionId, withdrawnOn, title, channelName } = result.value
      if (editionId !== null && withdrawnOn !== null) return receiptsPage(c, editionId, withdrawnOn, code)
      if (isConfirmed) return page(c, { place: door }, <RevokedPage t={t} />)
      return page(
        c,
        { place: door, back: { href: '/withdraw' } },
        <FoundPage t={t} code={code} title={title} channel={channelName} isOut={editionId !== null} />,
      )
    })

/**
 * The same bytes for every code that does not fit: what was typed is not repeated (P14). Whoever has confirmed and only
 * has to wait is not asked to confirm again: each look would need a ticket of its own.
 */
async function codePage(
  c: PageContext,
  refusals: readonly [Refusal, ...Refusal[]],
  { isConfirmed = false } = {},
) {
  const { t } = c.var
  const ticket = await ticketFor(c, 'withdrawal', refusals)
  return page(
    c,
    { place: door, back: { href: '/' }, status: statusOf(refusals) },
    <CodePage t={t} errors={toFormErrors(t, refusals)} ticket={ticket} isConfirmed={isConfirmed} />,
  )
}

async function receiptsPage(c: PageContext, editionId: string, withdrawnOn: string, code: string) {
  const { ctx, t, deps } = c.var
  const receipts = await readWithdrawalReceipts(ctx, editionId)
  const content = (
    <Receipts
      t={t}
      now={ctx.clock.now()}
      {...receiptModels(receipts)}
      withdrawnOn={startOf(withdrawnOn)}
      again={{ code }}
      stream="/live/withdrawal"
    />
  )
  if (asksForFragment(c)) return fragment(c, content)
  return page(
    c,
    { place: door, back: { href: '/' } },
    <LiveRegion script={deps.assets.live}>{content}</LiveRegion>,
  )
}
