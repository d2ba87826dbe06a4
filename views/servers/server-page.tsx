import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList, type SummaryRow } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { StandingTag } from './servers-page.tsx'

interface WaitingFollower {
  readonly id: string
  readonly name: string
  readonly channelName: string
  readonly channelKind: 'open' | 'allied'
  /** It may show to everybody what is not for everybody. */
  readonly mayShowElsewhere: boolean
}

export interface ServerModel {
  readonly domain: string
  readonly standing: 'blocked' | 'allowed' | 'known' | 'unknown'
  readonly decidedBy?: string
  readonly isRefused: boolean
  readonly firstSeen: Date | null
  readonly followers: readonly {
    readonly id: string
    readonly name: string
    readonly channelName: string
    readonly state: 'pending' | 'accepted' | 'rejected' | 'removed' | 'left'
  }[]
  /** Those who wait and may be let in. */
  readonly waiting: readonly WaitingFollower[]
  readonly followed: readonly {
    readonly id: string
    readonly name: string
    readonly state: 'requested' | 'following' | 'refused' | 'left'
  }[]
  readonly posts: number
  readonly membersComments: number
  readonly waitingAnswers: number
  readonly acceptedAnswers: number
  readonly editions: number
  readonly askedBack: number
  readonly confirmed: number
  readonly heardOn: Date | undefined
  readonly deliveredOn: Date | undefined
  readonly failingSince: Date | null
  readonly acknowledgesWithdrawals: boolean | null
  readonly isInDrafts: boolean
}

export interface ServerPageProps {
  t: Translator
  server: ServerModel
  values: { readonly answers: string; readonly hourlyLimit: string; readonly note: string }
  usualLimit: number
  longestNote: number
  errors?: readonly FormError[] | undefined
}

/** One server: what was decided, what is known of it, and how it is treated. */
export const ServerPage: FC<ServerPageProps> = (props) => {
  const { t, server } = props
  const { domain, standing, isRefused } = server
  return (
    <>
      <ErrorSummary t={t} errors={props.errors} />
      <PageTitle over={t('servers.server.over')}>
        <bdi translate="no">{domain}</bdi>
      </PageTitle>
      {isRefused && (
        <Notice tone="alarm">
          <p>{t('servers.server.refusedNow')}</p>
        </Notice>
      )}
      {server.isInDrafts && (
        <Notice tone="warning">
          <p>
            <a href="/servers/drafts">{t('servers.server.draft')}</a>
          </p>
        </Notice>
      )}
      <SummaryList
        t={t}
        rows={[
          {
            label: t('servers.server.standing'),
            value: (
              <>
                {standing === 'known' || standing === 'unknown' ? (
                  t(`servers.standing.${standing}`)
                ) : (
                  <StandingTag t={t} standing={standing} isRefused={isRefused} />
                )}
                {server.decidedBy !== undefined && (
                  <> {t('servers.server.decidedBy', { domain: server.decidedBy })}</>
                )}
              </>
            ),
          },
          ...knownRows(t, server),
        ]}
      />
      <Decisions t={t} server={server} />
      <Followers t={t} server={server} />
      {server.followed.length > 0 && (
        <Section title={t('servers.server.followed')}>
          <ul>
            {server.followed.map(({ id, name, state }) => (
              <li>
                <a href={`/allies/channels#${id}`} dir="auto">
                  {name}
                </a>{' '}
                · {t(`allies.channels.state.${state}`)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Settings {...props} />
    </>
  )
}

function knownRows(t: Translator, server: ServerModel): SummaryRow[] {
  const { firstSeen, acknowledgesWithdrawals, posts, editions, askedBack, confirmed } = server
  const { waitingAnswers: waiting, acceptedAnswers: accepted } = server
  const row = (label: string, value: Child): SummaryRow => ({ label, value })
  return [
    row(
      t('servers.server.firstSeen'),
      firstSeen === null ? t('servers.server.never') : <Time t={t} at={firstSeen} />,
    ),
    ...(acknowledgesWithdrawals === null
      ? []
      : [
          row(
            t('servers.server.takingBack'),
            t(acknowledgesWithdrawals ? 'followers.queue.acknowledges' : 'followers.queue.acknowledgesNot'),
          ),
        ]),
    row(t('servers.server.posts'), t('servers.server.postsValue', { posts })),
    row(t('servers.server.answers'), t('servers.server.answersValue', { waiting, accepted })),
    row(t('servers.server.went'), t('servers.server.wentValue', { count: editions })),
    ...(askedBack === 0
      ? []
      : [
          row(
            t('servers.server.askedBack'),
            t('servers.server.askedBackValue', { asked: askedBack, confirmed }),
          ),
        ]),
    row(t('servers.server.line'), <Contact t={t} server={server} />),
  ]
}

const Contact: FC<{ t: Translator; server: ServerModel }> = ({ t, server }) => {
  const { heardOn, deliveredOn, failingSince } = server
  const said = [
    ...(heardOn ? [{ words: t('servers.server.heard'), at: heardOn }] : []),
    ...(deliveredOn ? [{ words: t('servers.server.delivered'), at: deliveredOn }] : []),
    ...(failingSince ? [{ words: t('servers.server.failing'), at: failingSince }] : []),
  ]
  if (said.length === 0) return <>{t('servers.server.noContact')}</>
  return (
    <>
      {said.map(({ words, at }, index) => (
        <>
          {index > 0 && ', '}
          {words} <Time t={t} at={at} />
        </>
      ))}
    </>
  )
}

/** Each leads to a page that says what it does and asks. */
const Decisions: FC<{ t: Translator; server: ServerModel }> = ({ t, server }) => {
  const { domain, standing, decidedBy, isRefused } = server
  const isOwn = decidedBy === undefined
  const here = `/servers/${domain}`
  return (
    <ButtonRow>
      {!(standing === 'blocked' && isOwn) && (
        <Button kind="danger" icon="unplug" href={`${here}/block`}>
          {t('servers.decide.block')}
        </Button>
      )}
      {!(standing === 'allowed' && isOwn) && (
        <Button kind="secondary" icon="check" href={`${here}/allow`}>
          {t('servers.decide.allow')}
        </Button>
      )}
      {isOwn && (standing === 'blocked' || standing === 'allowed') && (
        <Button kind="secondary" href={`${here}/unblock`}>
          {t('servers.decide.unblock')}
        </Button>
      )}
      {isRefused && standing !== 'blocked' && (
        <Button kind="secondary" href={`${here}/purge`}>
          {t('servers.decide.purge')}
        </Button>
      )}
    </ButtonRow>
  )
}

const Followers: FC<{ t: Translator; server: ServerModel }> = ({ t, server }) =>
  server.followers.length === 0 ? null : (
    <Section title={t('servers.server.followers')}>
      <ul>
        {server.followers.map(({ id, name, channelName, state }) => (
          <li>
            <strong dir="auto">{name}</strong> · <span dir="auto">{channelName}</span>
            {state === 'pending' && (
              <>
                {' · '}
                <a href={`/queue/followers/${id}`}>
                  {t('followers.list.waiting')}
                  <span class="visually-hidden">
                    {' '}
                    {name}, {channelName}
                  </span>
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      <ButtonRow>
        {server.waiting.length > 0 && (
          <Button kind="secondary" icon="check" href={`/servers/${server.domain}/accept-followers`}>
            {t('servers.server.acceptFollowers', { count: server.waiting.length })}
          </Button>
        )}
        <Button kind="quiet" icon="unplug" href={`/servers/${server.domain}/remove-followers`}>
          {t('servers.server.removeFollowers')}
        </Button>
      </ButtonRow>
    </Section>
  )

const Settings: FC<ServerPageProps> = ({ t, server, values, usualLimit, longestNote, errors }) => (
  <Section title={t('servers.server.settings')}>
    <Form action={`/servers/${server.domain}/settings`}>
      <Choice
        t={t}
        name="answers"
        label={t('servers.server.answersQuestion')}
        options={[
          { value: 'held', label: t('servers.server.held') },
          { value: 'trusted', label: t('servers.server.trusted') },
        ]}
        value={values.answers}
        error={errorFor(errors, 'answers')}
      />
      <Field
        t={t}
        name="hourlyLimit"
        label={t('servers.server.limit')}
        hint={t('servers.server.limitHint', { usual: usualLimit })}
        value={values.hourlyLimit}
        error={errorFor(errors, 'hourlyLimit')}
        inputMode="numeric"
        width="short"
        maxLength={7}
        required={false}
      />
      <Field
        t={t}
        name="note"
        type="textarea"
        rows={3}
        label={t('servers.server.note')}
        hint={t('servers.server.noteHint')}
        value={values.note}
        error={errorFor(errors, 'note')}
        maxLength={longestNote}
        required={false}
      />
      <ButtonRow>
        <Button kind="secondary">{t('servers.server.save')}</Button>
      </ButtonRow>
    </Form>
  </Section>
)
