import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { Person, type PersonModel } from '../components/person.tsx'
import { Prose } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface MessageModel {
  readonly id: string
  readonly author: PersonModel
  readonly at: Date
  readonly body: SafeHtml
}

export interface MessageListProps {
  t: Translator
  now: Date
  /** Oldest first. */
  messages: readonly MessageModel[]
  older?: string | undefined
  newer?: string | undefined
}

/** What was said in a conversation, in the order in which it was said. */
export const MessageList: FC<MessageListProps> = ({ t, now, messages, older, newer }) => (
  <>
    <Pagination t={t} older={older} newer={newer} />
    {messages.length === 0 ? (
      <EmptyState title={t('contact.empty')} />
    ) : (
      <ol class="comments" id="messages">
        {messages.map(({ id, author, at, body }) => (
          <li>
            <article class="comment" id={id}>
              <div class="comment__meta">
                <Person {...author} size="small">
                  <Time t={t} at={at} now={now} />
                </Person>
              </div>
              <Prose html={body} />
            </article>
          </li>
        ))}
      </ol>
    )}
  </>
)
