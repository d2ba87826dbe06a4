import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { type LinkItem, LinkList, Pagination, SummaryList, type SummaryRow } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { Progress } from '../components/states.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { LiveState } from '../live/live.tsx'
import { TranslationRemovals, type TranslationRemovalsProps } from '../translations/removals.tsx'

type ShareStateModel = 'draft' | 'proposed' | 'returned' | 'published' | 'revoked' | 'withdrawn'

export interface ShareModel {
  readonly id: string
  readonly state: ShareStateModel
  readonly title: string
  readonly channel: string
  readonly returnNote?: string | undefined
  readonly postId?: string | undefined
  /** What is out of it, perhaps in an earlier version than this one. */
  readonly published?:
    | {
        readonly on: Date
        readonly version: number
        readonly receivers: readonly string[]
        /** How many servers it goes to; more than `receivers` while it is on its way. */
        readonly addressed: number
        readonly editionId: string
        /** What other communities translated: hers to take out. */
        readonly translations: TranslationRemovalsProps['translations']
        readonly publicHref?: string | undefined
      }
    | undefined
}

const isOnItsWay = ({ published }: ShareModel): boolean =>
  published !== undefined && published.receivers.length < published.addressed

/** Others still do something about it, and she waits. */
export const isUnderWay = (share: ShareModel): boolean => share.state === 'proposed' || isOnItsWay(share)

/** One share of her own, until it is withdrawn: where it stands and what she can do now. */
export const SharePage: FC<{ t: Translator; now: Date; share: ShareModel }> = ({ t, now, share }) => (
  <>
    <PageTitle over={share.channel === '' ? t('shares.mine.notYetWhere') : share.channel}>
      {share.title === '' ? t('shares.mine.untitled') : share.title}
    </PageTitle>
    <p data-live-words={isOnItsWay(share) ? undefined : ''}>
      <State t={t} state={share.state} />
    </p>
    {share.state === 'returned' && (
      <Notice tone="info">
        <p>{t('shares.share.returned')}</p>
        <p dir="auto">{share.returnNote}</p>
      </Notice>
    )}
    {share.state === 'proposed' && (
      <p>{t(share.published ? 'shares.proposed.leadVersion' : 'shares.proposed.lead')}</p>
    )}
    {share.state === 'revoked' && (
      <p>{t(share.published ? 'shares.share.revokedVersion' : 'shares.share.revoked')}</p>
    )}
    {share.state === 'published' && share.published && (
      <Published t={t} shareId={share.id} published={share.published} mayChange />
    )}
    {isUnderWay(share) && (
      <LiveState
        t={t}
        live={{ stream: `/live/shares/${share.id}` }}
        look={`/shares/${share.id}`}
        again={{ href: `/shares/${share.id}`, now }}
      />
    )}
    <Acts t={t} share={share} />
    {share.state !== 'published' && share.published && (
      <Section title={t('shares.share.outNow')}>
        <Published
          t={t}
          shareId={share.id}
          published={share.published}
          mayChange={share.state === 'revoked'}
        />
      </Section>
    )}
    {(share.state === 'proposed' || share.published) && (
      <Section title={t('shares.proposed.code')}>
        <p>{t('shares.code.newText')}</p>
        <Form action={`/shares/${share.id}/code`}>
          <Button kind="secondary">{t('shares.code.new')}</Button>
        </Form>
      </Section>
    )}
    <LinkList items={waysFrom(t, share)} />
  </>
)

const waysFrom = (t: Translator, { postId, published }: ShareModel): readonly LinkItem[] => [
  ...(published?.publicHref === undefined
    ? []
    : [{ href: published.publicHref, title: t('shares.share.publicPage'), icon: 'globe' as const }]),
  ...(postId === undefined
    ? []
    : [{ href: `/posts/${postId}`, title: t('shares.share.toPost'), icon: 'message-circle' as const }]),
]

/** In which state it is: only what is out has the frame of what leaves. */
const State: FC<{ t: Translator; state: ShareStateModel }> = ({ t, state }) =>
  state === 'published' ? (
    <Tag tone="leaving" icon="door-open">
      {t('shares.state.published')}
    </Tag>
  ) : (
    <Tag>{t(`shares.state.${state}`)}</Tag>
  )

interface PublishedProps {
  t: Translator
  shareId: string
  published: NonNullable<ShareModel['published']>
  /** False while a new version is on its way. */
  mayChange: boolean
}

const Published: FC<PublishedProps> = ({ t, shareId, published, mayChange }) => {
  const { on, version, receivers, addressed, editionId, translations } = published
  const rows: SummaryRow[] = [
    { label: t('shares.share.published'), value: <Time t={t} at={on} /> },
    { label: t('shares.share.version'), value: String(version) },
    {
      label: t('shares.share.receivers'),
      value: receivers.length === 0 ? t('shares.share.noReceivers') : receivers.join(', '),
    },
  ]
  return (
    <>
      {receivers.length < addressed && (
        <div data-live-words="">
          <Progress
            label={t('shares.share.reached', { done: receivers.length, all: addressed })}
            value={receivers.length}
            max={addressed}
          />
        </div>
      )}
      <SummaryList t={t} rows={rows} />
      <TranslationRemovals t={t} editionId={editionId} translations={translations} />
      <ButtonRow>
        <Button kind="danger" icon="undo-2" href={`/editions/${editionId}/withdraw`}>
          {t('shares.share.takeBack')}
        </Button>
        {mayChange && (
          <Button kind="secondary" icon="pencil" form={`change-${shareId}`}>
            {t('shares.share.change')}
          </Button>
        )}
      </ButtonRow>
      {mayChange && (
        <>
          <p class="soft">{t('shares.share.changeText')}</p>
          <Form id={`change-${shareId}`} action={`/shares/${shareId}/versions`} />
        </>
      )}
    </>
  )
}

const Acts: FC<{ t: Translator; share: ShareModel }> = ({ t, share }) => {
  const { id, state } = share
  if (state === 'proposed') {
    return (
      <Form action={`/shares/${id}/revoke`}>
        <Button kind="secondary" icon="undo-2">
          {t('shares.share.revoke')}
        </Button>
      </Form>
    )
  }
  if (state === 'draft' || state === 'returned') {
    return (
      <>
        <ButtonRow>
          <Button href={`/share/${id}`}>{t('shares.share.continue')}</Button>
        </ButtonRow>
        <Form action={`/share/${id}/discard`}>
          <Button kind="quiet" icon="trash-2">
            {t('shares.discard')}
          </Button>
        </Form>
      </>
    )
  }
  return null
}

export interface ShareListProps {
  t: Translator
  shares: readonly {
    readonly id: string
    readonly state: ShareStateModel
    readonly title: string
    readonly channel: string
    readonly at: Date
  }[]
  older?: string | undefined
  newer?: string | undefined
}

/** All that she shares outside, newest first. */
export const SharesPage: FC<ShareListProps> = ({ t, shares, older, newer }) => (
  <>
    <PageTitle>{t('shares.mine.title')}</PageTitle>
    {shares.length === 0 && (
      <EmptyState title={t('shares.mine.empty')} icon="door-open">
        <p>{t('shares.mine.emptyText')}</p>
      </EmptyState>
    )}
    <LinkList
      items={shares.map(({ id, state, title, channel, at }) => ({
        href: `/shares/${id}`,
        title: title === '' ? t('shares.mine.untitled') : title,
        text: (
          <>
            {channel === '' ? t('shares.mine.notYetWhere') : channel} · <Time t={t} at={at} />
          </>
        ),
        tag: <State t={t} state={state} />,
      }))}
    />
    <Pagination t={t} older={older} newer={newer} />
    <p>
      <a href="/translations">{t('translations.mine.href')}</a>
    </p>
  </>
)
