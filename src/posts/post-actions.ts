import type { MemberCtx } from '../context.ts'
import { relationTo } from '../groups/group-moderator.ts'
import { type Action, can } from '../policy/permissions.ts'
import type { ThreadPost } from './thread-queries.ts'
import { reactionsModel } from './view-models.ts'

type Link =
  | 'editHref'
  | 'deleteHref'
  | 'removeHref'
  | 'shareHref'
  | 'flagHref'
  | 'historyHref'
  | 'contactHref'
  | 'personHref'
  | 'anonymousHref'
  | 'smsHref'
  | 'correctHref'
  | 'takeBackHref'

/**
 * Where this reader can go from a post, as the permission table has it. What leads to a person is not offered for a
 * post without a name; what there is instead acts on the post (P8).
 */
export function postActions(ctx: Pick<MemberCtx, 'actor'>, post: ThreadPost) {
  const { id, isMine, anonymous, onBehalf, kind, isSaved, isMuted } = post
  const here = `/posts/${id}`
  const own = (action: Action) => can(ctx.actor, action, isMine ? 'author' : 'reader')
  const office = (action: Action) => can(ctx.actor, action, relationTo(post))
  const isOthers = !isMine
  const hasName = !anonymous && post.author !== null
  const offered: Readonly<Record<Link, string | false>> = {
    editHref: own('post.edit') && `${here}/edit`,
    deleteHref: isMine && own('post.delete') && `${here}/delete`,
    removeHref: isOthers && (own('post.remove') || office('post.remove')) && `/remove/post/${id}`,
    // Whoever proposes a share is known to those who review it; for another woman nobody can agree to more.
    shareHref: !anonymous && !onBehalf && own('share.propose') && `/share/new/${id}`,
    flagHref: isOthers && own('flag.create') && `/flag/post/${id}`,
    historyHref: post.editedAt !== null && can(ctx.actor, 'text.read-history', 'reader') && `${here}/history`,
    contactHref:
      isOthers && (hasName || anonymous) && can(ctx.actor, 'contact.answer') && `/contact/about-post/${id}`,
    personHref: isOthers && hasName && can(ctx.actor, 'member.look-up') && `/people/of-post/${id}`,
    anonymousHref:
      isOthers && anonymous && can(ctx.actor, 'anonymous-post.limit', 'reader') && `/anonymous/${id}`,
    smsHref: kind === 'alert' && `${here}/sms`,
    correctHref: kind === 'alert' && own('alert.correct') && `${here}/correct`,
    takeBackHref: onBehalf && office('spoken-consent.take-back') && `${here}/take-back`,
  }
  const links: Partial<Record<Link, string>> = {}
  for (const link of Object.keys(offered).filter((name) => isLink(offered, name))) {
    const address = offered[link]
    if (address !== false) links[link] = address
  }
  return {
    ...{ here, isSaved, isMuted, reactions: reactionsModel(here, post) },
    ...links,
    ...(office('post.pin') ? { isPinned: post.pinnedAt !== null } : {}),
  }
}

const isLink = (offered: Readonly<Record<Link, string | false>>, name: string): name is Link =>
  name in offered
