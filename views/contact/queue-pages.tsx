import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary, type FormError } from '../components/errors.tsx'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { MessageForm } from './message-form.tsx'
import { MessageList, type MessageListProps } from './message-list.tsx'

interface ContactEntryModel {
  readonly recipientId: string
  readonly name: string
  readonly lastMessageAt: Date
  readonly needsAnswer: boolean
}

export interface ContactListPageProps {
  t: Translator
  now: Date
  unread: readonly ContactEntryModel[]
  read: readonly ContactEntryModel[]
  older?: string | undefined
  newer?: string | undefined
}

/** All conversations of members with the moderators, what is new to her first. */
export const ContactListPage: FC<ContactListPageProps> = ({ t, now, unread, read, older, newer }) => (
  <>
    <PageTitle lead={t('contact.queue.lead')}>{t('contact.queue.title')}</PageTitle>
    {unread.length + read.length === 0 && <EmptyState title={t('contact.queue.empty')} icon="circle-check" />}
    {unread.length > 0 && (
      <Section title={t('contact.queue.unread')}>
        <LinkList items={unread.map((entry) => contactItem(t, now, entry))} />
      </Section>
    )}
    {read.length > 0 && (
      <Section title={t('contact.queue.rest')}>
        <LinkList items={read.map((entry) => contactItem(t, now, entry))} />
      </Section>
    )}
    <Pagination t={t} older={older} newer={newer} />
  </>
)

const contactItem = (
  t: Translator,
  now: Date,
  { recipientId, name, lastMessageAt, needsAnswer }: ContactEntryModel,
) => ({
  href: `/queue/contact/${recipientId}`,
  title: name,
  icon: 'message-circle' as const,
  text: <Time t={t} at={lastMessageAt} now={now} />,
  tag: needsAnswer ? <Tag icon="clock">{t('contact.queue.waiting')}</Tag> : undefined,
})

export interface RecipientPageProps {
  t: Translator
  recipient: {
    readonly id: string
    readonly isReachable: boolean
    readonly needsAnswer: boolean
  } & (
    | { readonly kind: 'member'; readonly shownName: string }
    | { readonly kind: 'author'; readonly until: Date }
  )
  conversation: Omit<MessageListProps, 't'>
  submission: string
  text: string
  longest: number
  days: number
  errors?: readonly FormError[] | undefined
}

/** A moderator reads and answers a member, or whoever wrote an anonymous post. */
export const RecipientPage: FC<RecipientPageProps> = (props) => {
  const { t, recipient, conversation, submission, text, longest, days, errors } = props
  const action = `/queue/contact/${recipient.id}`
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      {recipient.kind === 'member' ? (
        <PageTitle lead={t('contact.with.lead')}>
          {t('contact.with.title', { name: recipient.shownName })}
        </PageTitle>
      ) : (
        <>
          <PageTitle lead={t('contact.with.authorLead')}>{t('contact.with.authorTitle')}</PageTitle>
          <p>
            <a href={`/posts/${recipient.id}`}>{t('contact.with.authorPost')}</a>
          </p>
        </>
      )}
      <MessageList t={t} {...conversation} />
      {recipient.isReachable || text !== '' ? (
        <MessageForm
          t={t}
          action={action}
          submission={submission}
          text={text}
          longest={longest}
          submit={t('contact.with.submit')}
          errors={errors}
          more={
            recipient.needsAnswer && (
              <Button kind="quiet" icon="check" formaction={`${action}/close`}>
                {t('contact.with.close')}
              </Button>
            )
          }
        />
      ) : (
        <Notice>
          <p>{t(recipient.kind === 'member' ? 'contact.with.unreachable' : 'contact.errors.authorGone')}</p>
        </Notice>
      )}
      {recipient.kind === 'author' && recipient.isReachable && (
        <p class="soft">{t('contact.with.authorUntil', { until: recipient.until.getTime() })}</p>
      )}
      <p class="soft">{t('contact.kept', { days })}</p>
    </>
  )
}
