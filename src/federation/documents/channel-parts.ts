import { type ChannelText, readChannelTexts, wholeHtml, wholeText } from '../../channels/channel-texts.ts'
import type { PublishedDatabase } from '../../channels/published.ts'
import type { JsonProperties } from '../builder.ts'

/** What an actor of ours that is a channel is beyond an actor. */
export interface ChannelParts {
  readonly id: string
  readonly kind: 'open' | 'allied'
  readonly slug: string
  readonly language: string
  /** The actor that took its place, on another host. */
  readonly movedTo: string | null
}

/** What a channel says of itself, and the addresses that it had before. */
export interface ChannelAbout {
  readonly texts: readonly ChannelText[]
  readonly aliases: readonly string[]
}

export async function readChannelAbout(db: PublishedDatabase, channelId: string): Promise<ChannelAbout> {
  const aliases = await db
    .selectFrom('channelAliases')
    .select('uri')
    .where('channelId', '=', channelId)
    .orderBy('uri')
    .execute()
  return { texts: await readChannelTexts(db, channelId), aliases: aliases.map(({ uri }) => uri) }
}

/**
 * The description in its original language with the rules below it, which others show before they follow; the map only
 * where there are several languages, with the original one first, as readers of one language take the first.
 */
export function summaryOf({ texts }: ChannelAbout): JsonProperties {
  const [original] = texts
  if (!original) return {}
  return {
    summary: wholeHtml(original),
    ...(texts.length > 1
      ? { summaryMap: Object.fromEntries(texts.map((text) => [text.language, wholeHtml(text)])) }
      : {}),
    source: { content: wholeText(original), mediaType: 'text/markdown' },
  }
}

/**
 * What ActivityStreams has no word for: who moderates, nobody is counted, and where the pins are. Only this community
 * publishes, but `postingRestrictedToMods` must not say so: Lemmy and NodeBB then refuse what our own voice posts,
 * for it is no moderator, and no member may be listed as one (P1). What others post into a channel goes nowhere.
 */
export function channelExtensions(uri: string, channel: ChannelParts, about: ChannelAbout): JsonProperties {
  return {
    postingRestrictedToMods: false,
    moderators: `${uri}/moderators`,
    featured: `${uri}/featured`,
    // Smithereen takes it from `manuallyApprovesFollowers` where it is missing, and both say the same.
    accessType: channel.kind === 'open' ? 'open' : 'closed',
    ...(about.aliases.length > 0 ? { alsoKnownAs: about.aliases } : {}),
    ...(channel.movedTo === null ? {} : { movedTo: channel.movedTo }),
  }
}
