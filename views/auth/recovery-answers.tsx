import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState, Notice, Warning } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle } from '../components/text.tsx'
import { Time, WithMoment } from '../components/time.tsx'
import { Decision, DecisionBar, Fold } from '../moderation/decision-bar.tsx'

interface AskedModel {
  readonly id: string
  readonly name: string
  readonly askedAt: Date
  readonly opensAt: Date | null
  readonly iAgreed: boolean
  readonly isMyTurn: boolean
}

interface PageProps {
  t: Translator
  now: Date
}

export interface AskedOfMePageProps extends PageProps {
  recoveries: readonly AskedModel[]
}

/** Those who named her and ask for her word. */
export const AskedOfMePage: FC<AskedOfMePageProps> = ({ t, now, recoveries }) => (
  <>
    <PageTitle>{t('recovery.helper.title')}</PageTitle>
    {recoveries.length === 0 && <EmptyState title={t('recovery.helper.none')} icon="circle-check" />}
    <LinkList
      items={recoveries.map(({ id, name, askedAt }) => ({
        href: `/recoveries/${id}`,
        title: t('recovery.answer.title', { name }),
        text: <Time t={t} at={askedAt} now={now} />,
        icon: 'users' as const,
      }))}
    />
  </>
)

export interface HelperAnswerPageProps extends PageProps {
  recovery: AskedModel
}

/** What the one she named sees: a name, and what to do before she answers. */
export const HelperAnswerPage: FC<HelperAnswerPageProps> = ({ t, now, recovery }) => {
  const { id, name, askedAt } = recovery
  return (
    <>
      <PageTitle lead={t('recovery.answer.lead', { name })}>{t('recovery.answer.title', { name })}</PageTitle>
      <p class="soft">
        {t('recovery.answer.since')} <Time t={t} at={askedAt} now={now} />
      </p>
      <Warning t={t}>{t('recovery.answer.helperText')}</Warning>
      <Answers t={t} action={`/recoveries/${id}`} recovery={recovery} />
    </>
  )
}

export interface RecoveryModel extends AskedModel {
  readonly helper: 'none' | 'waiting' | 'agreed'
  readonly hasModerator: boolean
  readonly isNamed: boolean
}

export interface RecoveryPageProps extends PageProps {
  recovery: RecoveryModel
  /** There is no second moderator, and she named nobody. */
  isOnlyModerator: boolean
}

const helperTexts = {
  none: 'recovery.queue.noHelper',
  waiting: 'recovery.queue.helperWaiting',
  agreed: 'recovery.queue.helperAgreed',
} as const

/** One request as a moderator sees it. */
export const RecoveryPage: FC<RecoveryPageProps> = ({ t, now, recovery, isOnlyModerator }) => {
  const { id, name, askedAt, helper, hasModerator, isNamed } = recovery
  const isClosed = isOnlyModerator && helper === 'none'
  return (
    <>
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.recovery')}
        title={t('recovery.answer.title', { name })}
        since={askedAt}
        headingLevel={1}
        reason={<p>{t('recovery.answer.lead', { name })}</p>}
      >
        <ul>
          <li>{t(helperTexts[helper])}</li>
          {hasModerator && <li>{t('recovery.queue.hasModerator')}</li>}
        </ul>
      </QueueItem>
      <Warning t={t}>{t('recovery.queue.text')}</Warning>
      {isClosed && (
        <Notice tone="warning">
          <p>{t('recovery.queue.onlyOne')}</p>
        </Notice>
      )}
      {isNamed ? (
        <>
          <p>{t('recovery.queue.youAreNamed')}</p>
          <ButtonRow>
            <Button href={`/recoveries/${id}`}>{t('recovery.queue.toWord')}</Button>
          </ButtonRow>
        </>
      ) : (
        <RecoveryDecisions t={t} recovery={recovery} />
      )}
    </>
  )
}

/** A moderator's yes can be taken back until it opens; her no ends it. */
const RecoveryDecisions: FC<{ t: Translator; recovery: RecoveryModel }> = ({ t, recovery }) => {
  const { id, opensAt, iAgreed, isMyTurn } = recovery
  const action = `/queue/recoveries/${id}`
  return (
    <>
      {opensAt !== null && (
        <p>
          <Opens t={t} at={opensAt} />
        </p>
      )}
      {iAgreed && <p>{t('recovery.answer.agreed')}</p>}
      <DecisionBar t={t}>
        {isMyTurn && (
          <Fold icon="check" summary={t('queue.verb.yes')} keyName="a">
            <p>{t('recovery.queue.yesFinal')}</p>
            <Form action={`${action}/agree`}>
              <Button icon="check">{t('recovery.answer.yes')}</Button>
            </Form>
          </Fold>
        )}
        {iAgreed && (
          <Decision action={`${action}/withdraw`} icon="undo-2" kind="secondary" keyName="a" follows>
            {t('recovery.answer.withdraw')}
          </Decision>
        )}
        <Fold icon="lock" kind="secondary" summary={t('queue.verb.no')} keyName="r">
          <p>{t('recovery.queue.noFinal')}</p>
          <Form action={`${action}/refuse`}>
            <Button kind="danger">{t('recovery.answer.no')}</Button>
          </Form>
        </Fold>
      </DecisionBar>
    </>
  )
}

const Answers: FC<{ t: Translator; action: string; recovery: AskedModel }> = ({ t, action, recovery }) => (
  <>
    {recovery.opensAt !== null && (
      <p>
        <Opens t={t} at={recovery.opensAt} />
      </p>
    )}
    {recovery.iAgreed && <p>{t('recovery.answer.agreed')}</p>}
    <ButtonRow>
      {recovery.isMyTurn && (
        <Form action={`${action}/agree`}>
          <Button icon="check">{t('recovery.answer.yes')}</Button>
        </Form>
      )}
      {recovery.iAgreed && (
        <Form action={`${action}/withdraw`}>
          <Button kind="secondary" icon="undo-2">
            {t('recovery.answer.withdraw')}
          </Button>
        </Form>
      )}
      <Form action={`${action}/refuse`}>
        <Button kind="secondary">{t('recovery.answer.no')}</Button>
      </Form>
    </ButtonRow>
  </>
)

export interface RecoveriesPageProps extends PageProps {
  recoveries: readonly RecoveryModel[]
}

/** Everything under way, also what is agreed and not open yet. */
export const RecoveriesPage: FC<RecoveriesPageProps> = ({ t, now, recoveries }) => (
  <>
    <PageTitle>{t('recovery.queue.title')}</PageTitle>
    {recoveries.length === 0 && <EmptyState title={t('recovery.queue.none')} icon="circle-check" />}
    <LinkList
      items={recoveries.map(({ id, name, askedAt, opensAt }) => ({
        href: `/queue/recoveries/${id}`,
        title: name,
        text: opensAt === null ? <Time t={t} at={askedAt} now={now} /> : <Opens t={t} at={opensAt} />,
        icon: 'users' as const,
      }))}
    />
  </>
)

const Opens: FC<{ t: Translator; at: Date }> = ({ t, at }) => (
  <WithMoment t={t} at={at} sentence={(time) => t('recovery.answer.opens', { time })} />
)
