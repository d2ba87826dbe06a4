import { emit } from '../../src/events/outbox.ts'
import type { CommunityServer } from './community-server.ts'

/** Lets everybody in who waits, as the moderators would. */
export async function acceptAllFollowers(community: CommunityServer): Promise<void> {
  await community.db.transaction().execute(async (db) => {
    const ctx = { ...community.system(), db }
    const accepted = await db
      .updateTable('followers')
      .set({ state: 'accepted', decidedAt: community.clock.now() })
      .where('state', '=', 'pending')
      .returning('id')
      .execute()
    for (const { id } of accepted) await emit(ctx, { type: 'follower-accepted', followerId: id })
  })
}

/** Removes the followers of one server from the allied channel, as the moderators would. */
export async function removeFollowers(community: CommunityServer, host: string): Promise<void> {
  await community.db.transaction().execute(async (db) => {
    const ctx = { ...community.system(), db }
    const removed = await db
      .updateTable('followers')
      .set({ state: 'removed', decidedAt: community.clock.now() })
      .where('host', '=', host)
      .where('channelId', '=', community.channel('allied').id)
      .returning('id')
      .execute()
    for (const { id } of removed) await emit(ctx, { type: 'follower-rejected', followerId: id })
  })
}
