import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'
import { lockChannel } from './lock-channel.ts'

/**
 * Says whether networks that follow an allied channel may pass on what stands in it. It counts for what is agreed to
 * from now on: each author sees it in what she agrees to, and what is out stays as its author agreed. Refuses:
 * forbidden, missing (also for an open channel), conflict (closed).
 */
export async function allowCarrying(
  ctx: MemberCtx,
  { slug, mayBeCarried }: { readonly slug: string; readonly mayBeCarried: boolean },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.change')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, slug)
    if (!channel.ok) return channel
    if (channel.value.kind !== 'allied') return missing()
    const { id } = channel.value
    await trx.db.updateTable('channels').set({ mayBeCarried }).where('id', '=', id).execute()
    await recordAct(trx, 'channel-changed', id)
    return ok()
  })
}

/**
 * A moderator chooses which allied channels of others an allied channel of ours passes on from now on, in place of
 * those it did. What it passed on already stays. Refuses: forbidden, missing (also for an open channel), conflict
 * (closed), with the field `channels` one that is not followed or not allied.
 */
export async function chooseCarried(
  ctx: MemberCtx,
  input: { readonly slug: string; readonly followedChannelIds: readonly string[] },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.carry')) return forbidden()
  const wanted = [...new Set(input.followedChannelIds)]
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, input.slug)
    if (!channel.ok) return channel
    if (channel.value.kind !== 'allied') return missing()
    const { id: channelId } = channel.value
    const followed = await trx.db
      .selectFrom('followedChannels')
      .select('id')
      .where('id', 'in', wanted.length > 0 ? wanted : [''])
      .where('kind', '=', 'allied')
      .where('state', '=', 'following')
      .orderBy('id')
      .forShare()
      .execute()
    if (followed.length !== wanted.length) return refuse(invalid('channels', 'channels.errors.carried'))
    await trx.db.deleteFrom('channelCarries').where('channelId', '=', channelId).execute()
    if (followed.length > 0) {
      await trx.db
        .insertInto('channelCarries')
        .values(followed.map(({ id }) => ({ channelId, followedChannelId: id })))
        .execute()
    }
    await recordAct(trx, 'channel-carries', channelId)
    return ok()
  })
}

/** Whether networks may pass on what stands in a channel; callers establish that the reader may know. */
export async function readMayBeCarried(ctx: Pick<MemberCtx, 'db'>, channelId: string): Promise<boolean> {
  const { mayBeCarried } = await ctx.db
    .selectFrom('channels')
    .select('mayBeCarried')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  return mayBeCarried
}

export interface CarriedChannel {
  readonly id: string
  readonly name: string
  readonly handle: string
  readonly isCarried: boolean
  /** What its newest text says; undefined while nothing is here. */
  readonly allows: boolean | null
}

/** The allied channels that we follow, by name, each with whether a channel of ours passes it on; for moderators. */
export async function readCarried(ctx: MemberCtx, channelId: string): Promise<readonly CarriedChannel[]> {
  if (!can(ctx.actor, 'channel.carry')) return []
  return ctx.db
    .selectFrom('followedChannels as f')
    .select(['f.id', 'f.name', 'f.handle'])
    .select([
      sql<boolean>`exists (select 1 from channel_carries carries
        where carries.followed_channel_id = f.id and carries.channel_id = ${channelId})`.as('isCarried'),
      sql<boolean | null>`(select newest.may_be_carried from allied_posts newest
        where newest.followed_channel_id = f.id and newest.withdrawn_at is null
          and newest.in_reply_to is null and newest.passed_on_from is null
        order by newest.received_at desc, newest.id desc limit 1)`.as('allows'),
    ])
    .where('f.kind', '=', 'allied')
    .where('f.state', '=', 'following')
    .orderBy('f.name')
    .orderBy('f.id')
    .execute()
}
