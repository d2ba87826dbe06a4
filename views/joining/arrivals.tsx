import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice, Warning } from '../components/messages.tsx'
import { Code, PageTitle, Section } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { QrCode } from './qr-code.tsx'

interface ArrivalModel {
  readonly id: string
  readonly places: number
  readonly placesLeft: number
  readonly expiresAt: Date
}

export interface ArrivalsPageProps {
  t: Translator
  now: Date
  token: string
  /** What is open now, whoever opened it. */
  arrivals: readonly (ArrivalModel & { readonly by: string | null; readonly createdAt: Date })[]
  typed?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** A moderator opens the door for women who are in the room. */
export const ArrivalsPage: FC<ArrivalsPageProps> = ({ t, now, token, arrivals, typed, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('joining.arrivals.lead')}>{t('joining.arrivals.title')}</PageTitle>
    <Form action="/arrivals" hidden={{ token }}>
      <Field
        t={t}
        name="places"
        type="number"
        inputMode="numeric"
        width="short"
        label={t('joining.arrivals.places')}
        hint={t('joining.arrivals.placesHint')}
        value={typed ?? '1'}
        error={errorFor(errors, 'places')}
      />
      <Warning t={t}>{t('joining.arrivals.warning')}</Warning>
      <ButtonRow>
        <Button>{t('joining.arrivals.open')}</Button>
      </ButtonRow>
    </Form>
    {arrivals.length > 0 && (
      <Section title={t('joining.arrivals.openNow')}>
        <p>{t('joining.arrivals.onceShown')}</p>
        <ul class="link-list">
          {arrivals.map(({ id, by, places, placesLeft, createdAt, expiresAt }) => (
            <li class="link-list__item">
              <div class="link-list__words">
                <p>{t('joining.arrivals.left', { left: placesLeft, places })}</p>
                <p class="soft">
                  <bdi>{by ?? t('joining.aMember')}</bdi>
                  {' · '}
                  {t('joining.arrivals.opened')} <Time t={t} at={createdAt} now={now} />
                  {' · '}
                  {t('joining.arrivals.ends')} <Time t={t} at={expiresAt} now={now} />
                </p>
              </div>
              <EndForm t={t} id={id} />
            </li>
          ))}
        </ul>
      </Section>
    )}
  </>
)

const EndForm: FC<{ t: Translator; id: string }> = ({ t, id }) => (
  <Form action={`/arrivals/${id}/end`}>
    <Button kind="secondary">{t('joining.arrivals.end')}</Button>
  </Form>
)

export interface ArrivalPageProps {
  t: Translator
  now: Date
  link: string
  arrival: ArrivalModel & { readonly token: string; readonly isOpen: boolean }
}

/** What the moderator holds up: a big code, the address to type, how many places are left. */
export const ArrivalPage: FC<ArrivalPageProps> = ({ t, now, link, arrival }) => {
  const { id, token, places, placesLeft, expiresAt, isOpen } = arrival
  if (!isOpen) return <ClosedArrival t={t} came={places - placesLeft} />
  return (
    <>
      <PageTitle lead={t('joining.arrivals.show')}>
        {t('joining.arrivals.left', { left: placesLeft, places })}
      </PageTitle>
      <QrCode text={link} label={t('joining.qr')} large />
      <Code t={t} label={t('joining.arrivals.address')} code={link.replace(/^https?:\/\//, '')} />
      <p>
        {t('joining.arrivals.ends')} <Time t={t} at={expiresAt} now={now} />
      </p>
      <Form action="/arrivals" hidden={{ token, places: String(places) }}>
        <ButtonRow>
          <Button icon="refresh-cw">{t('joining.arrivals.refresh')}</Button>
        </ButtonRow>
      </Form>
      <EndForm t={t} id={id} />
    </>
  )
}

const ClosedArrival: FC<{ t: Translator; came: number }> = ({ t, came }) => (
  <>
    <PageTitle>{t('joining.arrivals.over')}</PageTitle>
    <Notice>
      <p>{t('joining.arrivals.came', { count: came })}</p>
    </Notice>
    <ButtonRow>
      <Button href="/arrivals">{t('joining.arrivals.another')}</Button>
    </ButtonRow>
  </>
)
