import type { PublishedDatabase } from '../../channels/published.ts'
import { type Fragment, fragment, type Json } from '../builder.ts'
import { withdrawalAcknowledgement } from '../capabilities.ts'
import { type ChannelAbout, type ChannelParts, channelExtensions, summaryOf } from './channel-parts.ts'
import { assertionMethodOf, type FormerKey, formerKeysOf } from './former-keys.ts'

/** What the world may know of an actor of ours: nothing that leads to a member (P1). */
export interface PublicActor {
  readonly id: string
  readonly uri: string
  readonly kind: 'instance' | 'channel' | 'voice' | 'pen_name' | 'moderation'
  readonly preferredUsername: string
  readonly name: string
  readonly summary: string
  readonly retired: boolean
  readonly keyUri: string
  readonly publicKeyPem: string
  /** Those before the present one, for whoever knows only them. */
  readonly formerKeys: readonly FormerKey[]
  readonly channel?: ChannelParts
}

const actorRows = (db: PublishedDatabase) =>
  db
    .selectFrom('actors as actor')
    .innerJoin('actorKeys as key', (join) =>
      join.onRef('key.actorId', '=', 'actor.id').on('key.retiredOn', 'is', null),
    )
    .leftJoin('channels as channel', 'channel.actorId', 'actor.id')
    .select(['actor.id', 'actor.uri', 'actor.kind', 'actor.preferredUsername', 'actor.name', 'actor.summary'])
    .select(['actor.retiredOn', 'key.keyUri', 'key.publicKeyPem'])
    .select((eb) => formerKeysOf(eb).as('formerKeys'))
    .select(['channel.id as channelId', 'channel.kind as channelKind', 'channel.slug'])
    .select(['channel.language', 'channel.movedTo'])

type ActorRow = Awaited<ReturnType<ReturnType<typeof actorRows>['execute']>>[number]

export async function readPublicActor(
  db: PublishedDatabase,
  by: { readonly id: string } | { readonly uri: string } | { readonly username: string },
): Promise<PublicActor | undefined> {
  const rows = actorRows(db)
  const found =
    'id' in by
      ? rows.where('actor.id', '=', by.id)
      : 'uri' in by
        ? rows.where('actor.uri', '=', by.uri)
        : rows.where('actor.preferredUsername', '=', by.username)
  const row = await found.executeTakeFirst()
  return row && asPublicActor(row)
}

export async function readInstanceActor(db: PublishedDatabase): Promise<PublicActor | undefined> {
  const row = await actorRows(db).where('actor.kind', '=', 'instance').executeTakeFirst()
  return row && asPublicActor(row)
}

function asPublicActor(actor: ActorRow): PublicActor {
  const { retiredOn, channelId, channelKind, slug, language, movedTo, ...row } = actor
  const hasChannel = channelId !== null && channelKind !== null && slug !== null && language !== null
  return {
    ...row,
    retired: retiredOn !== null,
    ...(hasChannel ? { channel: { id: channelId, kind: channelKind, slug, language, movedTo } } : {}),
  }
}

const types = {
  instance: 'Application',
  channel: 'Group',
  voice: 'Service',
  pen_name: 'Person',
  moderation: 'Service',
} as const satisfies Record<PublicActor['kind'], string>

/**
 * An actor as everybody may read it, signed for or not: peers need key and inbox before they can sign to us or verify
 * us. There is no picture, no date and no count. `about` is what a channel says of itself.
 */
export function actorDocument(
  actor: PublicActor,
  origin: string,
  about: ChannelAbout = { texts: [], aliases: [] },
): Fragment {
  const { uri, channel } = actor
  return fragment(
    {
      id: uri,
      type: types[actor.kind],
      preferredUsername: actor.preferredUsername,
      name: actor.name,
      ...(actor.summary === '' ? {} : { summary: paragraph(actor.summary) }),
      ...summaryOf(about),
      ...(channel?.kind === 'open' ? { url: `${origin}/c/${channel.slug}` } : {}),
      inbox: `${uri}/inbox`,
      outbox: `${uri}/outbox`,
      ...(channel ? { followers: `${uri}/followers`, attributedTo: `${uri}/moderators` } : {}),
      endpoints: { sharedInbox: `${origin}/ap/inbox` },
      publicKey: { id: actor.keyUri, owner: uri, publicKeyPem: actor.publicKeyPem },
      ...assertionMethodOf(uri, actor.formerKeys),
    },
    {
      // Peers read a group that approves followers as private, so this is what tells the two kinds apart.
      manuallyApprovesFollowers: channel?.kind !== 'open',
      discoverable: false,
      indexable: false,
      ...(channel ? channelExtensions(uri, channel, about) : {}),
      ...(actor.kind === 'instance' ? { implements: [withdrawalAcknowledgement] } : {}),
    },
  )
}

/** What is left of an actor that is gone for good. */
export const tombstoneOfActor = ({ uri, kind }: Pick<PublicActor, 'uri' | 'kind'>): Fragment =>
  fragment({ id: uri, type: 'Tombstone', formerType: types[kind] })

const paragraph = (text: string): string =>
  `<p>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>`

/** A collection without a count, for counts tell how many women follow. Its items are wrapped byte for byte. */
export function collection(id: string, items?: readonly (Fragment | string)[]): Fragment {
  if (!items) return fragment({ id, type: 'OrderedCollection' })
  const { json } = fragment({ id, type: 'OrderedCollection', totalItems: items.length })
  const list = items.map((item) =>
    typeof item === 'string' ? JSON.stringify(item satisfies Json) : item.json,
  )
  return { json: `${json.slice(0, -1)},"orderedItems":[${list.join(',')}]}` }
}
