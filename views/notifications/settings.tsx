import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Warning } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'

type TopicName = 'threads' | 'mentions' | 'alerts' | 'messages' | 'groups' | 'moderation'

export interface TopicModel {
  readonly topic: TopicName
  readonly inApp: boolean
  readonly push: boolean
  readonly email: boolean
}

export interface AddressModel {
  readonly address: string
  readonly everyDays: number
}

export interface NotificationSettingsPageProps {
  t: Translator
  topics: readonly TopicModel[]
  /** How many of her devices are woken. */
  devices: number
  push: { readonly key: string; readonly script: string; readonly worker: string }
  /** Our own address, as a phone shows it beside each sign. */
  host: string
  /** Where mails come from; undefined where none are sent. */
  mailFrom: string | undefined
  letter: (AddressModel & { readonly confirmed: boolean }) | undefined
  /** What she typed and was refused. */
  typed: Partial<AddressModel>
  code: string | undefined
  errors: readonly FormError[]
}

/** How she wants to hear of what is new. Everything but the app is off until she switches it on. */
export const NotificationSettingsPage: FC<NotificationSettingsPageProps> = (props) => {
  const { t, errors, mailFrom, letter } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('notifications.settings.lead')}>{t('notifications.settings.title')}</PageTitle>
      <ChoiceForm {...props} />
      <DeviceSection {...props} />
      {(mailFrom !== undefined || letter) && <MailSection {...props} />}
    </>
  )
}

const ChoiceForm: FC<NotificationSettingsPageProps> = ({ t, topics, devices, mailFrom, letter }) => {
  const options = [
    { value: 'app', label: t('notifications.way.app') },
    ...(devices > 0 ? [{ value: 'push', label: t('notifications.way.push') }] : []),
    ...(mailFrom !== undefined && letter?.confirmed
      ? [{ value: 'email', label: t('notifications.way.email') }]
      : []),
  ]
  return (
    <Form action="/notifications/settings">
      {topics.map(({ topic, inApp, push, email }) => (
        <Choice
          t={t}
          type="checkbox"
          name={topic}
          label={t(`notifications.topic.${topic}`)}
          hint={t(`notifications.topic.${topic}.hint`)}
          options={options}
          value={[...(inApp ? ['app'] : []), ...(push ? ['push'] : []), ...(email ? ['email'] : [])]}
        />
      ))}
      {options.length > 1 && <p class="soft">{t('notifications.settings.inAppToo')}</p>}
      <ButtonRow>
        <Button>{t('common.save')}</Button>
      </ButtonRow>
    </Form>
  )
}

const DeviceSection: FC<NotificationSettingsPageProps> = ({ t, devices, push, host }) => (
  <Section title={t('notifications.push.title')}>
    <p>{t('notifications.push.text', { host })}</p>
    <Warning t={t}>{t('notifications.push.warning', { host })}</Warning>
    <p>{t('notifications.push.devices', { count: devices })}</p>
    <div
      class="stack"
      data-push
      data-key={push.key}
      data-worker={push.worker}
      data-devices={String(devices)}
      data-on={t('notifications.push.on')}
      data-off={t('notifications.push.off')}
      data-refused={t('notifications.push.refused')}
      data-unable={t('notifications.push.unable')}
      data-failed={t('notifications.push.failed')}
    >
      <p class="soft" role="status" data-push-state>
        {t('notifications.push.needsScript')}
      </p>
    </div>
    {devices > 0 && (
      <Form action="/notifications/devices/end">
        <Button kind="secondary">{t('notifications.push.offEverywhere')}</Button>
      </Form>
    )}
    <script src={push.script} defer />
  </Section>
)

const MailSection: FC<NotificationSettingsPageProps> = ({ t, mailFrom, letter, typed, code, errors }) => (
  <Section title={t('notifications.email.title')}>
    {mailFrom !== undefined && (
      <>
        <p>{t('notifications.email.text', { from: mailFrom })}</p>
        <Warning t={t}>{t('notifications.email.warning')}</Warning>
      </>
    )}
    {letter && !letter.confirmed && (
      <Form action="/notifications/email/code">
        <Field
          t={t}
          name="code"
          label={t('notifications.email.code')}
          hint={t('notifications.email.code.hint', { address: letter.address })}
          value={code}
          error={errorFor(errors, 'code')}
          maxLength={40}
          width="short"
          verbatim
        />
        <ButtonRow>
          <Button kind="secondary">{t('notifications.email.confirm')}</Button>
        </ButtonRow>
      </Form>
    )}
    {letter?.confirmed && <p>{t('notifications.email.confirmed', { address: letter.address })}</p>}
    {mailFrom !== undefined && (
      <Form action="/notifications/email">
        <Field
          t={t}
          name="address"
          label={t('notifications.email.address')}
          value={typed.address ?? letter?.address}
          error={errorFor(errors, 'address')}
          maxLength={254}
          verbatim
        />
        <Choice
          t={t}
          name="everyDays"
          label={t('notifications.email.rhythm')}
          options={[
            { value: '1', label: t('notifications.email.daily') },
            { value: '7', label: t('notifications.email.weekly') },
          ]}
          value={String(typed.everyDays ?? letter?.everyDays ?? 1)}
        />
        <ButtonRow>
          <Button kind="secondary">{t('common.save')}</Button>
        </ButtonRow>
      </Form>
    )}
    {letter && (
      <Form action="/notifications/email/end">
        <Button kind="quiet" icon="trash-2">
          {t('notifications.email.remove')}
        </Button>
      </Form>
    )}
  </Section>
)
