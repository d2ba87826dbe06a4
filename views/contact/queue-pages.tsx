import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { Decision, DecisionBar, StepLink } from '../moderation/decision-bar.tsx'
import { MessageForm, type MessageFormProps } from './message-form.tsx'
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
  form: MessageFormProps
  days: number
}

/** A moderator reads and answers a member, or whoever wrote an anonymous post. */
export const RecipientPage: FC<RecipientPageProps> = (props) => {
  const { t, recipient, conversation, form, days } = props
  return (
    <>
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
      {recipient.isReachable || form.text !== '' ? (
        <>
          <MessageForm {...form} />
          {recipient.needsAnswer && (
            <DecisionBar t={t}>
              <StepLink step="write" icon="reply" keyName="a">
                {t('contact.with.answer')}
              </StepLink>
              <Decision action={`${form.action}/close`} icon="check" kind="secondary" keyName="r" follows>
                {t('contact.with.close')}
              </Decision>
            </DecisionBar>
          )}
        </>
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
