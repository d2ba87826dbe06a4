import type { MessageKey } from '../i18n/translator.ts'
import { commentAddress, threadAddress } from '../posts/comment-address.ts'
import type { NotificationKind } from './kinds.ts'
import type { NoticeView } from './queries.ts'

/** What each kind says. None of them names whoever acted: she may be hidden, or have written without her name. */
const sentences = {
  comment: 'notifications.line.comment',
  reply: 'notifications.line.reply',
  mention: 'notifications.line.mention',
  alert: 'notifications.line.alert',
  'answer-accepted': 'notifications.line.answerAccepted',
  'poll-closed': 'notifications.line.pollClosed',
  message: 'notifications.line.message',
  'group-approved': 'notifications.line.groupApproved',
  'group-declined': 'notifications.line.groupDeclined',
  'group-request': 'notifications.line.groupRequest',
  'share-published': 'notifications.line.sharePublished',
  'share-returned': 'notifications.line.shareReturned',
  'post-held': 'notifications.line.postHeld',
  'post-released': 'notifications.line.postReleased',
  'post-removed': 'notifications.line.postRemoved',
  sanction: 'notifications.line.sanction',
  'appeal-decided': 'notifications.line.appealDecided',
  unmasked: 'notifications.line.unmasked',
  'vouch-asked': 'notifications.line.vouchAsked',
  'recovery-asked': 'notifications.line.recoveryAsked',
  'recovery-started': 'notifications.line.recoveryStarted',
  'role-changed': 'notifications.line.roleChanged',
  succession: 'notifications.line.succession',
} as const satisfies Readonly<Record<NotificationKind, MessageKey>>

/** Where each kind leads that is not about words, a conversation or a group. */
const places: Readonly<Partial<Record<NotificationKind, string>>> = {
  message: '/contact',
  'group-declined': '/groups',
  'share-published': '/shares',
  'share-returned': '/shares',
  sanction: '/standing',
  'appeal-decided': '/standing',
  unmasked: '/standing',
  'vouch-asked': '/vouches',
  'recovery-asked': '/recoveries',
  'recovery-started': '/me/recovery',
  'role-changed': '/roles',
  succession: '/succession',
}

export interface NoticeLine {
  readonly sentence: MessageKey
  /** Undefined for what has no page of its own, or none that she may open any more. */
  readonly href: string | undefined
}

/** A notice in words, and where it leads. What is gone says only that it is. */
export function lineOf(notice: NoticeView): NoticeLine {
  const { kind, removed } = notice
  if (removed) return { sentence: sentences[kind], href: `/removed/${removed.what}/${removed.id}` }
  if (notice.isGone) return { sentence: 'notifications.line.gone', href: undefined }
  return {
    sentence: notice.alliedPostId === null ? sentences[kind] : alliedSentence(kind),
    href: placeOf(notice),
  }
}

const alliedSentence = (kind: NotificationKind): MessageKey =>
  kind === 'mention' ? 'notifications.line.mentionAllied' : 'notifications.line.commentAllied'

function placeOf(notice: NoticeView): string | undefined {
  const { kind, postId, alliedPostId, commentId, groupId } = notice
  if (postId !== null || alliedPostId !== null) {
    const thread = { postId, alliedPostId }
    return commentId === null ? threadAddress(thread) : commentAddress(thread, commentId)
  }
  if (kind === 'group-request' && groupId !== null) return `/groups/${groupId}/requests`
  if (kind === 'group-approved' && groupId !== null) return `/groups/${groupId}`
  return notice.conversationPath ?? places[kind]
}
