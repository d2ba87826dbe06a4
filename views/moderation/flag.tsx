import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { Details, PageTitle } from '../components/text.tsx'

type Category = 'danger' | 'names' | 'hate' | 'rules' | 'spam' | 'other'

export interface FlagPageProps {
  t: Translator
  what: 'post' | 'comment' | 'allied-post'
  communityName: string
  categories: readonly Category[]
  action: string
  /** Back to where the thing stands. */
  backHref: string
  longestNote: number
  values?: { readonly category: string; readonly note: string } | undefined
  errors?: readonly FormError[] | undefined
  /** Why there is no form: she did it already, or it is her own. */
  closed?: string | undefined
  children?: Child
}

/** A member asks the moderators to look at something. Children show it once more. */
export const FlagPage: FC<FlagPageProps> = (props) => {
  const { t, what, errors, values, closed } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle>{t(`flag.title.${what}`)}</PageTitle>
      {props.children}
      {closed !== undefined ? (
        <>
          <Notice>
            <p>{closed}</p>
          </Notice>
          <ButtonRow>
            <Button href={props.backHref}>{t('flag.done.back')}</Button>
          </ButtonRow>
        </>
      ) : (
        <>
          <p>
            <strong>{t('flag.hidden')}</strong>
          </p>
          <Details summary={t('flag.readers')}>
            <ul>
              <li>{t('flag.who', { community: props.communityName })}</li>
              <li>{t('flag.otherGroup')}</li>
              <li>{t('flag.server')}</li>
            </ul>
          </Details>
          <Form action={props.action}>
            <Choice
              t={t}
              name="category"
              label={t('flag.category')}
              options={props.categories.map((value) => ({ value, label: t(`flag.category.${value}`) }))}
              value={values?.category}
              error={errorFor(errors, 'category')}
            />
            <Field
              t={t}
              name="note"
              type="textarea"
              rows={3}
              label={t('flag.note')}
              hint={t('flag.noteHint')}
              required={false}
              value={values?.note}
              error={errorFor(errors, 'note')}
              maxLength={props.longestNote}
            />
            <ButtonRow>
              <Button>{t('flag.send')}</Button>
              <Button kind="quiet" href={props.backHref}>
                {t('common.cancel')}
              </Button>
            </ButtonRow>
          </Form>
        </>
      )}
    </>
  )
}

/** After it was sent. */
export const FlaggedPage: FC<{ t: Translator; backHref: string }> = ({ t, backHref }) => (
  <>
    <PageTitle lead={t('flag.hidden')}>{t('flag.done')}</PageTitle>
    <ButtonRow>
      <Button href={backHref}>{t('flag.done.back')}</Button>
    </ButtonRow>
  </>
)
