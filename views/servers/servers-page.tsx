import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'

export interface ServerRowModel {
  readonly domain: string
  readonly standing: 'blocked' | 'allowed' | 'known'
  readonly isRefused: boolean
  readonly followers: number
  readonly followed: number
}

const filters = ['all', 'blocked', 'allowed', 'refused'] as const

export interface ServersPageProps {
  t: Translator
  mode: 'allowlist' | 'blocklist' | 'open'
  drafts: number
  servers: readonly ServerRowModel[]
  show: (typeof filters)[number]
  /** What was looked for; absent on the whole list. */
  search?: string | undefined
  /** A server by the name that was looked for, which is on no list. */
  added?: string | undefined
  more?: string | undefined
  first?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Which servers may speak with the community, and what is known of each; for moderators. */
export const ServersPage: FC<ServersPageProps> = (props) => {
  const { t, mode, drafts, servers, show, search, added } = props
  return (
    <>
      <PageTitle lead={t('servers.lead')}>{t('servers.title')}</PageTitle>
      <Section title={t('servers.mode.title')}>
        <p>
          <strong>{t(`servers.mode.${mode}`)}.</strong> {t(`servers.mode.${mode}Means`)}
        </p>
        <ButtonRow>
          <Button kind="secondary" href="/servers/mode">
            {t('servers.mode.change')}
          </Button>
        </ButtonRow>
      </Section>
      <Form action="/servers/search">
        <Field
          t={t}
          name="search"
          type="search"
          label={t('servers.search.label')}
          hint={t('servers.search.hint')}
          value={search}
          error={errorFor(props.errors, 'search')}
          maxLength={300}
          required={false}
          marksOptional={false}
          verbatim
        />
        <ButtonRow>
          <Button kind="secondary">{t('servers.search.submit')}</Button>
        </ButtonRow>
      </Form>
      <Section title={search === undefined ? t('servers.list.title') : t('servers.search.title')}>
        {search === undefined && <Filters t={t} show={show} />}
        {servers.length === 0 && <Nothing t={t} search={search} />}
        <LinkList items={servers.map((server) => rowOf(t, server))} />
        <ButtonRow>
          {added !== undefined && (
            <Button kind="secondary" href={`/servers/${added}`}>
              {t('servers.search.open', { domain: added })}
            </Button>
          )}
          {search !== undefined && (
            <Button kind="quiet" href="/servers">
              {t('servers.search.all')}
            </Button>
          )}
          {props.first !== undefined && (
            <Button kind="quiet" href={props.first}>
              {t('servers.list.first')}
            </Button>
          )}
          {props.more !== undefined && (
            <Button kind="secondary" href={props.more}>
              {t('servers.list.more')}
            </Button>
          )}
        </ButtonRow>
      </Section>
      <Lists t={t} drafts={drafts} />
    </>
  )
}

const Filters: FC<Pick<ServersPageProps, 't' | 'show'>> = ({ t, show }) => (
  <p>
    {t('servers.list.filter')}:{' '}
    {filters.map((filter, at) => (
      <>
        {at > 0 && ' · '}
        {filter === show ? (
          <strong aria-current="true">{t(`servers.filter.${filter}`)}</strong>
        ) : (
          <a href={filter === 'all' ? '/servers' : `/servers?show=${filter}`}>
            {t(`servers.filter.${filter}`)}
          </a>
        )}
      </>
    ))}
  </p>
)

const Nothing: FC<Pick<ServersPageProps, 't' | 'search'>> = ({ t, search }) =>
  search === undefined ? (
    <EmptyState title={t('servers.list.empty')} icon="globe">
      <p>{t('servers.list.emptyText')}</p>
    </EmptyState>
  ) : (
    <EmptyState title={t('servers.search.none')} icon="globe">
      <p>{t('servers.search.noneText')}</p>
    </EmptyState>
  )

function rowOf(t: Translator, { domain, standing, isRefused, followers, followed }: ServerRowModel) {
  const known = [
    ...(followers > 0 ? [t('servers.row.followers', { count: followers })] : []),
    ...(followed > 0 ? [t('servers.row.followed', { count: followed })] : []),
  ]
  return {
    href: `/servers/${domain}`,
    title: domain,
    text: known.length > 0 ? known.join(' · ') : t('servers.row.nothing'),
    tag: <StandingTag t={t} standing={standing} isRefused={isRefused} />,
  }
}

export interface StandingTagProps {
  t: Translator
  standing: 'blocked' | 'allowed' | 'known' | 'unknown'
  isRefused: boolean
}

/** What was decided, and that a server is kept out though nobody blocked it. */
export const StandingTag: FC<StandingTagProps> = ({ t, standing, isRefused }) => {
  if (standing === 'blocked') return <Tag tone="alarm">{t('servers.standing.blocked')}</Tag>
  if (isRefused) return <Tag tone="alarm">{t('servers.standing.refused')}</Tag>
  return standing === 'allowed' ? <Tag tone="community">{t('servers.standing.allowed')}</Tag> : null
}

const Lists: FC<{ t: Translator; drafts: number }> = ({ t, drafts }) => (
  <Section title={t('servers.lists.title')}>
    <p class="soft">{t('servers.lists.text')}</p>
    <LinkList
      items={[
        { href: '/servers/import', title: t('servers.lists.import') },
        ...(drafts > 0
          ? [{ href: '/servers/drafts', title: t('servers.lists.drafts', { count: drafts }) }]
          : []),
        { href: '/servers/export', title: t('servers.lists.export') },
      ]}
    />
  </Section>
)
