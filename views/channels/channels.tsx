import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, type Option, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface ChannelsPageProps {
  t: Translator
  channels: readonly {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly kind: 'open' | 'allied'
    /** For moderators only. */
    readonly followers?: number | undefined
    readonly closedOn?: string | undefined
    readonly movedTo?: string | undefined
  }[]
  mayOpen: boolean
}

/** The community's own channels, and for moderators who follows them. */
export const ChannelsPage: FC<ChannelsPageProps> = ({ t, channels, mayOpen }) => (
  <>
    <PageTitle lead={t('channels.lead')}>{t('channels.title')}</PageTitle>
    {channels.length === 0 && <EmptyState title={t('channels.empty')} icon="megaphone" />}
    <LinkList
      items={channels.map(({ id, slug, name, kind, followers, closedOn, movedTo }) => ({
        href: `/channels/${slug}`,
        title: name,
        icon: kind === 'open' ? 'globe' : 'users',
        text: (
          <>
            {closedOn !== undefined && <Tag>{t('channels.closedTag')}</Tag>}
            {movedTo !== undefined && <Tag>{t('channels.movedTag')}</Tag>}{' '}
            <Tag>{t(`channels.kind.${kind}`)}</Tag> {t(`channels.readers.${kind}`)}
            {followers !== undefined && (
              <>
                {` ${t('channels.followers', { count: followers })} · `}
                <a href={`/channels/${id}/followers`}>{t('channels.followers.see', { channel: name })}</a>
              </>
            )}
          </>
        ),
      }))}
    />
    {mayOpen && (
      <ButtonRow>
        <Button kind="secondary" href="/channels/new">
          {t('channels.new.action')}
        </Button>
        <Button kind="quiet" href="/editions">
          {t('channels.outside.link')}
        </Button>
        <Button kind="quiet" href="/servers">
          {t('servers.link')}
        </Button>
      </ButtonRow>
    )}
  </>
)

export interface OutsidePageProps {
  t: Translator
  editions: readonly {
    readonly href: string
    readonly title: string
    readonly channel: string
    readonly on: Date
  }[]
  older?: string | undefined
  newer?: string | undefined
}

/** All that is out, for moderators: any of them may take it back. */
export const OutsidePage: FC<OutsidePageProps> = ({ t, editions, older, newer }) => (
  <>
    <PageTitle lead={t('channels.outside.lead')}>{t('channels.outside.title')}</PageTitle>
    {editions.length === 0 && <EmptyState title={t('channels.outside.empty')} icon="door-open" />}
    <LinkList
      items={editions.map(({ href, title, channel, on }) => ({
        href,
        title: title === '' ? t('channels.outside.untitled') : title,
        text: (
          <>
            {channel} · <Time t={t} at={on} />
          </>
        ),
      }))}
    />
    <Pagination t={t} older={older} newer={newer} />
  </>
)

export interface NewChannelPageProps {
  t: Translator
  host: string
  languages: readonly Option[]
  values: {
    readonly name: string
    readonly slug: string
    readonly kind: string
    readonly language: string
    readonly description: string
  }
  errors?: readonly FormError[] | undefined
}

export const NewChannelPage: FC<NewChannelPageProps> = ({ t, host, languages, values, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('channels.new.lead')}>{t('channels.new.title')}</PageTitle>
    <Form action="/channels/new">
      <Field
        t={t}
        name="name"
        label={t('channels.new.name')}
        hint={t('channels.new.nameHint')}
        value={values.name}
        error={errorFor(errors, 'name')}
        maxLength={60}
      />
      <Field
        t={t}
        name="slug"
        label={t('channels.new.slug')}
        hint={t('channels.new.slugHint', { handle: `@…@${host}` })}
        value={values.slug}
        error={errorFor(errors, 'slug')}
        maxLength={30}
        verbatim
      />
      <Choice
        t={t}
        name="kind"
        label={t('channels.new.kind')}
        options={(['allied', 'open'] as const).map((kind) => ({
          value: kind,
          label: t(`channels.kind.${kind}`),
          hint: t(`channels.readers.${kind}`),
        }))}
        value={values.kind}
        error={errorFor(errors, 'kind')}
      />
      <Select
        t={t}
        name="language"
        label={t('channels.new.language')}
        options={languages}
        value={values.language}
        error={errorFor(errors, 'language')}
      />
      <Field
        t={t}
        type="textarea"
        rows={3}
        name="description"
        label={t('channels.new.description')}
        hint={t('channels.new.descriptionHint')}
        value={values.description}
        error={errorFor(errors, 'description')}
        maxLength={1000}
        required={false}
      />
      <ButtonRow>
        <Button>{t('channels.new.submit')}</Button>
      </ButtonRow>
    </Form>
  </>
)
