import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { Code, Details, PageTitle, Prose, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { TranslationRemovals, type TranslationRemovalsProps } from '../translations/removals.tsx'
import { EditionCard, type EditionModel } from './edition-card.tsx'
import { EditionThread, type ReactionCounts, Reactions, type ReplyModel } from './thread.tsx'

interface ChannelModel {
  readonly name: string
  readonly kind: 'open' | 'allied'
  /** `@slug@host`. */
  readonly handle: string
  /** Its public page, where a member looks at it from inside. */
  readonly publicHref?: string | undefined
  readonly isClosed?: boolean | undefined
  /** Where it goes on, on another host. */
  readonly movedTo?: string | undefined
  /** What its moderators say of it, each in one language. */
  readonly description?: Said | undefined
  readonly rules?: Said | undefined
}

interface Said {
  readonly html: SafeHtml
  readonly language: string
}

export interface ChannelPageProps {
  t: Translator
  channel: ChannelModel
  /** Above the others. */
  pinned: readonly EditionModel[]
  editions: readonly EditionModel[]
  /** For those who look after it. */
  manageHref?: string | undefined
  /** For its delegates: what is proposed to it. */
  proposalsHref?: string | undefined
  /** Of an open channel's public page. */
  feeds?: { readonly atom: string; readonly json: string } | undefined
  older?: string | undefined
  newer?: string | undefined
  /** For members: the page stays inside, what stands on it does not. */
  inside?: boolean | undefined
}

/** A channel's editions, newest first, for the public or for members. */
export const ChannelPage: FC<ChannelPageProps> = ({
  t,
  channel,
  pinned,
  editions,
  older,
  newer,
  inside,
  manageHref,
  proposalsHref,
  feeds,
}) => (
  <>
    {inside ? (
      <>
        <PageTitle over={t(`channels.kind.${channel.kind}`)} lead={t(`channels.readers.${channel.kind}`)}>
          {channel.name}
        </PageTitle>
        <IsOutside t={t} />
      </>
    ) : (
      <PageTitle lead={t('channels.channel.about')}>{channel.name}</PageTitle>
    )}
    {channel.isClosed && (
      <Notice>
        <p>{t('channels.channel.closed')}</p>
      </Notice>
    )}
    {channel.movedTo !== undefined && (
      <Notice>
        <p>{t('channels.channel.moved')}</p>
        <Code t={t} label={t('channels.manage.newAddress')} code={channel.movedTo} />
      </Notice>
    )}
    {channel.description && <Prose html={channel.description.html} lang={channel.description.language} />}
    {channel.rules && (
      <Details summary={t('channels.channel.rules')}>
        <Prose html={channel.rules.html} lang={channel.rules.language} />
      </Details>
    )}
    {manageHref !== undefined && (
      <Button kind="secondary" href={manageHref}>
        {t('channels.manage.link')}
      </Button>
    )}
    {proposalsHref !== undefined && (
      <Button kind="secondary" href={proposalsHref}>
        {t('channels.proposals.link')}
      </Button>
    )}
    {pinned.map((edition) => (
      <EditionCard t={t} edition={edition} pinned>
        <a href={edition.href}>{t('channels.edition.open')}</a>
      </EditionCard>
    ))}
    {editions.length + pinned.length === 0 && (
      <EmptyState title={t('channels.channel.empty')} icon="megaphone">
        {!channel.isClosed && channel.publicHref !== undefined && <p>{t('channels.channel.write')}</p>}
      </EmptyState>
    )}
    {editions.map((edition) => (
      <EditionCard t={t} edition={edition}>
        <a href={edition.href}>{t('channels.edition.open')}</a>
      </EditionCard>
    ))}
    <Pagination t={t} older={older} newer={newer} />
    {!channel.isClosed && (
      <Section title={t('channels.channel.follow')}>
        <p>{t('channels.channel.followText')}</p>
        <Code t={t} label={t('channels.channel.handle')} code={channel.handle} />
        {feeds && (
          <p>
            {t('channels.channel.feedsText')} <a href={feeds.atom}>{t('channels.channel.atom')}</a>
            {' · '}
            <a href={feeds.json}>{t('channels.channel.json')}</a>
          </p>
        )}
        {channel.publicHref !== undefined && (
          <p>
            <a href={channel.publicHref}>{t('channels.channel.public')}</a>
          </p>
        )}
      </Section>
    )}
  </>
)

/** What stands on a page for members, and is out. */
const IsOutside: FC<{ t: Translator }> = ({ t }) => (
  <p>
    <Tag tone="leaving" icon="door-open">
      {t('channels.isOutside')}
    </Tag>
  </p>
)

export interface EditionPageProps {
  t: Translator
  edition: EditionModel
  channel: { readonly name: string; readonly href: string }
  replies: readonly ReplyModel[]
  /** For members who may answer it outside. */
  answerHref?: string | undefined
  /** For members: what people elsewhere said with a tap. */
  reactions?: ReactionCounts | undefined
  /** For moderators: what other communities translated. */
  translations?: TranslationRemovalsProps['translations'] | undefined
  /** For moderators, any of whom may take it back. */
  withdrawHref?: string | undefined
  /** For moderators: putting it on top, allowing no more answers. */
  acts?: { readonly pin?: 'pin' | 'unpin'; readonly lock: 'lock' | 'unlock' } | undefined
  /** No more answers are taken. */
  isLocked?: boolean | undefined
  /** For members: the page stays inside, what stands on it does not. */
  inside?: boolean | undefined
}

/** One edition with the answers that were passed on or accepted. */
export const EditionPage: FC<EditionPageProps> = ({
  t,
  edition,
  channel,
  replies,
  reactions,
  answerHref,
  withdrawHref,
  translations = [],
  acts,
  isLocked,
  inside,
}) => (
  <>
    {edition.title === '' && (
      <PageTitle>
        {t('channels.edition.publishedOn')} <Time t={t} at={edition.on} />
      </PageTitle>
    )}
    {inside && <IsOutside t={t} />}
    <EditionCard t={t} edition={edition} full>
      {withdrawHref !== undefined && (
        <Button kind="quiet" icon="undo-2" href={withdrawHref}>
          {t('channels.edition.takeBack')}
        </Button>
      )}
    </EditionCard>
    <TranslationRemovals t={t} editionId={edition.id} translations={translations} />
    {reactions && <Reactions t={t} counts={reactions} />}
    {acts && (
      <ButtonRow>
        {acts.pin && (
          <Form action={`/editions/${edition.id}/${acts.pin}`}>
            <Button kind="secondary">{t(`channels.edition.${acts.pin}`)}</Button>
          </Form>
        )}
        <Form action={`/editions/${edition.id}/${acts.lock}`}>
          <Button kind="secondary">{t(`channels.edition.${acts.lock}`)}</Button>
        </Form>
      </ButtonRow>
    )}
    {isLocked && (
      <Notice>
        <p>{t('channels.edition.locked')}</p>
      </Notice>
    )}
    <EditionThread t={t} replies={replies} answerHref={answerHref} />
    <LinkList
      items={[
        {
          href: channel.href,
          title: t('channels.edition.more', { channel: channel.name }),
          icon: 'megaphone',
        },
      ]}
    />
  </>
)
