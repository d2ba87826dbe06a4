import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { PageTitle } from '../components/text.tsx'

export interface LookUpPageProps {
  t: Translator
  name?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** One member by her exact name; there is no list to look through (P7). */
export const LookUpPage: FC<LookUpPageProps> = ({ t, name, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('standing.people.lead')}>{t('standing.people.title')}</PageTitle>
    <Form action="/people">
      <NameField t={t} name={name} errors={errors} />
      <ButtonRow>
        <Button>{t('standing.people.open')}</Button>
      </ButtonRow>
    </Form>
    <LinkList
      items={[
        {
          href: '/freeze',
          title: t('standing.freeze.title'),
          text: t('standing.freeze.short'),
          icon: 'lock',
        },
        { href: '/queue/record', title: t('record.title'), text: t('record.short'), icon: 'eye' },
        { href: '/roles', title: t('roles.title'), icon: 'users' },
      ]}
    />
  </>
)

/** "They took her phone": her name, one press. */
export const FreezePage: FC<LookUpPageProps> = ({ t, name, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('standing.freeze.lead')}>{t('standing.freeze.title')}</PageTitle>
    <Form action="/freeze">
      <NameField t={t} name={name} errors={errors} />
      <ButtonRow fixed>
        <Button kind="danger" icon="lock">
          {t('standing.freeze.do')}
        </Button>
      </ButtonRow>
    </Form>
    <p class="soft">{t('standing.freeze.what')}</p>
  </>
)

const NameField: FC<LookUpPageProps> = ({ t, name, errors }) => (
  <Field
    t={t}
    name="name"
    label={t('standing.people.name')}
    hint={t('standing.people.nameHint')}
    value={name}
    error={errorFor(errors, 'name')}
    maxLength={100}
    verbatim
  />
)
