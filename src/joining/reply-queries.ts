import type { MemberCtx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { mostSavedReplies } from './rules.ts'

export interface SavedReply {
  readonly id: string
  /** What moderators tell it by; the applicant never sees it. */
  readonly name: string
  readonly body: string
}

/** Answers that the moderators keep ready, by name; nothing for everybody else. */
export async function listReplies(ctx: MemberCtx): Promise<SavedReply[]> {
  if (!can(ctx.actor, 'saved-reply.change')) return []
  return ctx.db
    .selectFrom('savedReplies')
    .select(['id', 'name', 'body'])
    .orderBy('name')
    .orderBy('id')
    .limit(mostSavedReplies)
    .execute()
}

export async function readReply(ctx: MemberCtx, replyId: string): Promise<SavedReply | undefined> {
  if (!can(ctx.actor, 'saved-reply.change') || !couldBeId(replyId)) return undefined
  return ctx.db
    .selectFrom('savedReplies')
    .select(['id', 'name', 'body'])
    .where('id', '=', replyId)
    .executeTakeFirst()
}

/** Tells whether a reply is still as somebody read it. */
export const versionOf = async ({ name, body }: Omit<SavedReply, 'id'>): Promise<string> =>
  (await sha256(`${name}\n${body}`)).slice(0, 24)
