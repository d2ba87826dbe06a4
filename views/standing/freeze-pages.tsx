import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { DecisionBar, Fold } from '../moderation/decision-bar.tsx'

interface FreezeModel {
  readonly id: string
  readonly memberName: string
  readonly startedAt: Date
}

export interface FreezeLiftPageProps {
  t: Translator
  now: Date
  freeze: FreezeModel & { readonly memberId: string }
  step: 'ask' | 'wait' | 'confirm'
  needsHelper: boolean
}

/** Lifting a freeze: one moderator asks, a second person confirms. */
export const FreezeLiftPage: FC<FreezeLiftPageProps> = ({ t, now, freeze, step, needsHelper }) => (
  <QueueItem
    t={t}
    now={now}
    id={freeze.id}
    kind={t('standing.status.frozen')}
    title={freeze.memberName}
    since={freeze.startedAt}
    headingLevel={1}
  >
    <p>{t('standing.freeze.askHer')}</p>
    {needsHelper && <p>{t('standing.freeze.helper')}</p>}
    {step === 'wait' ? (
      <Notice>
        <p>{t(needsHelper ? 'standing.freeze.waitsForHelper' : 'standing.freeze.waits')}</p>
      </Notice>
    ) : (
      <>
        <p>{t(`standing.freeze.${step}.text`)}</p>
        <DecisionBar t={t}>
          <Fold icon="check" summary={t('standing.freeze.lift')} keyName="a">
            <p>{t(`standing.freeze.${step}.final`)}</p>
            <Form action={`/queue/freezes/${freeze.id}`}>
              <Button icon="check">{t(`standing.freeze.${step}`)}</Button>
            </Form>
          </Fold>
          <Fold icon="chevron-down" kind="secondary" summary={t('review.more')}>
            <LinkList items={[{ href: `/people/${freeze.memberId}`, title: t('review.person') }]} />
          </Fold>
        </DecisionBar>
      </>
    )}
  </QueueItem>
)

/** The same for the woman whom the frozen member named for her recovery. */
export const HelperLiftPage: FC<{ t: Translator; now: Date; freeze: FreezeModel }> = ({ t, now, freeze }) => (
  <QueueItem
    t={t}
    now={now}
    id={freeze.id}
    kind={t('standing.status.frozen')}
    title={freeze.memberName}
    since={freeze.startedAt}
    headingLevel={1}
  >
    <p>{t('standing.freeze.helperText', { name: freeze.memberName })}</p>
    <Form action={`/freezes/${freeze.id}/lift`}>
      <ButtonRow fixed>
        <Button icon="check">{t('standing.freeze.confirm')}</Button>
        <Button kind="quiet" href="/home">
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </QueueItem>
)
