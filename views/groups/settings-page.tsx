import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice, Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/lists.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { type Access, accessLabels, accessOptions } from './access-options.ts'
import { QuestionsSection, type QuestionsSectionProps } from './questions-section.tsx'

interface SavedSettings {
  readonly name: string
  readonly description: string
  readonly rules: string
  readonly access: Access
  readonly postDays: number | null
}

export interface SettingsPageProps {
  t: Translator
  groupId: string
  name: string
  /** As it is now: what another access would change is told from here. */
  access: Access
  /** One of the groups every community begins with. */
  isFixed: boolean
  /** Whether the reader may let all members in. */
  mayBeForAll: boolean
  values: {
    readonly version: string
    readonly name: string
    readonly description: string
    readonly rules: string
    readonly access: string
    readonly postDays: string
  }
  limits: { readonly name: number; readonly description: number; readonly rules: number }
  questions: Omit<QuestionsSectionProps, 't' | 'groupId'>
  /** What is saved now, where that is no longer what she started from. */
  saved?: SavedSettings | undefined
  errors?: readonly FormError[] | undefined
}

/** What a group is, for those who look after it. */
export const SettingsPage: FC<SettingsPageProps> = (props) => {
  const { t, groupId, name, access, isFixed, mayBeForAll, values, limits, saved, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={[...(errors ?? []), ...(props.questions.errors ?? [])]} />
      <PageTitle>{t('group.settings.title', { name })}</PageTitle>
      {saved !== undefined && <Saved t={t} saved={saved} />}
      <Form
        action={`/groups/${groupId}/settings`}
        hidden={{ version: values.version, ...(isFixed ? { access } : {}) }}
      >
        <Field
          t={t}
          name="name"
          label={t('group.settings.name')}
          value={values.name}
          error={errorFor(errors, 'name')}
          maxLength={limits.name}
        />
        <Field
          t={t}
          name="description"
          type="textarea"
          rows={3}
          label={t('group.settings.description')}
          value={values.description}
          error={errorFor(errors, 'description')}
          maxLength={limits.description}
          required={false}
        />
        <Field
          t={t}
          name="rules"
          type="textarea"
          rows={6}
          label={t('group.settings.rules')}
          hint={t('group.settings.rulesHint')}
          value={values.rules}
          error={errorFor(errors, 'rules')}
          maxLength={limits.rules}
          required={false}
        />
        <Field
          t={t}
          name="postDays"
          label={t('group.settings.postDays')}
          hint={t('group.settings.postDaysHint')}
          value={values.postDays}
          error={errorFor(errors, 'postDays')}
          inputMode="numeric"
          width="short"
          required={false}
        />
        {isFixed ? (
          <p class="soft">{t('group.settings.accessFixed')}</p>
        ) : (
          <>
            <Choice
              t={t}
              name="access"
              label={t('group.settings.access')}
              value={values.access}
              error={errorFor(errors, 'access')}
              options={accessOptions(t, { access, mayBeForAll })}
            />
            <Tick
              t={t}
              name="confirm"
              label={t('group.settings.accessConfirm')}
              hint={t('group.settings.accessConfirmHint')}
              error={errorFor(errors, 'confirm')}
            />
          </>
        )}
        <ButtonRow>
          <Button>{t('common.save')}</Button>
          <Button kind="quiet" href={`/groups/${groupId}`}>
            {t('common.cancel')}
          </Button>
        </ButtonRow>
      </Form>
      {access === 'approval' && !isFixed && <QuestionsSection t={t} groupId={groupId} {...props.questions} />}
    </>
  )
}

const Saved: FC<{ t: Translator; saved: SavedSettings }> = ({ t, saved }) => (
  <Section title={t('group.settings.savedNow')}>
    <SummaryList
      t={t}
      rows={[
        { label: t('group.settings.name'), value: saved.name },
        { label: t('group.settings.description'), value: saved.description },
        { label: t('group.settings.rules'), value: saved.rules },
        { label: t('group.settings.access'), value: t(accessLabels[saved.access]) },
        {
          label: t('group.settings.postDays'),
          value: saved.postDays === null ? t('group.settings.never') : String(saved.postDays),
        },
      ]}
    />
  </Section>
)
