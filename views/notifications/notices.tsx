import type { FC } from 'hono/jsx'
import type { MessageKey, Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface NoticeModel {
  /** Takes `group`, where it is about one. */
  readonly sentence: MessageKey
  readonly group: string
  /** Undefined for what leads nowhere. */
  readonly href: string | undefined
  readonly createdAt: Date
  readonly seen: boolean
}

export interface NoticesPageProps {
  t: Translator
  now: Date
  notices: readonly NoticeModel[]
  /** The newest of all that this page shows. */
  newest: string | undefined
  older: string | undefined
}

/** What she was told, newest first. */
export const NoticesPage: FC<NoticesPageProps> = ({ t, now, notices, newest, older }) => (
  <>
    <PageTitle>{t('notifications.title')}</PageTitle>
    {notices.length === 0 && (
      <EmptyState title={t('notifications.none')} icon="bell">
        <p>{t('notifications.none.text')}</p>
      </EmptyState>
    )}
    {notices.length > 0 && (
      <ul class="link-list">
        {notices.map((notice) => (
          <NoticeItem t={t} now={now} notice={notice} />
        ))}
      </ul>
    )}
    <Pagination t={t} older={older} />
    <ButtonRow>
      {notices.some(({ seen }) => !seen) && (
        <Form action="/notifications/seen" hidden={{ newest }}>
          <Button kind="secondary" icon="check">
            {t('notifications.seeAll')}
          </Button>
        </Form>
      )}
      <Button kind="quiet" href="/notifications/settings">
        {t('notifications.toSettings')}
      </Button>
    </ButtonRow>
  </>
)

const NoticeItem: FC<{ t: Translator; now: Date; notice: NoticeModel }> = ({ t, now, notice }) => {
  const { sentence, group, href, createdAt, seen } = notice
  const text = t(sentence, { group })
  return (
    <li class="link-list__item">
      <div class="link-list__words">
        {href === undefined ? (
          <p class="soft">{text}</p>
        ) : (
          <a class="link-list__title" href={href} dir="auto">
            {text}
          </a>
        )}
        <p class="link-list__text">
          <Time t={t} at={createdAt} now={now} />
        </p>
      </div>
      {!seen && <Tag tone="community">{t('notifications.new')}</Tag>}
    </li>
  )
}
