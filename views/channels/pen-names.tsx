import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Warning } from '../components/messages.tsx'
import { Person } from '../components/person.tsx'
import { PageTitle } from '../components/text.tsx'

export interface PenNamesPageProps {
  t: Translator
  penNames: readonly { readonly id: string; readonly name: string }[]
  mayMakeNew: boolean
  penName?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Her own pen names, which nobody else is shown. */
export const PenNamesPage: FC<PenNamesPageProps> = ({ t, penNames, mayMakeNew, penName, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('penNames.lead')}>{t('penNames.title')}</PageTitle>
    {penNames.length === 0 ? (
      <p>{t('penNames.empty')}</p>
    ) : (
      <ul class="link-list">
        {penNames.map(({ name }) => (
          <li class="link-list__item">
            <Person name={name} />
          </li>
        ))}
      </ul>
    )}
    <p class="soft">{t('penNames.whoKnows')}</p>
    <Warning t={t}>{t('penNames.warning')}</Warning>
    {mayMakeNew && (
      <Form action="/pen-names">
        <Field
          t={t}
          name="penName"
          label={t('penNames.new')}
          hint={t('penNames.newHint')}
          value={penName}
          error={errorFor(errors, 'penName')}
          maxLength={40}
        />
        <ButtonRow>
          <Button>{t('penNames.create')}</Button>
        </ButtonRow>
      </Form>
    )}
  </>
)
