import type { Ctx } from '../context.ts'
import { keyedHash } from '../hashing.ts'

export interface ReactionHashes {
  /** Stands for an actor below one edition or post: below another she is somebody else. */
  actor(uri: string, below: string): Promise<string>
  /** Stands for a reaction, whose id is all that an Undo may name. */
  activity(uri: string): Promise<string>
}

/**
 * What is kept of who reacted: enough to count everybody once and to take a reaction back. The addresses of actors are
 * public and could all be tried, so they are hashed with a secret of this community.
 */
export async function reactionHashes({ db }: Pick<Ctx, 'db'>): Promise<ReactionHashes> {
  const { secret } = await db.selectFrom('reactionKey').select('secret').executeTakeFirstOrThrow()
  return {
    actor: (uri, below) => keyedHash(secret, `actor\n${below}\n${uri}`),
    activity: (uri) => keyedHash(secret, `activity\n${uri}`),
  }
}
