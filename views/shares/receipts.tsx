import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
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
}

/** What is known of a withdrawal, server by server, with its limits said plainly. */
export const Receipts: FC<ReceiptsProps> = ({ t, now, receipts, givenUp, withdrawnOn }) => {
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
