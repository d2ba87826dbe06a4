import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList, type SummaryRow } from '../components/lists.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { type LineModel, lineAddress } from './lines-page.tsx'

/** One thing that did not arrive; what it was, never what stood in it. */
export interface DeadLetterModel {
  readonly id: string
  readonly what: 'words' | 'change' | 'withdrawal' | 'other'
  /** A whole sentence. */
  readonly why: string
  readonly on: Date
}

export interface LinePageProps {
  t: Translator
  now: Date
  line: LineModel
  letters: readonly DeadLetterModel[]
  /** How many there are; only some of them are listed. */
  givenUp: number
}

/** The line to one server: what is known of it, and what can be done. */
export const LinePage: FC<LinePageProps> = ({ t, now, line, letters, givenUp }) => (
  <>
    <PageTitle over={t('health.title')}>
      <bdi translate="no">{line.host}</bdi>
    </PageTitle>
    <SummaryList t={t} rows={rowsOf(t, now, line)} />
    <Section title={t('health.acts.title')}>
      {line.state === 'paused' ? (
        <Act t={t} line={line} act="resume" />
      ) : (
        <>
          {(line.state === 'held' || line.state === 'failing') && <Act t={t} line={line} act="retry" />}
          <Act t={t} line={line} act="pause" />
        </>
      )}
      {line.words > 0 && (
        <ButtonRow>
          <Button kind="quiet" href={`${lineAddress(line.host)}/drop`}>
            {t('health.drop.open')}
          </Button>
        </ButtonRow>
      )}
    </Section>
    {letters.length > 0 && <Letters t={t} line={line} letters={letters} givenUp={givenUp} />}
  </>
)

const Act: FC<{ t: Translator; line: LineModel; act: 'retry' | 'pause' | 'resume' }> = ({ t, line, act }) => (
  <Form action={`${lineAddress(line.host)}/${act}`}>
    <p>{t(`health.${act}.text`)}</p>
    <ButtonRow>
      <Button kind={act === 'pause' ? 'secondary' : 'primary'}>{t(`health.${act}.submit`)}</Button>
    </ButtonRow>
  </Form>
)

function rowsOf(t: Translator, now: Date, line: LineModel): readonly SummaryRow[] {
  const day = (at: Date | undefined) => (at === undefined ? t('health.never') : <Time t={t} at={at} />)
  return [
    { label: t('health.label.state'), value: t(`health.state.${line.state}`) },
    ...(line.why === '' ? [] : [{ label: t('health.label.why'), value: line.why }]),
    { label: t('health.label.heard'), value: day(line.heardOn) },
    { label: t('health.label.delivered'), value: day(line.deliveredOn) },
    ...(line.failingSince === undefined
      ? []
      : [{ label: t('health.label.failing'), value: <Time t={t} at={line.failingSince} now={now} /> }]),
    ...(line.heldUntil === undefined
      ? []
      : [{ label: t('health.label.held'), value: <Time t={t} at={line.heldUntil} now={now} /> }]),
    { label: t('health.label.waiting'), value: t('health.row.waiting', { count: line.waiting }) },
    ...(line.withdrawals === 0
      ? []
      : [{ label: t('health.label.withdrawals'), value: String(line.withdrawals) }]),
  ]
}

const Letters: FC<Omit<LinePageProps, 'now'>> = ({ t, line, letters, givenUp }) => (
  <Section title={t('health.letters.title')}>
    <p>{t('health.letters.lead')}</p>
    <Form action={`${lineAddress(line.host)}/replay`}>
      <ButtonRow>
        <Button kind="secondary">{t('health.letters.all')}</Button>
      </ButtonRow>
    </Form>
    <ul class="link-list">
      {letters.map((letter, index) => (
        <Letter t={t} host={line.host} letter={letter} place={index + 1} />
      ))}
    </ul>
    {givenUp > letters.length && <p>{t('health.letters.more')}</p>}
  </Section>
)

/** `place` in the list tells its button from the others to whoever hears the page. */
const Letter: FC<{ t: Translator; host: string; letter: DeadLetterModel; place: number }> = ({
  t,
  host,
  letter,
  place,
}) => {
  const { id, what, why, on } = letter
  return (
    <li class="link-list__item" id={id}>
      <div class="link-list__words">
        <p>
          <strong>{t(`health.letter.${what}`)}</strong> · <Time t={t} at={on} />
        </p>
        <p class="link-list__text">{why}</p>
        <Form action={`${lineAddress(host)}/replay`} hidden={{ delivery: id }}>
          <Button kind="quiet">
            {t('health.letters.one')}
            <span class="visually-hidden">
              {' '}
              {t(`health.letter.${what}`)} {place}
            </span>
          </Button>
        </Form>
      </div>
    </li>
  )
}

/** Asks before texts are given up. */
export const DropPage: FC<{ t: Translator; host: string }> = ({ t, host }) => (
  <>
    <PageTitle lead={t('health.drop.text')}>{t('health.drop.title', { host })}</PageTitle>
    <Form action={`${lineAddress(host)}/drop`}>
      <ButtonRow>
        <Button kind="danger">{t('health.drop.submit')}</Button>
        <Button kind="quiet" href={lineAddress(host)}>
          {t('health.drop.keep')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
