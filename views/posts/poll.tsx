import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { arrival, smallAct } from '../components/small-act.tsx'
import { Time } from '../components/time.tsx'

export interface PollModel {
  readonly several: boolean
  readonly secret: boolean
  readonly closesAt: Date
  readonly isOpen: boolean
  readonly hasVoted: boolean
  readonly mayVote: boolean
  readonly options: readonly { readonly id: string; readonly label: string; readonly isMine: boolean }[]
  /** In the order of the options; absent for as long as the reader may not know. */
  readonly votes?: readonly number[] | undefined
}

export interface PollProps {
  t: Translator
  now: Date
  poll: PollModel
  /** Where a vote goes. */
  action: string
  lang?: string | undefined
  errors?: readonly FormError[] | undefined
  /** Only in fragments. */
  hasJustVoted?: boolean | undefined
}

/** A vote: the form for as long as she may, and how it stands as soon as she may know. */
export const Poll: FC<PollProps> = ({ t, now, poll, action, lang, errors, hasJustVoted }) => (
  <section class="poll stack" id="poll" aria-label={t('poll.title')}>
    <ErrorSummary t={t} errors={errors} />
    {poll.votes && <Results t={t} poll={poll} votes={poll.votes} lang={lang} />}
    {poll.mayVote && (
      <Form action={action} htmx={smallAct(action, { target: '#poll' })}>
        <Choice
          t={t}
          name="option"
          type={poll.several ? 'checkbox' : 'radio'}
          label={t(poll.several ? 'poll.choose.several' : 'poll.choose.one')}
          options={poll.options.map(({ id, label }) => ({ value: id, label, lang }))}
          value={poll.options.filter(({ isMine }) => isMine).map(({ id }) => id)}
          hint={t(poll.secret ? 'poll.secret' : 'poll.open')}
          error={errorFor(errors, 'option')}
        />
        <Button kind="secondary" focused={hasJustVoted}>
          {t('poll.vote')}
        </Button>
      </Form>
    )}
    {poll.secret && poll.isOpen && poll.hasVoted && (
      <p {...(hasJustVoted ? arrival : {})}>{t('poll.secretVoted')}</p>
    )}
    <p class="soft">
      {t(poll.isOpen ? 'poll.closes' : 'poll.closed')} <Time t={t} at={poll.closesAt} now={now} />
    </p>
  </section>
)

const Results: FC<{
  t: Translator
  poll: PollModel
  votes: readonly number[]
  lang?: string | undefined
}> = ({ t, poll, votes, lang }) => {
  const most = Math.max(1, ...votes)
  return (
    <table class="poll__results">
      <caption class="visually-hidden">{t('poll.results')}</caption>
      {poll.options.map(({ label, isMine }, index) => (
        <tr>
          <th scope="row" lang={lang} dir="auto">
            {label}
          </th>
          <td>
            <meter min={0} max={most} value={votes[index] ?? 0} aria-hidden="true" />
            {t('poll.votes', { count: votes[index] ?? 0 })}
            {isMine && ` · ${t('poll.yours')}`}
          </td>
        </tr>
      ))}
    </table>
  )
}
