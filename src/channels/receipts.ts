import type { Ctx } from '../context.ts'
import type { DB } from '../db/schema.ts'

/**
 * What is known of one server, and nothing more (P5): asked is a 202, confirmed a signed acknowledgement, unreachable
 * is still tried, given up is not tried any more.
 */
export interface Receipt {
  readonly server: string
  readonly state: 'waiting' | 'asked' | 'confirmed' | 'unreachable' | 'given-up'
  /** The day (`YYYY-MM-DD`) on which it was asked or confirmed; nothing finer is kept (P4). */
  readonly on?: string
  readonly nextTry?: Date
}

interface DeliveryRow {
  readonly host: string
  readonly state: DB['deliveries']['state']
  readonly attempts: number
  readonly nextAttemptAt: Date | null
  readonly settledOn: string | null
  readonly lastStatus: number | null
}

const isGone = ({ state, lastStatus }: DeliveryRow): boolean =>
  state === 'failed' && (lastStatus === 404 || lastStatus === 410)

/**
 * A row per server that is to forget a withdrawn edition: those that the withdrawal was addressed to, and those that
 * got or fetched the edition and were not addressed yet. Callers establish that the reader may see them.
 */
export async function readWithdrawalReceipts(
  ctx: Pick<Ctx, 'db'>,
  editionId: string,
): Promise<readonly Receipt[]> {
  const [withdrawals, receivers] = await Promise.all([
    deliveriesOf(ctx, editionId).where('activity.type', '=', 'Delete').execute(),
    readReceivers(ctx, editionId),
  ])
  const receipts = new Map<string, Receipt>()
  const reached = new Set(withdrawals.filter((row) => !isGone(row)).map(({ host }) => host))
  for (const row of withdrawals) {
    // Where an inbox is gone and another one was asked, that one speaks for the server.
    if (isGone(row) && reached.has(row.host)) continue
    const receipt = receiptOf(row)
    const other = receipts.get(row.host)
    // Of several inboxes on one server the one that knows least speaks for it.
    if (!other || order[receipt.state] < order[other.state]) receipts.set(row.host, receipt)
  }
  for (const server of receivers) {
    if (!receipts.has(server)) receipts.set(server, { server, state: 'waiting' })
  }
  return [...receipts.values()].sort((one, other) => (one.server < other.server ? -1 : 1))
}

/** The servers that got an edition, by delivery or by fetching it. */
export async function readReceivers(ctx: Pick<Ctx, 'db'>, editionId: string): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectFrom('deliveries as delivery')
    .innerJoin('activities as activity', 'activity.id', 'delivery.activityId')
    .select('delivery.host')
    .where('delivery.editionId', '=', editionId)
    .where('activity.type', '!=', 'Delete')
    .where('delivery.state', 'in', ['asked', 'confirmed'])
    .union(ctx.db.selectFrom('editionFetches').select('host').where('editionId', '=', editionId))
    .orderBy('host')
    .execute()
  return rows.map(({ host }) => host)
}

/** The servers that an edition was sent to or that fetched it, whether it has reached them or not. */
export async function readAddressed(ctx: Pick<Ctx, 'db'>, editionId: string): Promise<readonly string[]> {
  const rows = await deliveriesOf(ctx, editionId).where('activity.type', '!=', 'Delete').execute()
  return [...new Set([...rows.map(({ host }) => host), ...(await readReceivers(ctx, editionId))])].sort()
}

const order = { 'given-up': -1, unreachable: 0, waiting: 1, asked: 2, confirmed: 3 } as const

const deliveriesOf = (ctx: Pick<Ctx, 'db'>, editionId: string) =>
  ctx.db
    .selectFrom('deliveries as delivery')
    .innerJoin('activities as activity', 'activity.id', 'delivery.activityId')
    .select(['delivery.host', 'delivery.state', 'delivery.attempts'])
    .select(['delivery.nextAttemptAt', 'delivery.settledOn', 'delivery.lastStatus'])
    .where('delivery.editionId', '=', editionId)
    .orderBy('delivery.host')

function receiptOf({ host, state, attempts, nextAttemptAt, settledOn }: DeliveryRow): Receipt {
  if (state === 'asked' || state === 'confirmed') {
    return { server: host, state, ...(settledOn === null ? {} : { on: settledOn }) }
  }
  if (state === 'waiting' && attempts === 0) return { server: host, state }
  if (settledOn !== null) return { server: host, state: 'given-up' }
  return { server: host, state: 'unreachable', ...(nextAttemptAt === null ? {} : { nextTry: nextAttemptAt }) }
}
