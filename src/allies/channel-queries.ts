import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { type FollowedChannel, followedChannels } from './moderator-queries.ts'

export interface ChannelView extends FollowedChannel {
  readonly pageUrl: string | null
  readonly isMutedByHer: boolean
  /** Where it says that it went, and moderators have not decided yet. */
  readonly move: { readonly uri: string; readonly name: string; readonly handle: string } | null
  /** Groups of hers that show it. */
  readonly placedIn: readonly { readonly id: string; readonly name: string }[]
}

/** One channel that the community follows, asked to follow or followed once; undefined when there is none. */
export async function readChannelView(ctx: MemberCtx, id: string): Promise<ChannelView | undefined> {
  if (!couldBeId(id) || !can(ctx.actor, 'allied-post.read')) return undefined
  return followedChannels(ctx)
    .select('f.pageUrl')
    .select([
      sql<boolean>`exists (select 1 from channel_mutes muted
        where muted.followed_channel_id = f.id and muted.member_id = ${ctx.actor.memberId})`.as(
        'isMutedByHer',
      ),
      sql<ChannelView['move']>`(select json_build_object('uri', moved.target_uri, 'name', moved.target_name,
        'handle', moved.target_handle) from channel_moves moved
        where moved.followed_channel_id = f.id and f.state in ('requested', 'following'))`.as('move'),
      sql<
        ChannelView['placedIn']
      >`(select coalesce(json_agg(json_build_object('id', shown_in.id, 'name', shown_in.name)
          order by shown_in.name), '[]')
        from channel_placements placement join groups shown_in on shown_in.id = placement.group_id
        where placement.followed_channel_id = f.id and ${visibleGroup(ctx, sql.ref('shown_in.id'))})`.as(
        'placedIn',
      ),
    ])
    .where('f.id', '=', id)
    .executeTakeFirst()
}
