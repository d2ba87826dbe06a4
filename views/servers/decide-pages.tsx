import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice, Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { Notice, Warning } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'
import type { ServerModel } from './server-page.tsx'

type Decision = 'block' | 'allow' | 'unblock' | 'purge' | 'remove-followers'

export interface DecideServerPageProps {
  t: Translator
  server: ServerModel
  decision: Decision
}

/** Says what a decision about a server does, and asks once. */
export const DecideServerPage: FC<DecideServerPageProps> = ({ t, server, decision }) => {
  const { domain } = server
  const ends = decision === 'block' || decision === 'purge'
  return (
    <>
      <PageTitle over={t('servers.server.over')}>{t('servers.decide.title', { decision, domain })}</PageTitle>
      {ends && <Ending t={t} server={server} decision={decision} />}
      {decision === 'allow' && <p>{t('servers.decide.allowText')}</p>}
      {decision === 'unblock' && <p>{t('servers.decide.unblockText')}</p>}
      {decision === 'remove-followers' && (
        <Notice tone="warning">
          <p>{t('servers.decide.followersText')}</p>
        </Notice>
      )}
      <p class="soft">{t('servers.decide.below', { domain })}</p>
      <Form action={`/servers/${domain}/${decision}`}>
        <ButtonRow>
          <Button
            kind={ends || decision === 'remove-followers' ? 'danger' : 'primary'}
            icon={ends ? 'unplug' : undefined}
          >
            {t(`servers.decide.${decision}`)}
          </Button>
          <Button kind="quiet" href={`/servers/${domain}`}>
            {t('servers.decide.keep')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

/** Everything that goes, before it does. */
const Ending: FC<DecideServerPageProps> = ({ t, server, decision }) => {
  const { posts, membersComments: comments, editions, followers, followed } = server
  const answers = server.waitingAnswers + server.acceptedAnswers
  const deleted = [
    ...(posts > 0 ? [t('servers.decide.deletedPosts', { posts })] : []),
    ...(comments > 0 ? [t('servers.decide.deletedComments', { comments })] : []),
    ...(answers > 0 ? [t('servers.decide.deletedAnswers', { answers })] : []),
  ]
  const channels = followed.filter(({ state }) => state === 'requested' || state === 'following').length
  return (
    <>
      {decision === 'block' && <p>{t('servers.decide.blockText')}</p>}
      {deleted.length === 0 ? (
        <p>{t('servers.decide.deletedNone')}</p>
      ) : (
        <>
          <p>{t('servers.decide.deleted')}</p>
          <ul>
            {deleted.map((what) => (
              <li>{what}</li>
            ))}
          </ul>
        </>
      )}
      <p>{t('servers.decide.ends', { followers: followers.length, channels })}</p>
      <p>{t('servers.decide.asked', { editions })}</p>
      <Warning t={t}>{t('servers.decide.notBack')}</Warning>
    </>
  )
}

const modes = ['allowlist', 'blocklist', 'open'] as const
type Mode = (typeof modes)[number]

export interface ModePageProps {
  t: Translator
  mode: string
  errors?: readonly FormError[] | undefined
}

/** Which servers may speak with the community: one question. */
export const ModePage: FC<ModePageProps> = ({ t, mode, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('servers.mode.lead')}>{t('servers.mode.title')}</PageTitle>
    <Form action="/servers/mode">
      <Choice
        t={t}
        name="mode"
        label={t('servers.mode.question')}
        options={modes.map((value) => ({
          value,
          label: t(`servers.mode.${value}`),
          hint: t(`servers.mode.${value}Means`),
        }))}
        value={mode}
        error={errorFor(errors, 'mode')}
      />
      <ButtonRow>
        <Button>{t('servers.mode.next')}</Button>
        <Button kind="quiet" href="/servers">
          {t('servers.mode.keep')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

export interface ConfirmModePageProps {
  t: Translator
  mode: Mode
  blocked: number
  /** Servers we have to do with that no list allows. */
  unlisted: readonly string[]
  errors?: readonly FormError[] | undefined
}

/** What the mode she chose does to those she has to do with. */
export const ConfirmModePage: FC<ConfirmModePageProps> = ({ t, mode, blocked, unlisted, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('servers.mode.confirmTitle', { mode })}</PageTitle>
    <p>{t(`servers.mode.${mode}Means`)}</p>
    {mode === 'open' && <Warning t={t}>{t('servers.mode.returning', { count: blocked })}</Warning>}
    {mode === 'blocklist' && <p>{t('servers.mode.blockedStay', { count: blocked })}</p>}
    {mode === 'allowlist' && unlisted.length === 0 && <p>{t('servers.mode.silencedNone')}</p>}
    {mode === 'allowlist' && unlisted.length > 0 && (
      <>
        <Warning t={t}>{t('servers.mode.silenced')}</Warning>
        <ul>
          {unlisted.map((domain) => (
            <li>
              <a href={`/servers/${domain}`}>
                <bdi translate="no">{domain}</bdi>
              </a>
            </li>
          ))}
        </ul>
        <p>{t('servers.mode.staysHere')}</p>
      </>
    )}
    <Form action="/servers/mode/confirm" hidden={{ mode }}>
      <Tick
        t={t}
        name="understood"
        label={t('servers.mode.understood')}
        error={errorFor(errors, 'understood')}
      />
      <ButtonRow>
        <Button kind={mode === 'open' ? 'danger' : 'primary'}>{t('servers.mode.submit')}</Button>
        <Button kind="quiet" href="/servers">
          {t('servers.mode.keep')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
