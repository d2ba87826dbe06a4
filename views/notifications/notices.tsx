import type { FC } from 'hono/jsx'
import type { MessageKey, Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState } from '../components/messages.tsx'
import { ShowMore } from '../components/show-more.tsx'
import { arrival, smallAct } from '../components/small-act.tsx'
import { PageTitle, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface NoticeModel {
  /** Takes `group`, where it is about one, and `count`, where it stands for several. */
  readonly sentence: MessageKey
  readonly count: number
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
    <NoticeList t={t} now={now} notices={notices} older={older} />
    <ButtonRow>
      {notices.some(({ seen }) => !seen) && (
        <Form
          action="/notifications/seen"
          hidden={{ newest }}
          htmx={smallAct('/notifications/seen', { swap: 'outerHTML' })}
        >
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

/** A page of notices, and the way to the next. */
export const NoticeList: FC<
  Pick<NoticesPageProps, 't' | 'now' | 'notices' | 'older'> & {
    /** Only in fragments: it was put below what she read, and she goes on at its first one. */
    hasArrived?: boolean | undefined
  }
> = ({ t, now, notices, older, hasArrived }) => (
  <>
    {notices.length > 0 && (
      <ul class="link-list">
        {notices.map((notice, index) => (
          <NoticeItem t={t} now={now} notice={notice} hasArrived={hasArrived && index === 0} />
        ))}
      </ul>
    )}
    <ShowMore t={t} older={older} />
  </>
)

/** Only in fragments: all was marked as seen, also in the lines that are on the page. */
export const AllSeen: FC<{ t: Translator }> = ({ t }) => (
  <>
    <p class="soft" {...arrival}>
      {t('notifications.allSeen')}
    </p>
    <hx-partial hx-target="[data-unseen]" hx-swap="delete" />
  </>
)

const NoticeItem: FC<{
  t: Translator
  now: Date
  notice: NoticeModel
  hasArrived?: boolean | undefined
}> = ({ t, now, notice, hasArrived }) => {
  const { sentence, group, count, href, createdAt, seen } = notice
  const text = t(sentence, { group, count })
  return (
    <li class="link-list__item" {...(hasArrived ? arrival : {})}>
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
      {!seen && (
        <span data-unseen="">
          <Tag tone="community">{t('notifications.new')}</Tag>
        </span>
      )}
    </li>
  )
}
