import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { ReceiptList, type ReceiptModel } from '../components/lists.tsx'
import { Warning } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface ReceiptsProps {
  t: Translator
  now: Date
  receipts: readonly ReceiptModel[]
  /** Servers that never answered and are not asked any more. */
  givenUp: readonly string[]
  withdrawnOn: Date
  /** Where she looks again: this page's address or, without an account, the code that leads here. */
  again: string | { readonly code: string }
}

/** What is known of a withdrawal, server by server, with its limits said plainly. */
export const Receipts: FC<ReceiptsProps> = ({ t, now, receipts, givenUp, withdrawnOn, again }) => {
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
      <Section title={t('shares.withdrawn.servers')}>
        {all === 0 && <p>{t('shares.withdrawn.noServers')}</p>}
        {receipts.length > 0 && <ReceiptList t={t} now={now} receipts={receipts} />}
        {receipts.length > done && <Again t={t} again={again} />}
      </Section>
      {givenUp.length > 0 && (
        <Section title={t('shares.withdrawn.givenUp')}>
          <p>{t('shares.withdrawn.givenUpText')}</p>
          <ul>
            {givenUp.map((server) => (
              <li>
                <bdi>{server}</bdi>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Warning t={t}>{t('shares.withdrawn.limits')}</Warning>
      <div class="cluster" data-print={t('common.print')} />
    </>
  )
}

/** Answers come in while she waits. */
const Again: FC<Pick<ReceiptsProps, 't' | 'again'>> = ({ t, again }) =>
  typeof again === 'string' ? (
    <ButtonRow>
      <Button kind="secondary" icon="refresh-cw" href={again}>
        {t('shares.withdrawn.again')}
      </Button>
    </ButtonRow>
  ) : (
    <Form action="/withdraw" hidden={{ code: again.code }}>
      <ButtonRow>
        <Button kind="secondary" icon="refresh-cw">
          {t('shares.withdrawn.again')}
        </Button>
      </ButtonRow>
    </Form>
  )
