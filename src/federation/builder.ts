import type { EditionNote, PublishedEdition } from '../channels/published.ts'
import { wireContext } from './contexts.ts'
import { publicAddress } from './uris.ts'

/** What JSON can carry; properties that are undefined are left out. */
export type Json = string | number | boolean | null | readonly Json[] | JsonProperties
export interface JsonProperties {
  readonly [property: string]: Json | undefined
}

/**
 * The JSON text of one object, without `@context`. It is built once and spliced wherever it is wrapped or served, so
 * that its bytes are the same everywhere (FEP-1b12, FEP-8b32) and no library drops an empty list or rewrites an
 * address on the way.
 */
export interface Fragment {
  readonly json: string
}

/**
 * The one place that turns properties into wire JSON. `extensions` is the one way to say what ActivityStreams has no
 * word for; its terms are defined in contexts.ts.
 */
export const fragment = (properties: JsonProperties, extensions: JsonProperties = {}): Fragment => ({
  json: JSON.stringify({ ...properties, ...extensions }),
})

/** JSON from another server, to be passed on as it came. It must have been read as one JSON object before. */
export const foreignFragment = (bytes: Uint8Array): Fragment => ({
  json: new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim(),
})

/** A fragment with the context in front: what is served and delivered. */
export function documentOf({ json }: Fragment): Uint8Array<ArrayBuffer> {
  const context = JSON.stringify({ '@context': wireContext })
  return new TextEncoder().encode(`${context.slice(0, -1)},${json.slice(1)}`)
}

/** Who is spoken to. Every activity and every object carries both lists, also an empty one, and the group. */
export interface Addressing extends JsonProperties {
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly audience: string
}

/**
 * Addresses of an edition. Open channels speak to everybody; allied ones to the group and its approved followers and
 * never to Public, which peers would take for leave to show it to anybody.
 */
export function addressingOf(edition: Pick<PublishedEdition, 'channel' | 'followedChannel'>): Addressing {
  const { channel, followedChannel } = edition
  const group = channel?.actorUri ?? followedChannel?.actorUri
  const kind = channel?.kind ?? followedChannel?.kind
  if (group === undefined) throw new TypeError('An edition stands in a channel')
  const followers = channel ? [`${group}/followers`] : []
  return kind === 'open'
    ? { to: [publicAddress, group], cc: followers, audience: group }
    : { to: [group, ...followers], cc: [], audience: group }
}

/** The page people read an edition on; only open channels have any. */
const pageOf = ({ id, uri, channel }: PublishedEdition): string | undefined =>
  channel?.kind === 'open' ? `${new URL(uri).origin}/c/${channel.slug}/${id}` : undefined

/** Where the whole thread is listed (FEP-7888); only of a thread in a channel of our own do we know all. */
const contextOf = ({ channel, rootUri, uri }: PublishedEdition): string | undefined =>
  channel && `${rootUri ?? uri}/context`

/** The thread that an edition begins: ids in their order, each to be had where it is. */
export const contextCollection = (
  edition: PublishedEdition & { readonly channel: NonNullable<PublishedEdition['channel']> },
  uris: readonly string[],
): Fragment =>
  fragment({
    id: `${edition.uri}/context`,
    type: 'OrderedCollection',
    attributedTo: edition.channel.actorUri,
    totalItems: uris.length,
    orderedItems: uris,
  })

/** A published edition in its current version. Times are days (P4); the original language stands first. */
export function objectOfEdition(edition: PublishedEdition): Fragment {
  const { texts, images, author } = edition
  const [original] = texts
  if (!original) throw new TypeError('A withdrawn edition has no object')
  const isTitled = texts.some(({ title }) => title !== '')
  return fragment(
    {
      id: edition.uri,
      type: edition.objectType,
      attributedTo: author.uri,
      ...addressingOf(edition),
      url: pageOf(edition),
      ...(edition.inReplyTo === undefined ? {} : { inReplyTo: edition.inReplyTo }),
      context: contextOf(edition),
      ...(isTitled
        ? {
            name: original.title,
            nameMap: Object.fromEntries(texts.map(({ language, title }) => [language, title])),
          }
        : {}),
      content: original.html,
      contentMap: Object.fromEntries(texts.map(({ language, html }) => [language, html])),
      mediaType: 'text/html',
      published: dayAsTime(edition.publishedOn),
      updated: edition.updatedOn === undefined ? undefined : dayAsTime(edition.updatedOn),
      attachment: images.map(({ url, mediaType, width, height, alt }) => ({
        type: 'Image',
        url,
        mediaType,
        width,
        height,
        name: alt,
      })),
    },
    {
      // FEP-044f: only the author may quote, for an empty list would count as no rule at all.
      interactionPolicy: {
        canQuote: { automaticApproval: [author.uri] },
        ...carryingOf(edition),
        ...(edition.lockedOn === undefined ? {} : { canReply: { automaticApproval: [author.uri] } }),
      },
      ...(edition.lockedOn === undefined ? {} : { commentsEnabled: false }),
      passedOnFrom: edition.passedOnFrom,
      translationsWelcome: edition.translationsWelcome,
      translatedBy: translatorsOf(edition),
    },
  )
}

/** Who may pass it on: followers of its channel where that was agreed to, and nobody where nothing is said. */
const carryingOf = ({ channel, mayBeCarried }: PublishedEdition): JsonProperties =>
  channel && mayBeCarried ? { canAnnounce: { automaticApproval: [`${channel.actorUri}/followers`] } } : {}

/** The community behind each language that our own author did not write; absent where there is none. */
function translatorsOf({ texts }: PublishedEdition): JsonProperties | undefined {
  const entries = texts.flatMap(({ language, translatedBy }) =>
    translatedBy === undefined ? [] : [[language, translatedBy] as const],
  )
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** The Note that says one further language of an edition by itself; it links nothing (see outbox/edition-notes.ts). */
export function objectOfNote(edition: PublishedEdition, { uri, language }: EditionNote): Fragment {
  const text = edition.texts.find((one) => one.language === language)
  if (!text) throw new TypeError('A withdrawn note has no object')
  const heading = text.title === '' ? '' : `<p><strong>${escapeText(text.title)}</strong></p>`
  const html = `${heading}${text.html}`
  return fragment(
    {
      ...{ id: uri, type: 'Note', attributedTo: edition.author.uri, ...addressingOf(edition) },
      ...{ content: html, contentMap: { [language]: html }, mediaType: 'text/html' },
      published: dayAsTime(edition.publishedOn),
      updated: edition.updatedOn === undefined ? undefined : dayAsTime(edition.updatedOn),
    },
    {
      interactionPolicy: { canQuote: { automaticApproval: [edition.author.uri] } },
      // Whoever reads every language of the edition itself has no need of it.
      languageOf: edition.uri,
    },
  )
}

/** A translation of somebody else's object, which `context` names: offered, and never there to be fetched. */
export const objectOfTranslation = (
  { objectUri, language, title, html, voiceUri, group }: OfferedTranslation,
  id: string,
): Fragment =>
  fragment({
    ...{ id, type: 'Note', attributedTo: voiceUri, to: [group], cc: [], context: objectUri },
    ...(title === '' ? {} : { name: title, nameMap: { [language]: title } }),
    ...{ content: html, contentMap: { [language]: html }, mediaType: 'text/html' },
  })

interface OfferedTranslation {
  readonly objectUri: string
  readonly language: string
  readonly title: string
  readonly html: string
  readonly voiceUri: string
  /** The channel that it goes to. */
  readonly group: string
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const tombstoneOfNote = ({ uri }: EditionNote): Fragment =>
  fragment({ id: uri, type: 'Tombstone', formerType: 'Note' })

const dayAsTime = (day: string): string => `${day}T00:00:00Z`

/** What is left of a withdrawn edition; it says nothing but that there was one. */
export const tombstoneOfEdition = ({ uri, objectType }: PublishedEdition): Fragment =>
  fragment({ id: uri, type: 'Tombstone', formerType: objectType })

export interface ActivityParts {
  readonly id: string
  readonly type: string
  readonly actor: string
  /** A fragment is wrapped byte for byte, a string is referred to by its id. */
  readonly object: Fragment | string
  readonly addressing: Addressing | { readonly to: readonly string[]; readonly cc: readonly string[] }
  /** Of a Move, where to. */
  readonly target?: string
}

/** An activity; its object comes last, so that the wrapped bytes stay whole. Activities carry no time at all. */
export function activity({ id, type, actor, object, addressing, target }: ActivityParts): Fragment {
  const { json } = fragment({ id, type, actor, ...addressing, target })
  const wrapped = typeof object === 'string' ? JSON.stringify(object) : object.json
  return { json: `${json.slice(0, -1)},"object":${wrapped}}` }
}

export interface FlagParts {
  readonly id: string
  readonly actor: string
  readonly recipient: string
  readonly objects: readonly string[]
  /** Plain text. */
  readonly words: string
}

/** A Flag in the words of whoever sends it. Peers read `content` or `summary`, and want one `to` and a lone object. */
export const flagOf = ({ id, actor, recipient, objects, words }: FlagParts): Fragment =>
  fragment({
    ...{ id, type: 'Flag', actor, to: [recipient], cc: [] },
    ...{ summary: words, content: words },
    object: objects.length === 1 ? objects[0] : objects,
  })

/** The part of a Follow that an answer repeats: anything more is a trap for somebody's parser. */
export const followStub = (follow: { id: string; actor: string; object: string }): Fragment =>
  fragment({ id: follow.id, type: 'Follow', actor: follow.actor, object: follow.object })
