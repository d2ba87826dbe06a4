import { sql } from 'kysely'
import type { Ctx, TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { type ModerationAct, recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { bringsWords, givenUp } from './lines.ts'
import { tryNow } from './note.ts'

/** What a moderator can do about the line to a server. */
export const lineActs = ['retry', 'pause', 'resume', 'drop', 'replay'] as const
export type LineAct = (typeof lineActs)[number]

const recorded: Readonly<Record<LineAct, ModerationAct>> = {
  retry: 'line-tried',
  pause: 'line-paused',
  resume: 'line-resumed',
  drop: 'line-dropped',
  replay: 'line-replayed',
}

interface ChangeLine {
  readonly host: string
  readonly act: LineAct
  /** Of a replay: only this delivery. */
  readonly deliveryId?: string | undefined
}

/**
 * A moderator tries a line now, pauses it or goes on with it, gives up the words that wait there, or sends again what
 * was given up. What asks a server to delete something is never given up by hand. Gives how many deliveries it was
 * about, 0 for a pause and its end. Refuses: forbidden, missing for a host that nothing is known of.
 */
export async function changeLine(
  ctx: Ctx,
  { host, act, deliveryId }: ChangeLine,
): Promise<Result<{ count: number }>> {
  if (!can(ctx.actor, 'line.change')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    if (!(await isKnown(trx, host))) return missing()
    const count = await changes[act](trx, host, deliveryId)
    await recordAct(trx, recorded[act], (await sha256(host)).slice(0, 24))
    return ok({ count })
  })
}

const isKnown = async ({ db }: TransactionCtx, host: string): Promise<boolean> => {
  const { rows } = await sql`select 1 from server_health where host = ${host}
    union all select 1 from deliveries where host = ${host} limit 1`.execute(db)
  return rows.length > 0
}

type Change = (trx: TransactionCtx, host: string, deliveryId?: string) => Promise<number>

const changes: Readonly<Record<LineAct, Change>> = {
  retry: async (trx, host) => {
    await letGo(trx, host)
    await tryNow(trx, host, { insists: true })
    return waitingAt(trx, host)
  },
  pause: async (trx, host) => {
    const [pausedOn, changedAt] = [dayOf(trx.clock.now()), trx.clock.now()]
    await trx.db
      .insertInto('serverHealth')
      .values({ host, pausedOn, changedAt })
      .onConflict((conflict) => conflict.column('host').doUpdateSet({ pausedOn, changedAt }))
      .execute()
    return 0
  },
  resume: async (trx, host) => {
    await trx.db
      .updateTable('serverHealth')
      .set({ pausedOn: null, changedAt: trx.clock.now() })
      .where('host', '=', host)
      .execute()
    return 0
  },
  drop,
  replay,
}

/** The next try is made now. It stays one at a time until something arrived. */
const letGo = ({ db }: TransactionCtx, host: string) =>
  db.updateTable('serverHealth').set({ heldUntil: null }).where('host', '=', host).execute()

async function waitingAt({ db }: TransactionCtx, host: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from deliveries
    where host = ${host} and settled_on is null`.execute(db)
  return rows[0]?.count ?? 0
}

/**
 * One that is under way at this moment finds itself settled, or arrives. Answers of others that are passed on stay: the
 * same kind of activity takes them back.
 */
async function drop(trx: TransactionCtx, host: string): Promise<number> {
  const { rows } = await sql`with dropped as (
      update deliveries set state = 'failed', next_attempt_at = null, settled_on = ${dayOf(trx.clock.now())}::date
      from activities activity where activity.id = deliveries.activity_id and ${bringsWords}
        and deliveries.host = ${host} and deliveries.settled_on is null
      returning deliveries.id
    ), forgotten as (
      delete from jobs where jobs.host = ${host} and jobs.leased_until is null
        and jobs.payload ->> 'deliveryId' in (select id from dropped)
    )
    select id from dropped`.execute(trx.db)
  return rows.length
}

/**
 * It waits again, behind what waits there already and in the order in which it was written, and is tried with it. What
 * does not hold any more stays given up.
 */
async function replay(trx: TransactionCtx, host: string, deliveryId?: string): Promise<number> {
  const now = trx.clock.now()
  const { rows } = await sql`with again as (
      update deliveries set state = 'waiting', next_attempt_at = null, settled_on = null
      from ${givenUp} where given_up.id = deliveries.id and deliveries.host = ${host} and deliveries.settled_on is not null
        and (${deliveryId ?? null}::text is null or deliveries.id = ${deliveryId ?? null}::text)
      returning deliveries.id, deliveries.inbox, given_up.created_on, given_up.sequence
    ), buried as (
      delete from jobs where jobs.host = ${host} and jobs.dead_at is not null
        and jobs.payload ->> 'deliveryId' in (select id from again)
    ), queued as (
      insert into jobs (kind, payload, order_key, run_at)
      select 'deliver', jsonb_build_object('deliveryId', again.id), 'inbox:' || again.inbox, ${now}::timestamptz
      from again order by again.created_on, again.sequence
    )
    select id from again`.execute(trx.db)
  await letGo(trx, host)
  return rows.length
}
