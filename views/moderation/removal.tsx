import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle, Prose, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import type { QueueResult } from './queue-bar.tsx'
import { SavedWords, type SavedWordsProps } from './saved-words.tsx'
import { UndoLine } from './undo-line.tsx'

type Category = 'danger' | 'names' | 'hate' | 'rules' | 'spam' | 'other'

export interface RemovePageProps {
  t: Translator
  what: 'post' | 'comment'
  categories: readonly Category[]
  savedReplies: SavedWordsProps['replies']
  action: string
  keepHref: string
  longestReason: number
  values?: { readonly category: string; readonly reason: string } | undefined
  errors?: readonly FormError[] | undefined
  children?: Child
}

/** Asks why before something disappears. Children show it once more. */
export const RemovePage: FC<RemovePageProps> = (props) => {
  const { t, what, errors, values, savedReplies } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t(`removal.means.${what}`)}>{t(`removal.title.${what}`)}</PageTitle>
      {props.children}
      <Form action={props.action}>
        <Choice
          t={t}
          name="category"
          label={t('removal.category')}
          options={props.categories.map((value) => ({ value, label: t(`flag.category.${value}`) }))}
          value={values?.category}
          error={errorFor(errors, 'category')}
        />
        <Field
          t={t}
          name="reason"
          type="textarea"
          rows={3}
          label={t('removal.reason')}
          hint={t('removal.reasonHint')}
          required={false}
          value={values?.reason}
          error={errorFor(errors, 'reason')}
          maxLength={props.longestReason}
        />
        <ButtonRow>
          <Button kind="danger" icon="trash-2">
            {t('removal.send')}
          </Button>
          <Button kind="quiet" href={props.keepHref}>
            {t('removal.keep')}
          </Button>
        </ButtonRow>
        {/* Behind the buttons: Enter presses the first button of a form, and that is Remove. */}
        <SavedWords t={t} replies={savedReplies} />
      </Form>
    </>
  )
}

/** After whoever looks after a group removed something there. */
export const RemovalResultPage: FC<{ t: Translator; result: QueueResult; backHref: string }> = ({
  t,
  result,
  backHref,
}) => (
  <>
    <PageTitle>{t(`queue.result.${result.outcome}`)}</PageTitle>
    <UndoLine t={t} undoId={result.undoId}>
      {t(`queue.result.${result.outcome}`)}
    </UndoLine>
    <ButtonRow>
      <Button href={backHref}>{t('removal.result.back')}</Button>
    </ButtonRow>
  </>
)

export interface OwnRemovalPageProps {
  t: Translator
  category: Category
  reason: string
  at: Date
  /** What she wrote; absent once it is deleted. */
  text?: { readonly html: SafeHtml; readonly lang: string } | undefined
  /** Writing to the moderators would tell them who she is. */
  isAnonymous: boolean
}

/** Whoever wrote it reads why it was removed, and keeps her words while she can. */
export const OwnRemovalPage: FC<OwnRemovalPageProps> = ({ t, category, reason, at, text, isAnonymous }) => (
  <>
    <PageTitle lead={<Time t={t} at={at} />}>{t('removal.read.title')}</PageTitle>
    <Section title={t('removal.read.why')}>
      <p>
        <strong>{t(`flag.category.${category}`)}</strong>
      </p>
      {reason !== '' && <p dir="auto">{reason}</p>}
    </Section>
    <Section title={t('removal.read.yours')}>
      {text === undefined ? (
        <p class="soft">{t('removal.read.gone')}</p>
      ) : (
        <>
          <p class="soft">{t('removal.read.kept')}</p>
          <Prose html={text.html} lang={text.lang} />
        </>
      )}
    </Section>
    <p>
      {t('removal.read.answer')} {isAnonymous && t('removal.read.anonymous')}
    </p>
    <ButtonRow>
      <Button kind="secondary" href="/contact">
        {t('removal.read.write')}
      </Button>
    </ButtonRow>
  </>
)

export interface RemovedPageProps {
  t: Translator
  now: Date
  removed: readonly {
    readonly id: string
    readonly action: string
    readonly category: Category
    readonly reason: string
    readonly at: Date
    readonly html: SafeHtml
    readonly lang: string
    readonly groupName: string | null
  }[]
}

/** What was removed within a day, to bring it back. */
export const RemovedPage: FC<RemovedPageProps> = ({ t, now, removed }) => (
  <>
    <PageTitle lead={t('removed.lead')}>{t('removed.title')}</PageTitle>
    {removed.length === 0 && <EmptyState title={t('removed.empty')} icon="circle-check" />}
    {removed.map(({ id, action, category, reason, at, html, lang, groupName }) => (
      <article class="queue-item" id={id}>
        <p class="queue-item__meta">
          {groupName !== null && <Tag tone="community">{groupName}</Tag>} <Time t={t} at={at} now={now} />
        </p>
        <Prose html={html} lang={lang} />
        <p class="queue-item__reason" dir="auto">
          {t(`flag.category.${category}`)}
          {reason !== '' && `: ${reason}`}
        </p>
        <Form action={action}>
          <Button kind="secondary" icon="undo-2">
            {t('removed.restore')}
          </Button>
        </Form>
      </article>
    ))}
  </>
)
