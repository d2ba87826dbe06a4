import type { Actor, Role } from '../context.ts'

/** Who somebody is to a community, for the permission table. An actor may be several at once. */
export type ActorRole = 'guest' | 'member' | Role | 'remote' | 'system'

/** How the actor stands to the thing acted upon; `any` when it does not matter. */
export type Relation = 'any' | 'author' | 'reader' | 'follower' | 'allowed' | 'group-moderator' | 'delegate'

type Grant = readonly [role: ActorRole, relation: Relation]

/**
 * Everything anybody may do, in one place. What is not listed is denied; what members may read of each other's stands
 * in visibility.ts. Relations are established in SQL by the use case that asks: `reader` means the thing was loaded
 * through the actor's own visibility, `allowed` that the community's settings or a moderator's grant allow it to her,
 * `group-moderator` that she looks after that group, `delegate` that she speaks for a community in that channel.
 */
export const grants = {
  'community.prepare': [['system', 'any']],
  'community.purge': [['system', 'any']],
  'admin.create': [['system', 'any']],
  'session.oversee': [['system', 'any']],
  'settings.read': [
    ['moderator', 'any'],
    ['admin', 'any'],
  ],
  'settings.change-people': [
    ['moderator', 'any'],
    ['admin', 'any'],
  ],
  'settings.change': [['admin', 'any']],
  'digest.print': [
    ['moderator', 'any'],
    ['caseworker', 'any'],
  ],
  'community.set-up': [['guest', 'any']],
  'application.submit': [['guest', 'any']],
  'application.enter': [['guest', 'any']],
  'application.look-up': [
    ['guest', 'any'],
    ['member', 'any'],
  ],
  'application.decide': [['moderator', 'any']],
  'invite.create': [
    ['moderator', 'any'],
    ['member', 'allowed'],
  ],
  'invite.read-all': [['moderator', 'any']],
  'invite.revoke': [
    ['member', 'author'],
    ['moderator', 'any'],
  ],
  'arrival.open': [['moderator', 'any']],
  'arrival.end': [['moderator', 'any']],
  'arrival.use': [['guest', 'any']],
  'vouch.answer': [['member', 'reader']],
  'saved-reply.change': [['moderator', 'any']],
  'queue.read': [['moderator', 'any']],
  'session.start': [['guest', 'any']],
  'passphrase.change': [['member', 'author']],
  'idle-lock.set': [['member', 'author']],
  'recovery.prepare': [['member', 'author']],
  'recovery.ask': [
    ['guest', 'any'],
    ['member', 'any'],
  ],
  'recovery.answer': [
    ['moderator', 'any'],
    ['member', 'allowed'],
  ],
  'recovery.stop': [['member', 'author']],
  'recovery.create-link': [['system', 'any']],
  'keys.rotate': [['system', 'any']],
  'member.put-to-sleep': [['moderator', 'any']],
  'member.erase-inactive': [['system', 'any']],
  'member.settle-name': [['member', 'author']],
  'member.look-up': [
    ['moderator', 'any'],
    ['admin', 'any'],
  ],
  'member.sanction': [['moderator', 'any']],
  'member.sanction-role-holder': [['admin', 'any']],
  'member.note': [['moderator', 'any']],
  'member.grant': [['moderator', 'any']],
  'member.freeze': [['moderator', 'any']],
  'freeze.lift': [
    ['moderator', 'any'],
    ['member', 'allowed'],
  ],
  'role.give': [['admin', 'any']],
  'role.read': [['member', 'any']],
  'sanction.read': [
    ['member', 'author'],
    ['guest', 'author'],
  ],
  'sanction.appeal': [
    ['member', 'author'],
    ['guest', 'author'],
  ],
  'sanction.lift': [['moderator', 'any']],
  'appeal.decide': [['moderator', 'any']],
  'anonymous-post.limit': [['moderator', 'reader']],
  'anonymous-post.unmask': [['moderator', 'reader']],
  'anonymous-post.appeal': [['member', 'author']],
  'anonymous-appeal.decide': [['moderator', 'any']],
  'record.read': [['moderator', 'any']],
  'record.keep': [['system', 'any']],
  'succession.take-part': [['member', 'allowed']],
  'group.create': [['moderator', 'any']],
  'group.change': [['member', 'group-moderator']],
  'group.ask': [['member', 'reader']],
  'group.leave': [['member', 'reader']],
  'group.mute': [['member', 'reader']],
  'group-member.change': [['member', 'group-moderator']],
  // Moderators of the community decide also for groups that they only know of; `reader` leaves hidden ones out.
  'group-request.decide': [
    ['member', 'group-moderator'],
    ['moderator', 'reader'],
  ],
  'group-request.withdraw': [['member', 'author']],
  'post.pin': [['member', 'group-moderator']],
  'contact.write': [['member', 'author']],
  'contact.answer': [['moderator', 'any']],
  'message.send': [['member', 'allowed']],
  'message.block': [['member', 'allowed']],
  'post.create': [['member', 'reader']],
  'post.alert': [
    ['moderator', 'any'],
    ['member', 'allowed'],
  ],
  'post.on-behalf': [
    ['moderator', 'any'],
    ['caseworker', 'any'],
    ['member', 'allowed'],
  ],
  'post.expire': [['system', 'any']],
  'spoken-consent.read': [['moderator', 'any']],
  'spoken-consent.take-back': [['member', 'group-moderator']],
  'draft.keep': [['member', 'author']],
  'post.edit': [['member', 'author']],
  'post.delete': [['member', 'author']],
  'post.remove': [
    ['moderator', 'reader'],
    ['member', 'group-moderator'],
  ],
  'comment.remove': [
    ['moderator', 'reader'],
    ['member', 'group-moderator'],
  ],
  'removal.read': [['member', 'author']],
  'decision.undo': [
    ['moderator', 'any'],
    ['member', 'group-moderator'],
  ],
  'flag.create': [['member', 'reader']],
  'flag.decide': [['moderator', 'any']],
  'held.decide': [['moderator', 'any']],
  'watched-words.change': [['moderator', 'any']],
  'comment.create': [['member', 'reader']],
  'comment.edit': [['member', 'author']],
  'comment.delete': [['member', 'author']],
  'reaction.give': [['member', 'reader']],
  'poll.vote': [['member', 'reader']],
  'answer.accept': [
    ['member', 'author'],
    ['moderator', 'reader'],
  ],
  'alert.correct': [
    ['member', 'author'],
    ['moderator', 'reader'],
  ],
  'text.read-history': [['moderator', 'reader']],
  'thread.keep': [['member', 'reader']],
  'poll.announce': [['system', 'any']],
  'notification.see': [['member', 'author']],
  'notification.choose': [['member', 'author']],
  'mail.enqueue': [['system', 'any']],
  'share.propose': [['member', 'author']],
  'share.answer': [['member', 'reader']],
  'share.revoke': [['member', 'author']],
  'share.review': [
    ['moderator', 'any'],
    ['member', 'delegate'],
  ],
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
  'channel.change': [
    ['moderator', 'any'],
    ['admin', 'any'],
  ],
  // Neither can be undone, and everybody outside is told.
  'channel.close': [['admin', 'any']],
  'channel.move': [['admin', 'any']],
  'edition.pin': [['moderator', 'any']],
  'edition.lock': [['moderator', 'any']],
  'channel.follow': [['moderator', 'any']],
  'channel.carry': [['moderator', 'any']],
  'channel.delegate': [['moderator', 'any']],
  'follower.decide': [['moderator', 'any']],
  'remote-comment.decide': [['moderator', 'any']],
  'line.change': [
    ['moderator', 'any'],
    ['system', 'any'],
  ],
  'server.decide': [['moderator', 'any']],
  'federation-mode.change': [['moderator', 'any']],
  // Where moderators trust a server, its answers stand at once.
  'remote-comment.publish': [['remote', 'allowed']],
  'remote-flag.decide': [['moderator', 'any']],
  'flag.send': [['moderator', 'any']],
  'edition.flag': [['remote', 'reader']],
  'edition.react': [['remote', 'reader']],
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
