import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Details, PageTitle, Prose, Section } from '../components/text.tsx'

interface Answered {
  readonly prompt: string
  readonly answer: string
}

export interface JoinPageProps {
  t: Translator
  group: {
    readonly id: string
    readonly name: string
    readonly description: string
    readonly rules?: SafeHtml | undefined
  }
  questions: readonly {
    readonly field: string
    readonly prompt: string
    readonly required: boolean
    readonly value: string
  }[]
  submission: string
  /** The longest answer. */
  longest: number
  /** What the moderators said to her last question. */
  declined?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** A group from outside its door: what it is, its rules, its questions. */
export const JoinPage: FC<JoinPageProps> = (props) => {
  const { t, group, questions, submission, longest, declined, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={group.description === '' ? undefined : group.description}>
        {t('group.join.title', { name: group.name })}
      </PageTitle>
      {declined !== undefined && (
        <Notice tone="warning">
          <p>{t('group.join.declined')}</p>
          <p dir="auto">{declined}</p>
        </Notice>
      )}
      {group.rules !== undefined && (
        <Section title={t('group.rules')}>
          <Prose html={group.rules} />
        </Section>
      )}
      <Form action={`/groups/${group.id}/join`} hidden={{ submission }}>
        {questions.map(({ field, prompt, required, value }) => (
          <Field
            t={t}
            name={field}
            type="textarea"
            rows={3}
            label={prompt}
            value={value}
            error={errorFor(errors, field)}
            required={required}
            maxLength={longest}
          />
        ))}
        {group.rules !== undefined && <p>{t('group.join.agree')}</p>}
        <p class="soft">{t('group.join.lead')}</p>
        <ButtonRow>
          <Button>{t(declined === undefined ? 'group.join.action' : 'group.join.again')}</Button>
          <Button kind="quiet" href="/groups">
            {t('common.cancel')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

export interface AskedPageProps {
  t: Translator
  group: { readonly id: string; readonly name: string }
  answers: readonly Answered[]
  /** What she wrote in a second form, which was not sent. */
  typed?: readonly Answered[] | undefined
  errors?: readonly FormError[] | undefined
}

/** She has asked, and may take it back. */
export const AskedPage: FC<AskedPageProps> = ({ t, group, answers, typed = [], errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('group.join.waitingText')}>{t('group.join.waiting', { name: group.name })}</PageTitle>
    {answers.length > 0 && (
      <Section title={t('group.join.yourAnswers')}>
        <SummaryList t={t} rows={answers.map(({ prompt, answer }) => ({ label: prompt, value: answer }))} />
      </Section>
    )}
    {typed.length > 0 && (
      <Details summary={t('group.join.typed')} open>
        <SummaryList t={t} rows={typed.map(({ prompt, answer }) => ({ label: prompt, value: answer }))} />
      </Details>
    )}
    <Form action={`/groups/${group.id}/join/withdraw`}>
      <ButtonRow>
        <Button kind="secondary" icon="undo-2">
          {t('group.join.withdraw')}
        </Button>
        <Button kind="quiet" href="/groups">
          {t('common.back')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
