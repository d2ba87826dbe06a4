import type { Ctx } from '../../context.ts'
import type { JobHandler } from '../../jobs/worker.ts'
import type { FederationDeps } from '../deps.ts'
import { readJsonObject } from '../read-json.ts'
import { findActor } from '../remote/remote-actors.ts'
import { type ReadActivity, readActivity } from '../trust.ts'
import { inboxHandlers } from './handlers.ts'

/**
 * After these attempts, about a minute, what depends on a server that does not answer is given up: other activities
 * of the same sender wait behind it, perhaps a Delete.
 */
const maximumAttempts = 6

/**
 * Job `receive`: works off a stored activity whose signature was verified. Everything that must be fetched is fetched
 * before the use case opens its transaction; that records the activity, so that killed and run again it changes
 * nothing twice. Then the stored body goes.
 */
export const createReceiveHandler =
  (deps: FederationDeps): JobHandler<'receive'> =>
  async (ctx, { inboxMessageId }, { attempts }) => {
    const message = await ctx.db
      .selectFrom('inboxMessages')
      .select(['body', 'actorUri', 'host'])
      .where('id', '=', inboxMessageId)
      .executeTakeFirst()
    const activity = message && readStored(message.body)
    const handler = activity && inboxHandlers.get(activity.type)
    const sender = message && handler && (await findActor(ctx, deps, message.actorUri))
    if (!sender || !handler || activity.actorUri !== message.actorUri) return forget(ctx, inboxMessageId)

    const actor = { kind: 'remote', uri: sender.uri, host: sender.host } as const
    const outcome = await handler({ ctx: { ...ctx, actor }, deps, activity, sender })
    if (outcome === 'keep') return { done: true }
    if (outcome === 'later' && attempts < maximumAttempts) {
      return { done: false, failure: 'a server does not answer', final: false }
    }
    return forget(ctx, inboxMessageId)
  }

function readStored(body: Uint8Array): ReadActivity | undefined {
  const json = readJsonObject(body)
  const activity = json && readActivity(json)
  return typeof activity === 'object' ? activity : undefined
}

async function forget(ctx: Ctx, inboxMessageId: string) {
  await ctx.db.deleteFrom('inboxMessages').where('id', '=', inboxMessageId).execute()
  return { done: true } as const
}
