import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'
import { SanctionCard, type SanctionModel, Words } from './sanction-list.tsx'

type MeasureName =
  | 'warn'
  | `mute-${1 | 3 | 7 | 30}`
  | `suspend-${7 | 30}`
  | 'suspend'
  | 'expel'
  | 'expel-and-remove'

export interface SanctionPageProps {
  t: Translator
  person: { readonly id: string; readonly displayName: string }
  measureNames: readonly MeasureName[]
  submission: string
  values?: { readonly measure: string; readonly reason: string } | undefined
  errors?: readonly FormError[] | undefined
}

/** Deciding something about a member: the mildest first, each said in its consequence. */
export const SanctionPage: FC<SanctionPageProps> = (props) => {
  const { t, person, measureNames, submission, values, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle over={person.displayName} lead={t('standing.sanction.lead')}>
        {t('standing.sanction.title')}
      </PageTitle>
      <Form action={`/people/${person.id}/sanction`} hidden={{ submission }}>
        <Choice
          t={t}
          name="measure"
          label={t('standing.sanction.measure')}
          options={measureNames.map((name) => ({
            value: name,
            label: t(`standing.measure.${name}`),
            hint: t(`standing.measure.${name}.hint`),
          }))}
          value={values?.measure ?? ''}
          error={errorFor(errors, 'measure')}
        />
        <Field
          t={t}
          name="reason"
          type="textarea"
          rows={4}
          label={t('standing.sanction.reasonLabel')}
          hint={t('standing.sanction.reasonHint')}
          value={values?.reason}
          error={errorFor(errors, 'reason')}
          maxLength={1000}
        />
        <ButtonRow fixed>
          <Button>{t('standing.sanction.do')}</Button>
          <Button kind="quiet" href={`/people/${person.id}`}>
            {t('common.cancel')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

export interface ExpelPageProps {
  t: Translator
  person: { readonly id: string; readonly displayName: string }
  submission: string
  measure: 'expel' | 'expel-and-remove'
  reason: string
}

/** Before she is expelled: who she is and what happens. The form is the same one again, with a yes. */
export const ExpelPage: FC<ExpelPageProps> = ({ t, person, submission, measure, reason }) => {
  const { id, displayName: name } = person
  const removes = measure === 'expel-and-remove'
  return (
    <>
      <PageTitle>{t('standing.expel.title', { name })}</PageTitle>
      <ul>
        <li>{t('standing.expel.access')}</li>
        <li>{t('standing.expel.appeal')}</li>
        <li>{t(removes ? 'standing.expel.removed' : 'standing.expel.stays')}</li>
      </ul>
      <Words title={t('standing.sanction.reason')} text={reason} />
      <Form action={`/people/${id}/sanction`} hidden={{ submission, measure, reason, confirm: measure }}>
        <ButtonRow fixed>
          <Button kind="danger">
            {t(removes ? 'standing.expel.removeDo' : 'standing.expel.do', { name })}
          </Button>
          <Button kind="quiet" href={`/people/${id}`}>
            {t('common.cancel')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

export interface LiftPageProps {
  t: Translator
  person: { readonly id: string; readonly displayName: string }
  sanction: SanctionModel
  answer?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Taking a decision back before its time. */
export const LiftPage: FC<LiftPageProps> = ({ t, person, sanction, answer, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle over={person.displayName}>{t('standing.lift.title')}</PageTitle>
    <SanctionCard t={t} sanction={sanction} />
    <Form action={`/people/${person.id}/sanctions/${sanction.id}/lift`}>
      <Field
        t={t}
        name="answer"
        type="textarea"
        rows={4}
        label={t('standing.lift.answer')}
        hint={t('standing.sanction.reasonHint')}
        value={answer}
        error={errorFor(errors, 'answer')}
        maxLength={1000}
      />
      <ButtonRow fixed>
        <Button>{t('standing.lift.do')}</Button>
        <Button kind="quiet" href={`/people/${person.id}`}>
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

export interface RolesPageProps {
  t: Translator
  person: {
    readonly id: string
    readonly displayName: string
    readonly isSelf: boolean
    readonly roles: readonly string[]
  }
  roleNames: readonly ('moderator' | 'caseworker' | 'admin')[]
  errors?: readonly FormError[] | undefined
}

/** What an admin entrusts a member with. */
export const RolesPage: FC<RolesPageProps> = ({ t, person, roleNames, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle over={person.displayName} lead={t('standing.roles.lead')}>
      {t('standing.roles.title')}
    </PageTitle>
    <Form action={`/people/${person.id}/roles`}>
      <Choice
        t={t}
        name="roles"
        type="checkbox"
        required={false}
        label={t('standing.roles.label')}
        options={roleNames.map((role) => ({
          value: role,
          label: t(`members.role.${role}`),
          hint: t(`standing.roles.${role}.hint`),
        }))}
        value={person.roles}
        error={errorFor(errors, 'roles')}
      />
      <p>{t(person.isSelf ? 'standing.roles.signsYouOut' : 'standing.roles.signsOut')}</p>
      <ButtonRow fixed>
        <Button>{t('common.save')}</Button>
        <Button kind="quiet" href={`/people/${person.id}`}>
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
    <p>
      <a href="/roles">{t('roles.title')}</a>
    </p>
  </>
)
