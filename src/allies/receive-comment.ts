import { publishedTables } from '../channels/published.ts'
import { type Answered, findAnswered } from '../channels/thread.ts'
import { readSettings } from '../community/settings.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import type { ServerPolicy } from '../policy/servers.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { letIn } from './let-in.ts'
import { isOwnActivity, type RemoteTransaction } from './receive-activity.ts'
import { writeComment } from './receive-comment-statement.ts'
import type { RemoteActivity, RemoteCtx, RemoteObject } from './remote.ts'
import { cleanWords, hostOf, isConsistent } from './rules.ts'
import { standAtOnce } from './trusted-answers.ts'
import { type CommentWords, lockWaiting } from './waiting-words.ts'

export interface ReceiveComment {
  readonly activity: RemoteActivity
  readonly channelActorUri: string
  readonly object: RemoteObject
  /** What it answers, where that was looked up just before; whether it stands is asked once more here. */
  readonly answered?: Answered
  /** Of the server that speaks, where that was read just before. Only who is trusted by then has it asked once more. */
  readonly answers?: ServerPolicy['answers']
}

/** `written` when it was new here and waits or stands now with these words; undefined when it changed nothing. */
type ReceivedComment = 'written' | undefined

/**
 * Somebody elsewhere answers an edition in a channel of ours, or what was answered to it: it waits for the moderators,
 * or stands at once where they trust its server. In an allied channel only hosts of accepted followers may answer. What
 * is known already, or was taken back before it came, changes nothing. Refuses: forbidden (from another host than its
 * author's, not a follower, or in a chain without end), missing (nothing of the kind, taken back, or locked), busy.
 * One statement where nothing is trusted and what it answers is handed in.
 */
export async function receiveComment(
  ctx: RemoteCtx,
  input: ReceiveComment,
): Promise<Result<ReceivedComment>> {
  const { activity, object } = input
  const isHers = hostOf(object.uri) === ctx.actor.host && isConsistent(object)
  if (!isOwnActivity(ctx.actor, activity) || !isHers) return forbidden()
  const answered = input.answered ?? (await findAnswered(publishedTables(ctx.db), object.inReplyTo ?? ''))
  const complete = { ...input, answered }
  // Nothing but the one statement, which is a transaction of its own.
  if (input.answers === 'held' && !can(ctx.actor, 'remote-comment.publish')) {
    return (await write(ctx, complete)).result
  }
  return inTransaction(ctx, async (trx) => {
    const { result, id, words } = await write(trx, complete)
    if (id !== undefined) await letInAtOnce(trx, id, words)
    return result
  })
}

type Complete = Omit<ReceiveComment, 'answered'> & { readonly answered: Answered | undefined }

interface Written {
  readonly result: Result<ReceivedComment>
  readonly id?: string
  readonly words: CommentWords
}

async function write(
  ctx: RemoteCtx,
  { activity, channelActorUri, object, answered }: Complete,
): Promise<Written> {
  const cleaned = cleanWords(object, '')
  const language = cleaned.language || (await readSettings(ctx)).defaultLocale
  const words = { ...cleaned, language }
  const { verdict, id } = await writeComment(ctx, {
    ...{ activity, channelActorUri, object, answered, words },
    mayOpenly: can(ctx.actor, 'channel.comment-openly'),
    mayAsFollower: can(ctx.actor, 'channel.comment', 'follower'),
  })
  switch (verdict) {
    case 'missing':
      return { result: missing(), words }
    case 'forbidden':
      return { result: forbidden(), words }
    case 'busy':
      return { result: refuse({ kind: 'busy', message: 'remoteComments.errors.tooMany' }), words }
    default:
      return id === null ? { result: ok(undefined), words } : { result: ok('written'), id, words }
  }
}

/** What stands at once is let in as by a moderator; where that is refused it waits for one. */
async function letInAtOnce(ctx: RemoteTransaction, id: string, words: CommentWords): Promise<void> {
  if (!(await standAtOnce(ctx, words))) return
  const waiting = await lockWaiting(ctx, id)
  if (waiting) await letIn(ctx, waiting.comment)
}
