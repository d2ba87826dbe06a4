import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'
import { accessOptions } from './access-options.ts'

export interface NewGroupPageProps {
  t: Translator
  values: {
    readonly submission: string
    readonly name: string
    readonly description: string
    readonly access: string
    readonly names: string
  }
  limits: { readonly name: number; readonly description: number }
  errors?: readonly FormError[] | undefined
}

/** A moderator opens a new group. */
export const NewGroupPage: FC<NewGroupPageProps> = ({ t, values, limits, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('group.new.lead')}>{t('group.new.title')}</PageTitle>
    <Form action="/groups/new" hidden={{ submission: values.submission }}>
      <Field
        t={t}
        name="name"
        label={t('group.new.name')}
        value={values.name}
        error={errorFor(errors, 'name')}
        maxLength={limits.name}
      />
      <Field
        t={t}
        name="description"
        type="textarea"
        rows={3}
        label={t('group.new.description')}
        hint={t('group.new.descriptionHint')}
        value={values.description}
        error={errorFor(errors, 'description')}
        maxLength={limits.description}
        required={false}
      />
      <Choice
        t={t}
        name="access"
        label={t('group.new.access')}
        hint={t('group.new.accessLater')}
        value={values.access}
        error={errorFor(errors, 'access')}
        options={accessOptions(t)}
      />
      <Field
        t={t}
        name="names"
        type="textarea"
        rows={4}
        label={t('group.new.first')}
        hint={t('group.new.firstHint')}
        value={values.names}
        error={errorFor(errors, 'names')}
        required={false}
      />
      <ButtonRow>
        <Button>{t('group.new.submit')}</Button>
        <Button kind="quiet" href="/groups">
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
