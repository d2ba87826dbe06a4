import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { IconName } from '../icons.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Time } from './time.tsx'

export interface SummaryRow {
  readonly label: string
  readonly value: Child
  readonly change?: { readonly href: string; readonly label: string } | undefined
}

/** Answers to check before sending; each with its way back. */
export const SummaryList: FC<{ t: Translator; rows: readonly SummaryRow[] }> = ({ t, rows }) => (
  <dl class="summary-list">
    {rows.map(({ label, value, change }) => (
      <div class="summary-list__row">
        <dt>{label}</dt>
        <dd class="summary-list__value" dir="auto">
          {value}
        </dd>
        {change && (
          <dd class="summary-list__change">
            <a href={change.href}>
              {t('common.change')}
              <span class="visually-hidden"> {change.label}</span>
            </a>
          </dd>
        )}
      </div>
    ))}
  </dl>
)

export interface LinkItem {
  readonly href: string
  readonly title: string
  readonly text?: Child
  readonly icon?: IconName | undefined
  readonly tag?: Child
  readonly lang?: string | undefined
}

/** Places to go: groups, settings, channels. Of none there is no frame either. */
export const LinkList: FC<{ items: readonly LinkItem[] }> = ({ items }) =>
  items.length === 0 ? null : (
    <ul class="link-list">
      {items.map(({ href, title, text, icon, tag, lang }) => (
        <li class="link-list__item">
          {icon && <Icon name={icon} />}
          <div class="link-list__words">
            <a class="link-list__title" href={href} lang={lang}>
              {title}
            </a>
            {text !== undefined && <p class="link-list__text">{text}</p>}
          </div>
          {tag}
        </li>
      ))}
    </ul>
  )

/** What is known of one server: not asked yet, asked, confirmed by it, or no answer and still trying. */
export type ReceiptState = 'waiting' | 'asked' | 'confirmed' | 'unreachable'

export interface ReceiptModel {
  readonly server: string
  readonly state: ReceiptState
  /** The day on which the state became what it is. */
  readonly on?: Date | undefined
  readonly nextTry?: Date | undefined
}

const receiptIcons: Readonly<Record<ReceiptState, IconName>> = {
  waiting: 'clock',
  asked: 'send',
  confirmed: 'circle-check',
  unreachable: 'unplug',
}

/** A row per server that was told. */
export const ReceiptList: FC<{ t: Translator; now: Date; receipts: readonly ReceiptModel[] }> = ({
  t,
  now,
  receipts,
}) => (
  <ul class="receipts">
    {receipts.map((receipt) => (
      <ReceiptRow t={t} now={now} receipt={receipt} />
    ))}
  </ul>
)

export const ReceiptRow: FC<{ t: Translator; now: Date; receipt: ReceiptModel }> = ({ t, now, receipt }) => (
  <li class="receipt-row" data-state={receipt.state}>
    <Icon name={receiptIcons[receipt.state]} />
    <div class="receipt-row__words">
      <p class="receipt-row__server">
        <bdi>{receipt.server}</bdi>
      </p>
      <p class="receipt-row__state">
        <strong>{t(`receipt.${receipt.state}`)}</strong>
        {receipt.on && (
          <>
            {' · '}
            <Time t={t} at={receipt.on} />
          </>
        )}
      </p>
      {receipt.nextTry && (
        <p class="receipt-row__next">
          {t('receipt.nextTry')} <Time t={t} at={receipt.nextTry} now={now} />
        </p>
      )}
    </div>
  </li>
)

/** Links to older and newer pages of a list. */
export const Pagination: FC<{ t: Translator; older?: string | undefined; newer?: string | undefined }> = ({
  t,
  older,
  newer,
}) => {
  if (older === undefined && newer === undefined) return null
  return (
    <nav class="pagination" aria-label={t('list.pages')}>
      {newer !== undefined && (
        <Button kind="secondary" href={newer}>
          {t('list.newer')}
        </Button>
      )}
      {older !== undefined && (
        <Button kind="secondary" href={older}>
          {t('list.older')}
        </Button>
      )}
    </nav>
  )
}
