import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Details, PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { SanctionCard, type SanctionModel, Words } from './sanction-list.tsx'

type RoleName = 'moderator' | 'caseworker' | 'admin'
type GrantName = 'invite' | 'alert' | 'outreach'

export interface PersonModel {
  readonly id: string
  readonly displayName: string
  readonly status: 'active' | 'frozen' | 'suspended' | 'expelled' | 'erased'
  readonly joinedAt: Date
  readonly asleepSince: string | null
  readonly roles: readonly RoleName[]
  readonly grants: readonly GrantName[]
  readonly isSelf: boolean
  readonly sanctions: readonly SanctionModel[]
  readonly notes: readonly { readonly id: string; readonly body: string; readonly expiresAt: Date }[]
}

export interface PersonPageProps {
  t: Translator
  person: PersonModel
  may: {
    readonly sanction: boolean
    readonly freeze: boolean
    readonly note: boolean
    readonly grant: boolean
    readonly giveRoles: boolean
    readonly putToSleep: boolean
  }
  grantNames: readonly GrantName[]
  noteDays: readonly number[]
  /** Makes a note that is sent twice one. */
  submission: string
  note?: { readonly text: string; readonly days: string } | undefined
  errors?: readonly FormError[] | undefined
}

/** One member as moderators see her: how she stands, what they can do, what they decided. */
export const PersonPage: FC<PersonPageProps> = (props) => {
  const { t, person, may, errors } = props
  const { id, displayName, status, isSelf, roles, sanctions } = person
  const running = sanctions.filter((sanction) => sanction.isRunning)
  const past = sanctions.filter((sanction) => !sanction.isRunning)
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle over={t('standing.people.over')}>{displayName}</PageTitle>
      <p class="cluster">
        <Tag tone={status === 'active' ? 'inside' : 'alarm'}>{t(`standing.status.${status}`)}</Tag>
        {kindsBeside(status, running).map((kind) => (
          <Tag tone="alarm">{t(`standing.kind.${kind}`)}</Tag>
        ))}
        {person.asleepSince !== null && <Tag>{t('standing.status.asleep')}</Tag>}
        {roles.map((role) => (
          <Tag tone="community">{t(`members.role.${role}`)}</Tag>
        ))}
      </p>
      <SummaryList
        t={t}
        rows={[{ label: t('standing.people.joined'), value: <Time t={t} at={person.joinedAt} /> }]}
      />
      {may.freeze && !isSelf && <Freezing t={t} person={person} />}
      {(may.sanction || may.giveRoles) && (
        <ButtonRow>
          {may.sanction && !isSelf && (
            <Button kind="secondary" icon="message-circle" href={`/queue/contact/${id}`}>
              {t('standing.people.write')}
            </Button>
          )}
          {may.sanction && !isSelf && (
            <Button kind="secondary" href={`/people/${id}/sanction`}>
              {t('standing.sanction.title')}
            </Button>
          )}
          {may.giveRoles && (
            <Button kind="secondary" href={`/people/${id}/roles`}>
              {t('standing.roles.title')}
            </Button>
          )}
        </ButtonRow>
      )}
      <Section title={t('standing.people.decisions')}>
        {running.length === 0 && <p class="soft">{t('standing.people.noDecisions')}</p>}
        {running.map((sanction) => (
          <SanctionCard t={t} sanction={sanction} level={3}>
            {may.sanction && !isSelf && (
              <ButtonRow>
                <Button kind="secondary" href={`/people/${id}/sanctions/${sanction.id}/lift`}>
                  {t('standing.lift.title')}
                </Button>
              </ButtonRow>
            )}
          </SanctionCard>
        ))}
        {past.length > 0 && (
          <Details summary={t('standing.people.past', { count: past.length })}>
            {past.map((sanction) => (
              <SanctionCard t={t} sanction={sanction} level={3} />
            ))}
          </Details>
        )}
      </Section>
      {may.note && !isSelf && <Notes {...props} />}
      {may.grant && <Grants {...props} />}
      {may.putToSleep && !isSelf && <Sleeping t={t} person={person} />}
    </>
  )
}

/** What runs against her and is not said by her status: a muted account is active, a frozen one may be suspended. */
function kindsBeside(
  status: PersonModel['status'],
  running: readonly SanctionModel[],
): readonly SanctionModel['kind'][] {
  const told = { suspend: 'suspended', expel: 'expelled', mute: undefined, warn: undefined }
  return [...new Set(running.map(({ kind }) => kind))].filter((kind) => told[kind] !== status)
}

const Freezing: FC<{ t: Translator; person: PersonModel }> = ({ t, person: { id, status } }) =>
  status === 'frozen' ? (
    <>
      <Notice tone="warning">
        <p>{t('standing.freeze.isFrozen')}</p>
      </Notice>
      <Form action={`/people/${id}/unfreeze`}>
        <ButtonRow>
          <Button kind="secondary">{t('standing.freeze.lift')}</Button>
        </ButtonRow>
      </Form>
    </>
  ) : (
    <Form action={`/people/${id}/freeze`}>
      <p class="soft">{t('standing.freeze.what')}</p>
      <ButtonRow>
        <Button kind="danger" icon="lock">
          {t('standing.freeze.theyTook')}
        </Button>
      </ButtonRow>
    </Form>
  )

const Notes: FC<PersonPageProps> = ({ t, person, noteDays, submission, note, errors }) => (
  <Section title={t('standing.notes.title')}>
    <p class="soft">{t('standing.notes.lead')}</p>
    {person.notes.map(({ body, expiresAt }) => (
      <div>
        <Words title={t('standing.notes.one')} text={body} />
        <p class="soft">
          {t('standing.notes.until')} <Time t={t} at={expiresAt} />
        </p>
      </div>
    ))}
    <Details summary={t('standing.notes.add')} open={note !== undefined}>
      <Form action={`/people/${person.id}/notes`} hidden={{ submission }}>
        <Field
          t={t}
          name="note"
          type="textarea"
          rows={3}
          label={t('standing.notes.text')}
          hint={t('standing.notes.hint')}
          value={note?.text}
          error={errorFor(errors, 'note')}
          maxLength={1000}
        />
        <Choice
          t={t}
          name="days"
          label={t('standing.notes.days')}
          options={noteDays.map((days) => ({
            value: String(days),
            label: t('standing.days', { count: days }),
          }))}
          value={note?.days ?? String(noteDays[0])}
          error={errorFor(errors, 'days')}
        />
        <Button kind="secondary">{t('standing.notes.save')}</Button>
      </Form>
    </Details>
  </Section>
)

const Grants: FC<PersonPageProps> = ({ t, person, grantNames }) => (
  <Section title={t('standing.grants.title')}>
    <Form action={`/people/${person.id}/grants`}>
      <Choice
        t={t}
        name="grants"
        type="checkbox"
        required={false}
        label={t('standing.grants.label')}
        options={grantNames.map((name) => ({
          value: name,
          label: t(`standing.grants.${name}`),
          hint: t(`standing.grants.${name}.hint`),
        }))}
        value={person.grants}
      />
      <Button kind="secondary">{t('common.save')}</Button>
    </Form>
  </Section>
)

const Sleeping: FC<{ t: Translator; person: PersonModel }> = ({ t, person: { id, status, asleepSince } }) => {
  if (status === 'frozen' || status === 'erased') return null
  const act = asleepSince === null ? 'sleep' : 'wake'
  return (
    <Section title={t('standing.sleep.title')}>
      <p class="soft">{t('standing.sleep.lead')}</p>
      <Form action={`/people/${id}/${act}`}>
        <ButtonRow>
          <Button kind="secondary">{t(`standing.sleep.${act}`)}</Button>
        </ButtonRow>
      </Form>
    </Section>
  )
}
