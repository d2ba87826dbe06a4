import { receiveCommentUpdate } from '../../allies/receive-comment-update.ts'
import { receiveEditionUpdate } from '../../allies/receive-edition-update.ts'
import { commentWords } from '../comment-words.ts'
import { outbound } from '../gateway.ts'
import { dropKept } from '../kept-messages.ts'
import { idOf, objectOf } from '../read-json.ts'
import { mayChange } from '../trust.ts'
import { completeObject } from './complete-object.ts'
import { type InboxHandler, identityOf, outcomeOf } from './received.ts'
import { findComment, isAlliedPost } from './relations.ts'

/** An author changes a comment or an edition of hers, or her own actor. */
export const update: InboxHandler = async ({ ctx, deps, activity, sender }) => {
  const json = objectOf(activity.object)
  const uri = idOf(activity.object)
  if (!json || uri === undefined || !mayChange(activity, uri)) return 'done'
  if (uri === activity.actorUri) {
    // What is said here is not taken over: the next look at her key fetches it.
    await ctx.db
      .updateTable('remoteActors')
      .set({ fetchedAt: new Date(0) })
      .where('uri', '=', uri)
      .execute()
    deps.signers.forget(uri)
    return 'done'
  }
  const known = await findComment(ctx, uri)
  const isComment = known !== undefined
  if (!isComment && !(await isAlliedPost(ctx, uri))) return 'done'
  const object = await completeObject(ctx, deps, json, sender)
  if (!object) return 'done'
  const input = { activity: identityOf(activity), object }
  if (!isComment) return outcomeOf(await receiveEditionUpdate(ctx, input))
  const result = await receiveCommentUpdate(ctx, input)
  if (!result.ok) return outcomeOf(result)
  // The older words are not passed on any more.
  for (const type of ['Create', 'Update'] as const) {
    await dropKept(outbound(ctx), { host: activity.host, type, objectUri: uri })
  }
  const comment = await findComment(ctx, uri)
  if (comment?.kind !== 'open') return 'done'
  // Those that stand at once, and those that wait.
  const newer = comment.version > (known?.version ?? 0) ? comment.html : comment.newerHtml
  return typeof newer === 'string' && newer === commentWords(json) ? 'keep' : 'done'
}
