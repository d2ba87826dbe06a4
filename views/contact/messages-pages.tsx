import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { errorFor } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { MessageForm, type MessageFormProps } from './message-form.tsx'
import { MessageList, type MessageListProps } from './message-list.tsx'

export interface ThreadsPageProps {
  t: Translator
  now: Date
  threads: readonly {
    readonly id: string
    readonly name: string
    readonly lastMessageAt: Date
    readonly isUnread: boolean
  }[]
  days: number
  older?: string | undefined
  newer?: string | undefined
}

/** Her threads with other members. */
export const ThreadsPage: FC<ThreadsPageProps> = ({ t, now, threads, days, older, newer }) => (
  <>
    <PageTitle lead={t('messages.lead')}>{t('messages.title')}</PageTitle>
    <ButtonRow>
      <Button icon="square-pen" href="/messages/new">
        {t('messages.new')}
      </Button>
    </ButtonRow>
    {threads.length === 0 ? (
      <EmptyState title={t('messages.empty')} />
    ) : (
      <LinkList
        items={threads.map(({ id, name, lastMessageAt, isUnread }) => ({
          href: `/messages/${id}`,
          title: name,
          icon: 'message-circle',
          text: <Time t={t} at={lastMessageAt} now={now} />,
          tag: isUnread ? <Tag tone="community">{t('messages.unread')}</Tag> : undefined,
        }))}
      />
    )}
    <Pagination t={t} older={older} newer={newer} />
    <p class="soft">{t('contact.kept', { days })}</p>
  </>
)

interface WritingProps {
  t: Translator
  form: MessageFormProps
  days: number
}

/** Writes to a member by the name she goes by. */
export const NewMessagePage: FC<WritingProps & { to: string; longestName: number }> = (props) => {
  const { t, to, longestName, form, days } = props
  return (
    <>
      <PageTitle lead={t('messages.lead')}>{t('messages.new.title')}</PageTitle>
      <MessageForm {...form}>
        <Field
          t={t}
          name="to"
          label={t('messages.new.to')}
          hint={t('messages.new.toHint')}
          value={to}
          error={errorFor(form.errors, 'to')}
          maxLength={longestName}
          verbatim
        />
      </MessageForm>
      <p class="soft">{t('contact.kept', { days })}</p>
    </>
  )
}

export interface ThreadPageProps extends WritingProps {
  thread: { readonly id: string; readonly name: string; readonly isBlocked: boolean }
  conversation: Omit<MessageListProps, 't'>
}

/** One thread with another member, and whether she may write in it. */
export const MessageThreadPage: FC<ThreadPageProps> = (props) => {
  const { t, thread, conversation, form, days } = props
  const here = `/messages/${thread.id}`
  return (
    <>
      <PageTitle lead={t('messages.lead')}>{t('messages.with.title', { name: thread.name })}</PageTitle>
      <MessageList t={t} {...conversation} />
      {thread.isBlocked && (
        <Notice>
          <p>{t('messages.blocked')}</p>
        </Notice>
      )}
      {(!thread.isBlocked || form.text !== '') && <MessageForm {...form} />}
      <Form action={`${here}/${thread.isBlocked ? 'unblock' : 'block'}`}>
        {!thread.isBlocked && <p class="soft">{t('messages.block.hint')}</p>}
        <ButtonRow>
          <Button kind="secondary">{t(thread.isBlocked ? 'messages.unblock' : 'messages.block')}</Button>
        </ButtonRow>
      </Form>
      <p class="soft">{t('contact.kept', { days })}</p>
    </>
  )
}
