import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState } from '../components/messages.tsx'
import { arrival, smallAct } from '../components/small-act.tsx'
import { Details, PageTitle, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

const kinds = ['discussion', 'question', 'poll', 'alert', 'comment', 'ally'] as const
const periods = ['week', 'month', 'year'] as const

export interface SearchFields {
  readonly words: string
  readonly groupId: string
  readonly kind: string
  readonly period: string
}

interface FindingModel {
  readonly href: string
  readonly kind: (typeof kinds)[number]
  readonly place: string
  readonly author: string | null
  readonly language: string
  readonly createdAt: Date
  readonly passages: readonly { readonly text: string; readonly isMatch: boolean }[]
}

export interface SearchPageProps {
  t: Translator
  now: Date
  fields: SearchFields
  groups: readonly { readonly id: string; readonly name: string }[]
  most: number
  errors?: readonly FormError[] | undefined
  /** Absent before anything was looked for. */
  findings?: readonly FindingModel[] | undefined
  older?: string | undefined
  /** Only in fragments: she goes on at what was found. */
  hasArrived?: boolean | undefined
}

/** Looks for words in everything the reader may see. */
export const SearchPage: FC<SearchPageProps> = (props) => (
  <>
    <PageTitle lead={props.t('search.lead')}>{props.t('search.title')}</PageTitle>
    <SearchSection {...props} />
  </>
)

/** The form and what was found: with the script, what changes. What she typed and opened stays. */
export const SearchSection: FC<SearchPageProps> = (props) => {
  const { t, fields, groups, most, errors, findings } = props
  return (
    <div class="stack" id="search">
      <ErrorSummary t={t} errors={errors} />
      <Form action="/search" htmx={smallAct('/search', { target: '#search' })}>
        <Field
          t={t}
          name="words"
          type="search"
          label={t('search.words')}
          hint={t('search.wordsHint')}
          value={fields.words}
          maxLength={most}
          error={errorFor(errors, 'words')}
        />
        <Details summary={t('search.narrow')} open={fields.groupId + fields.kind + fields.period !== ''}>
          <div class="stack">
            <p class="soft">{t('search.exactHint')}</p>
            <Select
              t={t}
              name="groupId"
              label={t('search.group')}
              value={fields.groupId}
              required={false}
              options={[
                { value: '', label: t('search.everywhere') },
                ...groups.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <Select
              t={t}
              name="kind"
              label={t('search.kind')}
              value={fields.kind}
              required={false}
              options={[
                { value: '', label: t('search.anyKind') },
                ...kinds.map((kind) => ({ value: kind, label: t(`search.kind.${kind}`) })),
              ]}
            />
            <Select
              t={t}
              name="period"
              label={t('search.period')}
              value={fields.period}
              required={false}
              options={[
                { value: '', label: t('search.anyTime') },
                ...periods.map((period) => ({ value: period, label: t(`search.period.${period}`) })),
              ]}
            />
          </div>
        </Details>
        <ButtonRow>
          <Button icon="search">{t('search.go')}</Button>
        </ButtonRow>
      </Form>
      {findings && <Findings {...props} findings={findings} />}
    </div>
  )
}

/** A page of what was found, and a button for the next one. */
export const Findings: FC<
  Pick<SearchPageProps, 't' | 'now' | 'fields' | 'older' | 'hasArrived'> & {
    findings: readonly FindingModel[]
  }
> = ({ t, now, fields, findings, older, hasArrived }) => (
  <>
    <FindingList t={t} now={now} findings={findings} hasArrived={hasArrived} />
    {older !== undefined && (
      <Form
        action="/search"
        hidden={{ ...fields, before: older }}
        htmx={smallAct('/search', { swap: 'outerHTML' })}
      >
        <ButtonRow>
          <Button kind="secondary">{t('search.older')}</Button>
        </ButtonRow>
      </Form>
    )}
  </>
)

const FindingList: FC<{
  t: Translator
  now: Date
  findings: readonly FindingModel[]
  hasArrived?: boolean | undefined
}> = ({ t, now, findings, hasArrived }) =>
  findings.length === 0 ? (
    <EmptyState title={t('search.nothing')} icon="search">
      <p>{t('search.nothingText')}</p>
    </EmptyState>
  ) : (
    <ol class="findings">
      {findings.map((finding, index) => (
        <li class="finding" {...(hasArrived && index === 0 ? arrival : {})}>
          <p class="finding__meta">
            <Tag>{t(`search.kind.${finding.kind}`)}</Tag> <bdi>{finding.author ?? t('comment.somebody')}</bdi>{' '}
            · <bdi>{finding.place}</bdi> · <Time t={t} at={finding.createdAt} now={now} />
          </p>
          <p lang={finding.language} dir="auto" hx-ignore="">
            <a href={finding.href}>
              {finding.passages.map(({ text, isMatch }) => (isMatch ? <mark>{text}</mark> : text))}
            </a>
          </p>
        </li>
      ))}
    </ol>
  )
