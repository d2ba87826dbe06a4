import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, FileField } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState, Notice, Warning } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface ImportPageProps {
  t: Translator
  lines: number
  list?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** A list made elsewhere, pasted or as a file. */
export const ImportPage: FC<ImportPageProps> = ({ t, lines, list, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('servers.import.lead')}>{t('servers.import.title')}</PageTitle>
    <Form action="/servers/import" enctype="multipart/form-data">
      <Field
        t={t}
        name="list"
        type="textarea"
        rows={8}
        label={t('servers.import.list')}
        hint={t('servers.import.listHint', { lines })}
        value={list}
        error={errorFor(errors, 'list')}
        required={false}
        marksOptional={false}
        verbatim
      />
      <FileField
        t={t}
        name="file"
        label={t('servers.import.file')}
        accept="text/csv,text/plain,.csv,.txt"
        required={false}
        marksOptional={false}
      />
      <ButtonRow>
        <Button>{t('servers.import.submit')}</Button>
      </ButtonRow>
    </Form>
  </>
)

export interface ImportedPageProps {
  t: Translator
  added: number
  repeated: number
  blocked: number
  unusable: readonly string[]
}

/** So many lines that cannot be used are shown; they say the same. */
const mostUnusable = 50

/** What was in the list. */
export const ImportedPage: FC<ImportedPageProps> = ({ t, added, repeated, blocked, unusable }) => (
  <>
    <PageTitle lead={t('servers.import.added', { count: added })}>{t('servers.import.done')}</PageTitle>
    {repeated > 0 && <p>{t('servers.import.repeated', { count: repeated })}</p>}
    {blocked > 0 && <p>{t('servers.import.blocked', { count: blocked })}</p>}
    {unusable.length > 0 && (
      <Section title={t('servers.import.unusable', { count: unusable.length })}>
        <ul>
          {unusable.slice(0, mostUnusable).map((line) => (
            <li>
              <bdi translate="no">{line}</bdi>
            </li>
          ))}
        </ul>
        <p class="soft">{t('servers.import.unusableText')}</p>
      </Section>
    )}
    <ButtonRow>
      <Button href="/servers/drafts">{t('servers.import.look')}</Button>
    </ButtonRow>
  </>
)

export interface DraftModel {
  readonly domain: string
  readonly severity: 'suspend' | 'silence' | 'noop'
  readonly comment: string
  readonly isAlly: boolean
  readonly isAllowed: boolean
}

export interface DraftsPageProps {
  t: Translator
  drafts: readonly DraftModel[]
  total: number
  more?: string | undefined
  first?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Lines of lists made elsewhere: she ticks, or takes all of them. Those that others block are ticked already. */
export const DraftsPage: FC<DraftsPageProps> = ({ t, drafts, total, more, first, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('servers.drafts.lead')}>{t('servers.drafts.title')}</PageTitle>
    {drafts.length === 0 ? (
      <EmptyState title={t('servers.drafts.empty')} icon="globe" />
    ) : (
      <Form action="/servers/drafts">
        <Choice
          t={t}
          name="domains"
          type="checkbox"
          label={t('servers.drafts.question')}
          options={drafts.map((draft) => ({
            value: draft.domain,
            label: draft.domain,
            hint: hintOf(t, draft),
          }))}
          value={drafts
            .filter(({ severity, isAlly, isAllowed }) => severity === 'suspend' && !isAlly && !isAllowed)
            .map(({ domain }) => domain)}
          error={errorFor(errors, 'domains')}
        />
        <ButtonRow>
          <Button kind="danger" name="act" value="block">
            {t('servers.drafts.block')}
          </Button>
          <Button kind="secondary" name="act" value="drop">
            {t('servers.drafts.drop')}
          </Button>
        </ButtonRow>
        <ButtonRow>
          <Button kind="quiet" name="act" value="block-all">
            {t('servers.drafts.blockAll', { count: total })}
          </Button>
          <Button kind="quiet" name="act" value="drop-all">
            {t('servers.drafts.dropAll', { count: total })}
          </Button>
        </ButtonRow>
      </Form>
    )}
    <ButtonRow>
      {first !== undefined && (
        <Button kind="quiet" href={first}>
          {t('servers.list.first')}
        </Button>
      )}
      {more !== undefined && (
        <Button kind="secondary" href={more}>
          {t('servers.list.more')}
        </Button>
      )}
    </ButtonRow>
  </>
)

const hintOf = (t: Translator, { severity, comment, isAlly, isAllowed }: DraftModel): string =>
  [
    t(`servers.drafts.severity.${severity}`),
    ...(comment === '' ? [] : [comment]),
    ...(isAlly ? [t('servers.drafts.ally')] : []),
    ...(isAllowed ? [t('servers.drafts.allowed')] : []),
  ].join(' · ')

export interface ConfirmDraftsPageProps {
  t: Translator
  /** The lines she chose; absent when it is all of them. */
  domains?: readonly string[] | undefined
  count: number
  /** Those of them that she has to do with. */
  allies: readonly string[]
}

/** Before lines are taken over: who of those she has to do with is among them. */
export const ConfirmDraftsPage: FC<ConfirmDraftsPageProps> = ({ t, domains, count, allies }) => (
  <>
    <PageTitle>{t('servers.drafts.confirmTitle', { count })}</PageTitle>
    {allies.length === 0 ? (
      <Notice>
        <p>{t('servers.drafts.noAllies')}</p>
      </Notice>
    ) : (
      <>
        <Warning t={t}>{t('servers.drafts.allies')}</Warning>
        <ul>
          {allies.map((domain) => (
            <li>
              <a href={`/servers/${domain}`}>
                <bdi translate="no">{domain}</bdi>
              </a>
            </li>
          ))}
        </ul>
        <p>{t('servers.decide.notBack')}</p>
      </>
    )}
    <Form action="/servers/drafts/block" hidden={domains === undefined ? { all: 'yes' } : {}}>
      {domains?.map((domain) => (
        <input type="hidden" name="domains" value={domain} />
      ))}
      <ButtonRow>
        <Button kind="danger" icon="unplug">
          {t('servers.drafts.yes')}
        </Button>
        <Button kind="quiet" href="/servers/drafts">
          {t('servers.drafts.no')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
