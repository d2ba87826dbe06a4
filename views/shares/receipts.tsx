import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { ReceiptList, type ReceiptModel } from '../components/lists.tsx'
import { Warning } from '../components/messages.tsx'
import { Progress } from '../components/states.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { Time, WithMoment } from '../components/time.tsx'
import { LiveState } from '../live/live.tsx'

export interface ReceiptsProps {
  t: Translator
  now: Date
  receipts: readonly ReceiptModel[]
  /** Servers that never answered and are not asked any more. */
  givenUp: readonly string[]
  withdrawnOn: Date
  /** Where she looks again: this page's address or, without an account, the code that leads here. */
  again: string | { readonly code: string }
  /** Where what becomes of it can be followed. */
  stream: string
}

/** What is known of a withdrawal, server by server, with its limits said plainly. */
export const Receipts: FC<ReceiptsProps> = ({ t, now, receipts, givenUp, withdrawnOn, again, stream }) => {
  const all = receipts.length + givenUp.length
  const done = receipts.filter(({ state }) => state === 'confirmed').length
  return (
    <>
      <PageTitle lead={t('shares.withdrawn.lead')}>
        {all === 0 ? t('shares.withdrawn.titleNone') : t('shares.withdrawn.title', { done, all })}
      </PageTitle>
      <p>
        {t('shares.withdrawn.on')} <Time t={t} at={withdrawnOn} />
      </p>
      {all > 0 && <Progress label={t('shares.withdrawn.progress', { done, all })} value={done} max={all} />}
      <Section title={t('shares.withdrawn.servers')}>
        {all === 0 && <p>{t('shares.withdrawn.noServers')}</p>}
        {receipts.length > 0 && <ReceiptList t={t} now={now} receipts={receipts} />}
        {receipts.length > done && <Again t={t} now={now} again={again} stream={stream} />}
      </Section>
      {givenUp.length > 0 && (
        <Section title={t('shares.withdrawn.givenUp')}>
          <p>{t('shares.withdrawn.givenUpText')}</p>
          <ul class="receipts">
            {givenUp.map((server) => (
              <li class="receipt-row">
                <Icon name="unplug" />
                <p class="receipt-row__server">
                  <bdi>{server}</bdi>
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {all > 0 && (
        <Section title={t('shares.withdrawn.known')}>
          <ul>
            <li>{t('shares.withdrawn.known.confirmed')}</li>
            <li>{t('shares.withdrawn.known.asked')}</li>
            <li>{t('shares.withdrawn.known.unreachable')}</li>
          </ul>
        </Section>
      )}
      <Warning t={t}>{t('shares.withdrawn.limits')}</Warning>
      <div class="cluster" data-print={t('common.print')} />
    </>
  )
}

/** Answers come in while she waits. */
const Again: FC<Pick<ReceiptsProps, 't' | 'now' | 'again' | 'stream'>> = ({ t, now, again, stream }) => {
  const look = typeof again === 'string' ? again : undefined
  const rest = (
    <>
      <ButtonRow>
        <Button kind="secondary" icon="refresh-cw" href={look}>
          {t('shares.withdrawn.again')}
        </Button>
      </ButtonRow>
      <p class="soft">
        <WithMoment t={t} at={now} only="hour" sentence={(time) => t('live.checkedAt', { time })} />
      </p>
      <LiveState t={t} live={{ stream }} look={look} />
    </>
  )
  return typeof again === 'string' ? (
    rest
  ) : (
    <Form action="/withdraw" hidden={{ code: again.code }}>
      {rest}
    </Form>
  )
}
