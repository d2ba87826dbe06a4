import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { Person, type PersonModel } from '../components/person.tsx'
import { Also, arrival, Said } from '../components/small-act.tsx'
import { Prose } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { MessageForm, type MessageFormProps } from './message-form.tsx'

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
  /** Only in fragments: she goes on at the newest one, which is hers. */
  hasSent?: boolean | undefined
}

/** What was said in a conversation, in the order in which it was said. */
export const MessageList: FC<MessageListProps> = ({ t, now, messages, older, newer, hasSent }) => (
  <div class="stack" id="conversation">
    <Pagination t={t} older={older} newer={newer} />
    {messages.length === 0 ? (
      <EmptyState title={t('contact.empty')} />
    ) : (
      <ol class="comments" id="messages">
        {messages.map(({ id, author, at, body }, index) => (
          <li>
            <article class="comment" id={id} {...(hasSent && index === messages.length - 1 ? arrival : {})}>
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
  </div>
)

/** Only in fragments: what was said, with what she has just sent, and the form empty again. */
export const JustSent: FC<{ conversation: Omit<MessageListProps, 'hasSent'>; form: MessageFormProps }> = ({
  conversation,
  form,
}) => (
  <>
    <MessageList {...conversation} hasSent />
    <Also target="#write">
      <MessageForm {...form} />
    </Also>
    <Said>{form.t('contact.done.sent')}</Said>
  </>
)
