import { raw } from 'hono/html'
import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import type { IconName } from '../icons.ts'
import { Icon } from './icon.tsx'

/** The page's only h1, with an optional line above and a sentence below. */
export const PageTitle: FC<PropsWithChildren<{ over?: string | undefined; lead?: Child }>> = ({
  over,
  lead,
  children,
}) => (
  <div>
    {over !== undefined && <p class="page-title__over">{over}</p>}
    <h1 class="page-title__text" dir="auto">
      {children}
    </h1>
    {lead !== undefined && <p class="page-title__lead">{lead}</p>}
  </div>
)

/** Members' or allies' text. htmx leaves it alone, and its direction follows the script it is written in. */
export const Prose: FC<{ html: SafeHtml; lang?: string | undefined }> = ({ html, lang }) => (
  <div class="prose" lang={lang} dir="auto" hx-ignore="">
    {raw(html)}
  </div>
)

export type TagTone = 'plain' | 'inside' | 'leaving' | 'alarm' | 'community'

/** One or two words about a thing: its kind, its state. */
export const Tag: FC<
  PropsWithChildren<{ tone?: TagTone | undefined; icon?: IconName | undefined; lang?: string | undefined }>
> = ({ tone = 'plain', icon, lang, children }) => (
  <span class="tag" data-tone={tone} lang={lang}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
)

export interface LabelModel {
  readonly text: string
  readonly tone?: TagTone | undefined
}

/** The kinds and states of a thing. */
export const Labels: FC<{ labels?: readonly LabelModel[] | undefined }> = ({ labels = [] }) =>
  labels.length === 0 ? null : (
    <span class="labels">
      {labels.map(({ text, tone }) => (
        <Tag tone={tone}>{text}</Tag>
      ))}
    </span>
  )

/** Text that was taken out, in a preview of what leaves. */
export const Struck: FC<PropsWithChildren<{ t: Translator }>> = ({ t, children }) => (
  <del class="struck">
    <span class="visually-hidden">{t('common.takenOut')} </span>
    {children}
  </del>
)

/** Where she is in a row of questions. */
export const Step: FC<{ t: Translator; step: number; of: number }> = ({ t, step, of }) => (
  <p class="step">{t('form.step', { step, of })}</p>
)

/** A code to keep, big enough to copy by hand. With the script a copy button appears. */
export const Code: FC<{ t: Translator; label: string; code: string }> = ({ t, label, code }) => (
  <p class="code" data-copy={t('common.copy')} data-copied={t('common.copied')}>
    <span class="code__label">{label}</span>
    <code class="code__value" translate="no">
      {code}
    </code>
  </p>
)

/**
 * More that is read on demand. `note` says what has to be known of it without opening it; what is `printed` stands on
 * paper though it is closed on the screen, and a print button in it prints nothing else.
 */
export const Details: FC<
  PropsWithChildren<{
    summary: string
    note?: string | undefined
    open?: boolean | undefined
    id?: string | undefined
    printed?: boolean | undefined
  }>
> = ({ summary, note, open, id, printed, children }) => (
  <details open={open} id={id} data-printed={printed ? '' : undefined}>
    <summary class="details__summary">
      <Icon name="chevron-down" />
      {note === undefined ? (
        summary
      ) : (
        <span>
          {summary}
          <br />
          <span class="field__optional">{note}</span>
        </span>
      )}
    </summary>
    <div class="details__content">{children}</div>
  </details>
)

/** A part of a page under its own h2. */
export const Section: FC<
  PropsWithChildren<{ title: string; id?: string | undefined; action?: Child; level?: 2 | 3 }>
> = ({ title, id, action, level = 2, children }) => {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section class="section" id={id}>
      <div class="section__head">
        <Heading class="section__title">{title}</Heading>
        {action}
      </div>
      {children}
    </section>
  )
}

/** The dashed frame around exactly what goes out, or would. */
export const Preview: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <section class="preview">
    <h2 class="preview__title">
      <Icon name="door-open" />
      {title}
    </h2>
    {children}
  </section>
)
