import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { IconName } from '../icons.ts'
import type { NoticeTone } from '../shell.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

const noticeIcons: Readonly<Record<NoticeTone, IconName>> = {
  info: 'megaphone',
  done: 'circle-check',
  warning: 'triangle-alert',
  alarm: 'circle-alert',
}

/** Something to know, said where it matters. It stays until the page is left. */
export const Notice: FC<PropsWithChildren<{ tone?: NoticeTone | undefined; live?: boolean | undefined }>> = ({
  tone = 'info',
  live,
  children,
}) => (
  <div class="notice" data-tone={tone} role={live ? 'status' : undefined}>
    <Icon name={noticeIcons[tone]} />
    <div class="notice__text">{children}</div>
  </div>
)

/** A danger that she should weigh before she goes on. */
export const Warning: FC<PropsWithChildren<{ t: Translator }>> = ({ t, children }) => (
  <div class="notice" data-tone="warning">
    <Icon name="triangle-alert" />
    <div class="notice__text">
      <strong>{t('common.careful')}</strong> {children}
    </div>
  </div>
)

export interface EmptyStateProps {
  title: string
  icon?: IconName | undefined
  action?: { readonly href: string; readonly label: string } | undefined
}

/** What stands where nothing is yet, with the next step. */
export const EmptyState: FC<PropsWithChildren<EmptyStateProps>> = ({
  title,
  icon = 'message-circle',
  action,
  children,
}) => (
  <div class="empty-state">
    <Icon name={icon} />
    <p class="empty-state__title">{title}</p>
    {children && <div class="empty-state__text">{children}</div>}
    {action && (
      <Button kind="secondary" href={action.href}>
        {action.label}
      </Button>
    )}
  </div>
)
