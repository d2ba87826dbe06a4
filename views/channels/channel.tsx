import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { Code, PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { EditionCard, type EditionModel } from './edition-card.tsx'

interface ChannelModel {
  readonly name: string
  readonly kind: 'open' | 'allied'
  /** `@slug@host`. */
  readonly handle: string
  /** Its public page, where a member looks at it from inside. */
  readonly publicHref?: string | undefined
}

export interface ChannelPageProps {
  t: Translator
  channel: ChannelModel
  editions: readonly EditionModel[]
  older?: string | undefined
  newer?: string | undefined
  /** For members: the page stays inside, what stands on it does not. */
  inside?: boolean | undefined
}

/** A channel's editions, newest first, for the public or for members. */
export const ChannelPage: FC<ChannelPageProps> = ({ t, channel, editions, older, newer, inside }) => (
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
    {editions.length === 0 && (
      <EmptyState title={t('channels.channel.empty')} icon="megaphone">
        {channel.publicHref !== undefined && <p>{t('channels.channel.write')}</p>}
      </EmptyState>
    )}
    {editions.map((edition) => (
      <EditionCard t={t} edition={edition}>
        <a href={edition.href}>{t('channels.edition.open')}</a>
      </EditionCard>
    ))}
    <Pagination t={t} older={older} newer={newer} />
    <Section title={t('channels.channel.follow')}>
      <p>{t('channels.channel.followText')}</p>
      <Code t={t} label={t('channels.channel.handle')} code={channel.handle} />
      {channel.publicHref !== undefined && (
        <p>
          <a href={channel.publicHref}>{t('channels.channel.public')}</a>
        </p>
      )}
    </Section>
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
  replies: readonly EditionModel[]
  /** For moderators, any of whom may take it back. */
  withdrawHref?: string | undefined
  /** For members: the page stays inside, what stands on it does not. */
  inside?: boolean | undefined
}

/** One edition with the answers that were passed on or accepted. */
export const EditionPage: FC<EditionPageProps> = ({ t, edition, channel, replies, withdrawHref, inside }) => (
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
    <Section title={t('channels.edition.replies')}>
      {replies.length === 0 ? (
        <p>{t('channels.edition.noReplies')}</p>
      ) : (
        replies.map((reply) => <EditionCard t={t} edition={reply} />)
      )}
    </Section>
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
