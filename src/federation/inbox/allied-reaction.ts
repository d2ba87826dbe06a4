import { receiveAlliedReaction, receiveAlliedReactionUndo } from '../../allies/receive-allied-reaction.ts'
import { idOf, type JsonObject, typesOf } from '../read-json.ts'
import { onSameHost } from '../uris.ts'
import { type InboxOutcome, identityOf, outcomeOf, type Received } from './received.ts'

/** Emoji reactions of Misskey and Pleroma count as likes: which picture was chosen is not kept. */
const kinds = { Like: 'like', EmojiReact: 'like', Dislike: 'dislike' } as const

const kindOf = (reaction: JsonObject): 'like' | 'dislike' | undefined => {
  const types = typesOf(reaction)
  return types.includes('Dislike')
    ? kinds.Dislike
    : types.includes('Like') || types.includes('EmojiReact')
      ? kinds.Like
      : undefined
}

export const isReaction = (json: JsonObject): boolean => kindOf(json) !== undefined

/**
 * Counts a reaction to a post of an ally: signed by who reacts, or told by the channel that brought the post. What it
 * is about decides the use case.
 */
export async function reactToAllied(
  { ctx, activity }: Received,
  reaction: JsonObject,
): Promise<InboxOutcome> {
  const uri = idOf(reaction)
  const actorUri = idOf(reaction['actor'])
  const objectUri = idOf(reaction['object'])
  const kind = kindOf(reaction)
  if (uri === undefined || actorUri === undefined || objectUri === undefined || !kind) return 'done'
  if (!onSameHost(uri, actorUri)) return 'done'
  return outcomeOf(
    await receiveAlliedReaction(ctx, {
      activity: identityOf(activity),
      reaction: { uri, actorUri, kind, objectUri },
    }),
  )
}

/** Takes it back; `reaction` is what is undone. Only who reacted does that, or the channel that told of it. */
export async function undoAlliedReaction(
  { ctx, activity }: Received,
  reaction: JsonObject,
): Promise<InboxOutcome> {
  const reactionUri = idOf(reaction)
  if (reactionUri === undefined) return 'done'
  return outcomeOf(await receiveAlliedReactionUndo(ctx, { activity: identityOf(activity), reactionUri }))
}
