import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { hues } from './settings.ts'

export interface PreparedCommunity {
  /** Opens `/set-up/<token>` once; absent when the community is set up. */
  readonly setUpToken?: string
}

/**
 * What every start does after the migrations: makes the community's row if there is none, with the origin it keeps
 * for ever, and hands out a set-up link for as long as nobody has used one. Each start makes a new one and only the
 * newest works, so a lost link is never a dead end. Refuses another origin than the pinned one: ids that allies hold
 * are absolute.
 */
export async function prepareCommunity(ctx: Ctx): Promise<Result<PreparedCommunity>> {
  if (!can(ctx.actor, 'community.prepare')) return forbidden()
  const setUpToken = ctx.random.token()
  const setupTokenHash = await sha256(setUpToken)
  return inTransaction<PreparedCommunity, Ctx>(ctx, async ({ db, origin, random }) => {
    await db
      .insertInto('community')
      .values({ origin, hue: randomHue(random.token()), weaveSeed: random.id() })
      .onConflict((conflict) => conflict.column('singleton').doNothing())
      .execute()
    const community = await db
      .selectFrom('community')
      .select(['origin', 'setUpAt'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (community.origin !== origin) {
      const params = { pinned: community.origin, given: origin }
      return refuse({ kind: 'conflict', message: 'community.errors.otherOrigin', params })
    }
    if (community.setUpAt !== null) return ok({})
    await db.updateTable('community').set({ setupTokenHash }).execute()
    return ok({ setUpToken })
  })
}

const randomHue = (token: string) => hues[token.charCodeAt(0) % hues.length] ?? hues[0]
