import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { Details, PageTitle } from '../components/text.tsx'
import { DeclineFields, type DecliningModel } from './decline-fields.tsx'

interface ChosenModel {
  readonly id: string
  readonly name: string
}

export interface ChosenPageProps {
  t: Translator
  chosen: readonly ChosenModel[]
  /** Names of those who were decided on meanwhile. */
  gone: readonly string[]
  replies: readonly { readonly id: string; readonly name: string; readonly body: string }[]
  declining?: DecliningModel | undefined
  errors?: readonly FormError[] | undefined
}

/** Everybody who was chosen, once more by name, before anything is decided. */
export const ChosenPage: FC<ChosenPageProps> = ({ t, chosen, gone, replies, declining, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('joining.bulk.chosen', { count: chosen.length })}</PageTitle>
    {gone.length > 0 && (
      <Notice tone="warning">
        <p>{t('joining.bulk.meanwhile', { names: gone.join(', ') })}</p>
      </Notice>
    )}
    <ul>
      {chosen.map(({ name }) => (
        <li>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
    {chosen.length > 0 && (
      <>
        <p class="soft">{t('joining.bulk.forgotten', { count: chosen.length })}</p>
        <Form action="/queue/applications/approve">
          <ChosenFields chosen={chosen} />
          <ButtonRow>
            <Button icon="check">{t('joining.bulk.approve', { count: chosen.length })}</Button>
          </ButtonRow>
        </Form>
        <Details
          summary={t('joining.decide.declineInstead')}
          open={errors !== undefined && errors.length > 0}
        >
          <Form action="/queue/applications/decline">
            <ChosenFields chosen={chosen} />
            <DeclineFields t={t} replies={replies} declining={declining} errors={errors} />
            <Button kind="secondary">{t('joining.bulk.decline', { count: chosen.length })}</Button>
          </Form>
        </Details>
      </>
    )}
    <ButtonRow>
      <Button kind="quiet" href="/queue/applications">
        {t('common.back')}
      </Button>
    </ButtonRow>
  </>
)

/** Whom it is about, and what they were called: a name is gone once somebody else has decided. */
const ChosenFields: FC<{ chosen: readonly ChosenModel[] }> = ({ chosen }) => (
  <>
    {chosen.map(({ id, name }) => (
      <>
        <input type="hidden" name="application" value={id} />
        <input type="hidden" name={`name-${id}`} value={name} />
      </>
    ))}
  </>
)

const outcomeKinds = ['approved', 'needsAnother', 'declined', 'already'] as const

export interface OutcomesPageProps {
  t: Translator
  outcomes: readonly { readonly kind: (typeof outcomeKinds)[number]; readonly name: string }[]
}

/** What became of each, by name. */
export const OutcomesPage: FC<OutcomesPageProps> = ({ t, outcomes }) => (
  <>
    <PageTitle>{t('joining.bulk.done')}</PageTitle>
    {outcomeKinds.map((kind) => {
      const names = outcomes.filter((outcome) => outcome.kind === kind).map(({ name }) => name)
      if (names.length === 0) return null
      return (
        <Notice tone={kind === 'already' ? 'warning' : 'done'} live>
          <p>{t(`joining.bulk.outcome.${kind}`, { count: names.length })}</p>
          <ul>
            {names.map((name) => (
              <li>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )
    })}
    <ButtonRow>
      <Button href="/queue/applications">{t('joining.bulk.more')}</Button>
      <Button kind="quiet" href="/queue">
        {t('queue.back')}
      </Button>
    </ButtonRow>
  </>
)
