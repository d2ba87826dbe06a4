import { reactionHashes } from '../../allies/reaction-hashes.ts'
import { receiveReaction, receiveReactionUndo } from '../../allies/receive-reaction.ts'
import type { ReactionKind } from '../../channels/reactions.ts'
import { idOf, type JsonObject, objectOf, textOf, typesOf } from '../read-json.ts'
import { onSameHost } from '../uris.ts'
import { type InboxHandler, type InboxOutcome, identityOf, outcomeOf, type Received } from './received.ts'

/** Whether a reaction is about something of ours. */
export const isAboutOurs = ({ ctx }: Received, object: unknown): boolean =>
  onSameHost(idOf(object) ?? '', ctx.origin)

/** Whether an id is that of a reaction to an edition of ours. */
export async function isCounted({ ctx }: Received, reaction: unknown): Promise<boolean> {
  const hashes = await reactionHashes(ctx)
  const row = await ctx.db
    .selectFrom('remoteReactions')
    .select('editionId')
    .where('activityHash', '=', await hashes.activity(idOf(reaction) ?? ''))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Counts a reaction to an edition of ours, told by the server of whoever reacts; nobody else is believed. */
export async function reactToEdition({ ctx, activity }: Received): Promise<InboxOutcome> {
  const objectUri = idOf(activity.object)
  const kind = kindOf(activity.type, activity.words !== '')
  if (objectUri === undefined || !kind) return 'done'
  return outcomeOf(await receiveReaction(ctx, { activity: identityOf(activity), objectUri, kind }))
}

/** Somebody passes an edition of ours on to her own followers; what else strangers announce is dropped. */
export const boost: InboxHandler = async (received) =>
  isAboutOurs(received, received.activity.object) ? reactToEdition(received) : 'done'

/** Takes a reaction to an edition of ours back, of which the id alone may be known. */
export async function undoReactionToEdition({ ctx, activity }: Received): Promise<InboxOutcome> {
  const undone = objectOf(activity.object)
  const reactionUri = idOf(activity.object)
  const objectUri = idOf(undone?.['object'])
  const kind = undone && kindOfUndone(undone)
  return outcomeOf(
    await receiveReactionUndo(ctx, {
      activity: identityOf(activity),
      ...(reactionUri === undefined ? {} : { reactionUri }),
      ...(objectUri === undefined ? {} : { objectUri }),
      ...(kind === undefined ? {} : { kind }),
    }),
  )
}

const kindOfUndone = (undone: JsonObject): ReactionKind | undefined => {
  const [type = ''] = typesOf(undone)
  return kindOf(type, Boolean(textOf(undone, 'content')))
}

/** A Like that carries a picture is one of Misskey's reactions. */
function kindOf(type: string, hasWords: boolean): ReactionKind | undefined {
  switch (type) {
    case 'Like':
      return hasWords ? 'emoji' : 'like'
    case 'Dislike':
      return 'dislike'
    case 'EmojiReact':
      return 'emoji'
    case 'Announce':
      return 'boost'
    default:
      return undefined
  }
}
