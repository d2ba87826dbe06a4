import type { Actor, Role } from '../context.ts'

/** Who somebody is to a community, for the permission table. An actor may be several at once. */
export type ActorRole = 'guest' | 'member' | Role | 'remote' | 'system'

/** How the actor stands to the thing acted upon; `any` when it does not matter. */
export type Relation = 'any' | 'author' | 'reader' | 'follower' | 'allowed' | 'group-moderator'

type Grant = readonly [role: ActorRole, relation: Relation]

/**
 * Everything anybody may do, in one place. What is not listed is denied; what members may read of each other's stands
 * in visibility.ts. Relations are established in SQL by the
 * use case that asks: `reader` means the thing was loaded through the actor's own visibility, `allowed` that the
 * community's settings or a moderator's grant allow it to her, `group-moderator` that she looks after that group.
 */
export const grants = {
  'community.prepare': [['system', 'any']],
  'community.purge': [['system', 'any']],
  'community.set-up': [['guest', 'any']],
  'application.submit': [['guest', 'any']],
  'application.enter': [['guest', 'any']],
  'application.look-up': [
    ['guest', 'any'],
    ['member', 'any'],
  ],
  'application.decide': [['moderator', 'any']],
  'queue.read': [['moderator', 'any']],
  'session.start': [['guest', 'any']],
  'member.settle-name': [['member', 'author']],
  'group.create': [['moderator', 'any']],
  'post.create': [['member', 'reader']],
  'post.edit': [['member', 'author']],
  'post.delete': [
    ['member', 'author'],
    ['moderator', 'reader'],
  ],
  'comment.create': [['member', 'reader']],
  'comment.edit': [['member', 'author']],
  'comment.delete': [
    ['member', 'author'],
    ['moderator', 'reader'],
  ],
  'share.propose': [['member', 'author']],
  'share.answer': [['member', 'reader']],
  'share.revoke': [['member', 'author']],
  'share.review': [['moderator', 'any']],
  'edition.withdraw': [
    ['member', 'author'],
    ['moderator', 'any'],
    ['guest', 'author'],
  ],
  'edition.read-receipts': [
    ['member', 'author'],
    ['moderator', 'any'],
    ['guest', 'author'],
  ],
  'channel.create': [['moderator', 'any']],
  'channel.follow': [['moderator', 'any']],
  'follower.decide': [['moderator', 'any']],
  'remote-comment.decide': [['moderator', 'any']],
  'allied-post.read': [['member', 'any']],
  'channel.request-follow': [['remote', 'any']],
  'channel.comment': [['remote', 'follower']],
  'channel.comment-openly': [['remote', 'any']],
  'pen-name.create': [['member', 'any']],
  'pen-name.use': [['member', 'author']],
} as const satisfies Readonly<Record<string, readonly Grant[]>>

export type Action = keyof typeof grants

export const rolesOf = (actor: Actor): readonly ActorRole[] =>
  actor.kind === 'member' ? ['member', ...actor.roles] : [actor.kind]

/** Deny by default: true only if one of the actor's roles is granted the action in this very relation, or in any. */
export function can(actor: Actor, action: Action, relation: Relation = 'any'): boolean {
  const roles = rolesOf(actor)
  const allowed: readonly Grant[] = grants[action]
  return allowed.some(([role, needed]) => roles.includes(role) && (needed === 'any' || needed === relation))
}
