import type { FollowedActorType } from '../../allies/remote.ts'
import type { Ctx } from '../../context.ts'
import { idOf, type JsonObject, listOf } from '../read-json.ts'
import { isPublic } from '../trust.ts'

/** Something that we follow or asked to follow, as far as judging what it brings needs to know it. */
export interface Followed {
  readonly id: string
  readonly uri: string
  readonly host: string
  readonly kind: 'open' | 'allied'
  readonly actorType: FollowedActorType
  readonly outboxUri: string | null
  readonly featuredUri: string | null
  readonly followersUri: string | null
}

const followed = ({ db }: Pick<Ctx, 'db'>) =>
  db
    .selectFrom('followedChannels')
    .select(['id', 'actorUri as uri', 'host', 'kind', 'actorType'])
    .select(['outboxUri', 'featuredUri', 'followersUri'])
    .where('state', 'in', ['requested', 'following'])

/** By the address of its actor. */
export const findFollowed = (ctx: Pick<Ctx, 'db'>, actorUri: string): Promise<Followed | undefined> =>
  followed(ctx).where('actorUri', '=', actorUri).executeTakeFirst()

/** By its id here. */
export const readFollowed = (ctx: Pick<Ctx, 'db'>, id: string): Promise<Followed | undefined> =>
  followed(ctx).where('id', '=', id).executeTakeFirst()

/** Channels bring what many write; everybody else is followed for her own words. */
export const isAccount = ({ actorType }: Pick<Followed, 'actorType'>): boolean =>
  actorType !== 'Group' && actorType !== 'Organization'

/**
 * Whether what an account brings is its own. What it passes on of others is left out: they were followed by nobody
 * here, and do not know that a community reads them through somebody else.
 */
export const isOwnOf = (account: Pick<Followed, 'uri'>, object: JsonObject): boolean =>
  idOf(object['attributedTo']) === account.uri

/** Whether an object was said to everybody or, by whoever let us in, to all who follow; never to some alone. */
export const isSaidToFollowers = (
  { kind, followersUri }: Pick<Followed, 'kind' | 'followersUri'>,
  object: JsonObject,
): boolean =>
  isPublic(object) ||
  (kind === 'allied' &&
    followersUri !== null &&
    [...listOf(object['to']), ...listOf(object['cc'])].some((address) => idOf(address) === followersUri))
