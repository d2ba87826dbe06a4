import type { FC } from 'hono/jsx'
import { isLocale, type Translator } from '../../src/i18n/translator.ts'
import { Choice, Tick } from '../components/choice.tsx'
import { errorFor } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { languageNames } from '../components/language-switch.tsx'
import { LinkList } from '../components/lists.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import { NumberField, SettingsForm, type SettingsFormProps } from './settings-form.tsx'

export interface SettingsPageProps {
  t: Translator
  locales: readonly string[]
  doorOpen: boolean
  /** An admin: everything, not only who comes in. */
  all: boolean
}

/** Everything that can be set, by what it is about. */
export const SettingsPage: FC<SettingsPageProps> = ({ t, locales, doorOpen, all }) => (
  <>
    <PageTitle lead={t('settings.lead')}>{t('settings.title')}</PageTitle>
    <LinkList
      items={[
        {
          href: '/settings/people',
          title: t('settings.people.title'),
          text: t('settings.people.text'),
          icon: 'users',
          tag: <Tag>{doorOpen ? t('settings.door.open') : t('settings.door.closed')}</Tag>,
        },
        {
          href: '/queue/words',
          title: t('settings.words.title'),
          text: t('settings.words.text'),
          icon: 'eye',
        },
        {
          href: '/queue/replies',
          title: t('settings.replies.title'),
          text: t('settings.replies.text'),
          icon: 'message-circle',
        },
        { href: '/digest', title: t('digest.title'), text: t('digest.text'), icon: 'square-pen' },
        {
          href: '/roles',
          title: t('settings.roles.title'),
          text: t('settings.roles.text'),
          icon: 'circle-user',
        },
      ]}
    />
    {all && (
      <Section title={t('settings.admins')}>
        <LinkList
          items={[
            {
              href: '/settings/community',
              title: t('settings.community.title'),
              text: t('settings.community.text'),
              icon: 'house',
            },
            ...locales.filter(isLocale).map((locale) => ({
              href: `/settings/texts/${locale}`,
              title: t('settings.texts.title', { language: languageNames[locale] }),
              icon: 'pencil' as const,
            })),
            {
              href: '/settings/questions',
              title: t('settings.questions.title'),
              text: t('settings.questions.text'),
              icon: 'inbox',
            },
            {
              href: '/settings/retention',
              title: t('settings.retention.title'),
              text: t('settings.retention.text'),
              icon: 'clock',
            },
            {
              href: '/settings/quiet',
              title: t('settings.quiet.title'),
              text: t('settings.quiet.text'),
              icon: 'circle-check',
            },
          ]}
        />
      </Section>
    )}
  </>
)

interface SectionProps<Values> extends SettingsFormProps {
  values: Values
}

/** Who comes in, and who may do what without being a moderator. */
export const PeoplePage: FC<
  SectionProps<{
    readonly doorOpen: boolean
    readonly approvalsNeeded: string
    readonly invitePolicy: string
    readonly alertPolicy: string
    readonly memberMessages: boolean
  }>
> = ({ t, values, errors, ...form }) => {
  const policies = (['moderators', 'allowed', 'members'] as const).map((value) => ({
    value,
    label: t(`settings.policy.${value}`),
  }))
  return (
    <SettingsForm
      t={t}
      errors={errors}
      {...form}
      action="/settings/people"
      title={t('settings.people.title')}
    >
      <Tick
        t={t}
        name="doorOpen"
        label={t('settings.doorOpen')}
        hint={t('settings.doorOpenHint')}
        checked={values.doorOpen}
      />
      <Choice
        t={t}
        name="approvalsNeeded"
        label={t('settings.approvals')}
        value={values.approvalsNeeded}
        error={errorFor(errors, 'approvalsNeeded')}
        options={[
          { value: '1', label: t('settings.approvals.one') },
          { value: '2', label: t('settings.approvals.two'), hint: t('settings.approvals.twoHint') },
        ]}
      />
      <Choice
        t={t}
        name="invitePolicy"
        label={t('settings.invites')}
        value={values.invitePolicy}
        options={policies}
        error={errorFor(errors, 'invitePolicy')}
      />
      <Choice
        t={t}
        name="alertPolicy"
        label={t('settings.alerts')}
        value={values.alertPolicy}
        options={policies}
        error={errorFor(errors, 'alertPolicy')}
      />
      <Tick
        t={t}
        name="memberMessages"
        label={t('settings.memberMessages')}
        hint={t('settings.memberMessagesHint')}
        checked={values.memberMessages}
      />
    </SettingsForm>
  )
}

/** How long things stay. */
export const RetentionPage: FC<
  SectionProps<Readonly<Record<'newcomerDays' | 'postDays' | 'messageDays' | 'inactiveMonths', string>>>
> = ({ t, values, errors, ...form }) => {
  const number = (name: keyof typeof values, required: boolean) => (
    <NumberField
      t={t}
      name={name}
      label={t(`settings.${name}`)}
      hint={t(`settings.${name}Hint`)}
      value={values[name]}
      required={required}
      errors={errors}
    />
  )
  return (
    <SettingsForm
      t={t}
      errors={errors}
      {...form}
      action="/settings/retention"
      title={t('settings.retention.title')}
      lead={t('settings.retention.lead')}
    >
      {number('newcomerDays', true)}
      {number('postDays', false)}
      {number('messageDays', true)}
      {number('inactiveMonths', false)}
    </SettingsForm>
  )
}

/** The hours in which no phone rings. */
export const QuietPage: FC<
  SectionProps<{ readonly timeZone: string; readonly quietFrom: string; readonly quietUntil: string }>
> = ({ t, values, errors, ...form }) => {
  const hour = (name: 'quietFrom' | 'quietUntil') => (
    <NumberField
      t={t}
      name={name}
      label={t(`settings.${name}`)}
      value={values[name]}
      required={false}
      errors={errors}
    />
  )
  return (
    <SettingsForm
      t={t}
      errors={errors}
      {...form}
      action="/settings/quiet"
      title={t('settings.quiet.title')}
      lead={t('settings.quiet.lead')}
    >
      {hour('quietFrom')}
      {hour('quietUntil')}
      <Field
        t={t}
        name="timeZone"
        label={t('settings.timeZone')}
        hint={t('settings.timeZoneHint')}
        value={values.timeZone}
        verbatim
        error={errorFor(errors, 'timeZone')}
      />
    </SettingsForm>
  )
}
