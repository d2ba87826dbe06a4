import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { LinkList } from '../components/lists.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { MessageForm, type MessageFormProps } from './message-form.tsx'
import { MessageList, type MessageListProps } from './message-list.tsx'

interface OwnConversationProps {
  t: Translator
  conversation: Omit<MessageListProps, 't'>
  form: MessageFormProps
  /** After how many days messages are deleted. */
  days: number
}

export interface ContactPageProps extends OwnConversationProps {
  /** Anonymous posts of hers that the moderators wrote to her about. */
  about: readonly { readonly postId: string; readonly lastMessageAt: Date }[]
}

/** A member's one thread with the moderators. */
export const ContactPage: FC<ContactPageProps> = (props) => {
  const { t, conversation, about, form, days } = props
  return (
    <>
      <PageTitle lead={t('contact.lead')}>{t('contact.title')}</PageTitle>
      {about.length > 0 && (
        <Section title={t('contact.about.list')}>
          <LinkList
            items={about.map(({ postId, lastMessageAt }) => ({
              href: `/contact/posts/${postId}`,
              title: t('contact.about.link', { on: lastMessageAt.getTime() }),
              icon: 'message-circle',
            }))}
          />
        </Section>
      )}
      <MessageList t={t} {...conversation} />
      <MessageForm {...form} />
      <p class="soft">{t('contact.kept', { days })}</p>
    </>
  )
}

export interface AboutPostPageProps extends OwnConversationProps {
  postId: string
  /** Until when the server knows that the post is hers. */
  until: Date
}

/** What the moderators wrote to whoever wrote an anonymous post, for herself. */
export const AboutPostPage: FC<AboutPostPageProps> = (props) => {
  const { t, conversation, postId, until, form, days } = props
  return (
    <>
      <PageTitle lead={t('contact.about.lead')}>{t('contact.about.title')}</PageTitle>
      <p>
        <a href={`/posts/${postId}`}>{t('contact.about.post')}</a>
      </p>
      <MessageList t={t} {...conversation} />
      <MessageForm {...form} />
      <p class="soft">{t('contact.about.until', { until: until.getTime() })}</p>
      <p class="soft">{t('contact.kept', { days })}</p>
    </>
  )
}
