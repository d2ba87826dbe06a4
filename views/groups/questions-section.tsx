import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Section } from '../components/text.tsx'

export interface QuestionsSectionProps {
  t: Translator
  groupId: string
  questions: readonly { readonly id: string; readonly prompt: string; readonly required: boolean }[]
  submission: string
  longest: number
  values?: { readonly prompt: string; readonly required: boolean } | undefined
  errors?: readonly FormError[] | undefined
}

/** What a group asks those who want to be let in. */
export const QuestionsSection: FC<QuestionsSectionProps> = (props) => {
  const { t, groupId, questions, submission, longest, values, errors } = props
  const action = `/groups/${groupId}/questions`
  return (
    <Section title={t('group.settings.questions')} id="questions">
      {questions.length === 0 && <p class="soft">{t('group.settings.questionsEmpty')}</p>}
      {questions.map(({ id, prompt, required }) => (
        <Form
          action={`${action}/${id}/require`}
          hidden={{ required: required ? 'no' : 'yes' }}
          label={prompt}
        >
          <p dir="auto">
            <strong>{prompt}</strong>
          </p>
          <p class="soft">
            {t(required ? 'group.settings.questionRequired' : 'group.settings.questionOptional')}
          </p>
          <ButtonRow>
            <Button kind="secondary">
              {t(required ? 'group.settings.questionRequireNot' : 'group.settings.questionRequire')}
              <span class="visually-hidden">: {prompt}</span>
            </Button>
            <Button kind="quiet" icon="trash-2" formaction={`${action}/${id}/remove`}>
              {t('group.settings.questionRemove')}
              <span class="visually-hidden">: {prompt}</span>
            </Button>
          </ButtonRow>
        </Form>
      ))}
      <Form action={action} hidden={{ submission }}>
        <Field
          t={t}
          name="prompt"
          label={t('group.settings.questionPrompt')}
          value={values?.prompt}
          error={errorFor(errors, 'prompt')}
          maxLength={longest}
        />
        <Tick
          t={t}
          name="required"
          label={t('group.settings.questionTick')}
          checked={values?.required ?? false}
        />
        <ButtonRow>
          <Button kind="secondary">{t('group.settings.questionAdd')}</Button>
        </ButtonRow>
      </Form>
    </Section>
  )
}
