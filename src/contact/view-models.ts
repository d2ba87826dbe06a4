import type { Translator } from '../i18n/translator.ts'
import { renderMarkdown } from '../markdown.ts'
import type { MessagePage, MessageView, Side } from './queries.ts'

/** What a `MessageList` shows: to a member the moderators are one voice, to each other they have names. */
export const messageModels = (t: Translator, { messages }: MessagePage, side: Side, stranger: string) =>
  messages.map((message) => ({
    id: message.id,
    author: authorOf(t, message, side, stranger),
    at: message.createdAt,
    body: renderMarkdown(message.body),
  }))

function authorOf(t: Translator, message: MessageView, side: Side, stranger: string) {
  const { author, isMine, fromModerators } = message
  if (fromModerators && side === 'self') return { name: t('contact.moderators') }
  const name = author ?? (fromModerators ? t('contact.moderators') : stranger)
  if (isMine && author === null) return { name: t('contact.you') }
  if (isMine) return { name, badge: t('contact.you') }
  return fromModerators ? { name, badge: t('contact.moderators') } : { name }
}
