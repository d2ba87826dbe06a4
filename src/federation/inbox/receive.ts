import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { noteHeard } from '../../health/note.ts'
import type { JobHandler } from '../../jobs/worker.ts'
import { readServer, type ServerPolicy } from '../../policy/servers.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, objectOf, readJsonObject } from '../read-json.ts'
import { withDeadline } from '../remote/deadline.ts'
import type { RemoteActorRecord } from '../remote/remote-actor-record.ts'
import { findActor } from '../remote/remote-actors.ts'
import { type ReadActivity, readActivity } from '../trust.ts'
import { inboxHandlers } from './handlers.ts'
import type { InboxOutcome, ReceivedBatch } from './received.ts'
import { acknowledgesDelete } from './refuse-server.ts'

/**
 * After these attempts, about a minute, what depends on a server that does not answer is given up: other activities
 * of the same sender wait behind it, perhaps a Delete.
 */
const maximumAttempts = 6

/** So long other servers are waited for, all together, on account of one activity. */
const patienceMilliseconds = 15_000

/** So many activities of one server are worked off under one lease, for at most so long. */
const batchSize = 50
const batchMilliseconds = 5_000
/** Answers that have nothing to do with each other wait for the database side by side, so many at a time. */
const sideBySide = 4

/**
 * Job `receive`: works off a stored activity whose signature was verified, and those of the same server that wait
 * behind it: while this job stands nobody else is handed them, so their order holds. Everything that must be fetched is
 * fetched before the use case opens its transaction; that records the activity, so that killed and run again it
 * changes nothing twice. Then the stored bodies and the jobs of those behind go, in one statement.
 */
export const createReceiveHandler =
  (deps: FederationDeps): JobHandler<'receive'> =>
  async (ctx, { inboxMessageId }, { attempts }) => {
    const [first, ...behind] = await readBatch(ctx, inboxMessageId)
    if (!first) return { done: true }
    const server = await readServer(ctx, first.host)
    if (!server.isRefused) await noteHeard(ctx, first.host)
    const batch = startBatch(deps, server)
    const outcome = await workOff(ctx, batch, first)
    if (outcome === 'later' && attempts < maximumAttempts) {
      return { done: false, failure: 'a server does not answer', final: false }
    }
    const worked = [{ ...first, outcome }]
    const end = ctx.clock.now().getTime() + batchMilliseconds
    for (const messages of inTurns(behind)) {
      if (ctx.clock.now().getTime() > end || messages.some((message) => mustComeLater(message, worked))) break
      // What cannot be done now stands first afterwards, and is tried, and its fault told, by itself.
      const outcomes = await Promise.all(
        messages.map(async (message) => ({
          ...message,
          outcome: await workOff(ctx, batch, message).catch(() => 'later' as const),
        })),
      )
      const done = outcomes.filter(({ outcome }) => outcome !== 'later')
      worked.push(...done)
      if (done.length < outcomes.length) break
    }
    await clear(ctx, worked)
    return { done: true }
  }

interface StoredMessage {
  readonly id: string
  readonly jobId: number | null
  readonly host: string
  readonly actorUri: string
  readonly activity: ReadActivity | undefined
}

interface Batch extends ReceivedBatch {
  readonly deps: FederationDeps
  readonly senders: Map<string, RemoteActorRecord | undefined>
}

const startBatch = (deps: FederationDeps, server: ServerPolicy): Batch => ({
  ...{ deps, server },
  senders: new Map(),
  answered: new Map(),
})

type WorkedMessage = StoredMessage & { readonly outcome: InboxOutcome }

/** The message with those behind it, in their order. Empty when it is gone. */
async function readBatch(ctx: Ctx, id: string): Promise<readonly StoredMessage[]> {
  const { rows } = await sql<{
    id: string
    jobId: number
    host: string
    actorUri: string
    body: Uint8Array
  }>`select message.id, job.id as job_id, message.host, message.actor_uri, message.body
    from jobs job join inbox_messages message on message.id = job.payload ->> 'inboxMessageId'
    where job.order_key = (select 'from:' || host from inbox_messages where id = ${id})
      and job.kind = 'receive' and job.dead_at is null
    order by job.id limit ${sql.lit(batchSize)}`.execute(ctx.db)
  const isFirst = rows[0]?.id === id
  const found = isFirst ? rows : await readAlone(ctx, id)
  return found.map(({ body, ...message }) => ({ ...message, activity: readStored(body) }))
}

/** A job that lost its place must not work off what others may be handed. */
const readAlone = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('inboxMessages')
    .select(['id', 'host', 'actorUri', 'body'])
    .select(sql<null>`null`.as('jobId'))
    .where('id', '=', id)
    .execute()

function readStored(body: Uint8Array): ReadActivity | undefined {
  const json = readJsonObject(body)
  const activity = json && readActivity(json)
  return typeof activity === 'object' ? activity : undefined
}

/**
 * In their order, but Creates that follow each other together, as long as none is about what another one is about or
 * answers: whichever of them comes first, the same stands here. Of what may wait of a server there are a few more then.
 */
function inTurns(messages: readonly StoredMessage[]): readonly (readonly StoredMessage[])[] {
  const turns: StoredMessage[][] = []
  let about = new Set<string>()
  let answered = new Set<string>()
  for (const message of messages) {
    const { activity } = message
    const ids = [idOf(activity?.object), activity?.uri].filter((uri) => uri !== undefined)
    const answer = idOf(objectOf(activity?.object)?.['inReplyTo']) ?? ''
    const turn = turns.at(-1)
    const joins =
      turn !== undefined &&
      turn.length < sideBySide &&
      turn[0]?.activity?.type === 'Create' &&
      activity?.type === 'Create' &&
      !about.has(answer) &&
      !ids.some((uri) => about.has(uri) || answered.has(uri))
    if (joins) turn.push(message)
    else {
      turns.push([message])
      about = new Set()
      answered = new Set()
    }
    for (const uri of ids) about.add(uri)
    answered.add(answer)
  }
  return turns
}

/** What was kept counts as kept only once its job is gone, and anything but another Create may want to drop it. */
const mustComeLater = ({ activity }: StoredMessage, worked: readonly WorkedMessage[]): boolean =>
  activity?.type !== 'Create' && worked.some(({ outcome }) => outcome === 'keep')

async function workOff(ctx: Ctx, batch: Batch, { activity, actorUri }: StoredMessage): Promise<InboxOutcome> {
  const { server, senders } = batch
  const handler = activity && inboxHandlers.get(activity.type)
  if (!handler || activity.actorUri !== actorUri) return 'done'
  // It may have been blocked since this came.
  if (server.isRefused && !(await acknowledgesDelete(ctx, activity))) return 'done'
  const deps = {
    ...batch.deps,
    safeFetch: withDeadline(batch.deps.safeFetch, ctx.clock, patienceMilliseconds),
  }
  // The signature was checked by what is known of her, however old it is.
  if (!senders.has(actorUri)) senders.set(actorUri, await findActor(ctx, deps, actorUri, { mayBeOld: true }))
  const sender = senders.get(actorUri)
  if (!sender) return 'done'
  const actor = { kind: 'remote', uri: sender.uri, host: sender.host } as const
  const outcome = await handler({ ctx: { ...ctx, actor }, deps, activity, sender, batch })
  // It may have been of herself.
  if (activity.type === 'Update') senders.delete(actorUri)
  return outcome
}

/** Drops what was worked off, but not what was kept, and the jobs of all but the first, which ends by itself. */
async function clear(ctx: Ctx, worked: readonly WorkedMessage[]): Promise<void> {
  const done = worked.filter(({ outcome }) => outcome !== 'keep').map(({ id }) => id)
  const jobs = worked.slice(1).flatMap(({ jobId }) => (jobId === null ? [] : [jobId]))
  await sql`with dropped as (delete from inbox_messages where id = any(${done}::text[]))
    delete from jobs where id = any(${jobs}::bigint[])`.execute(ctx.db)
}
