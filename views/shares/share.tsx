import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList, Pagination, SummaryList, type SummaryRow } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

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
        readonly editionId: string
        readonly publicHref?: string | undefined
      }
    | undefined
}

/** One share of her own, until it is withdrawn: where it stands and what she can do now. */
export const SharePage: FC<{ t: Translator; share: ShareModel }> = ({ t, share }) => (
  <>
    <PageTitle over={t(`shares.state.${share.state}`)}>
      {share.title === '' ? t('shares.mine.untitled') : share.title}
    </PageTitle>
    <p>{share.channel === '' ? t('shares.mine.notYetWhere') : share.channel}</p>
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
    {share.postId !== undefined && (
      <p>
        <a href={`/posts/${share.postId}`}>{t('shares.share.toPost')}</a>
      </p>
    )}
  </>
)

interface PublishedProps {
  t: Translator
  shareId: string
  published: NonNullable<ShareModel['published']>
  /** False while a new version is on its way. */
  mayChange: boolean
}

const Published: FC<PublishedProps> = ({ t, shareId, published, mayChange }) => {
  const { on, version, receivers, editionId, publicHref } = published
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
      <SummaryList t={t} rows={rows} />
      {publicHref !== undefined && (
        <p>
          <a href={publicHref}>{t('shares.share.publicPage')}</a>
        </p>
      )}
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
}

/** All that she shares outside, newest first. */
export const SharesPage: FC<ShareListProps> = ({ t, shares, older }) => (
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
        tag: <Tag tone={state === 'published' ? 'leaving' : 'plain'}>{t(`shares.state.${state}`)}</Tag>,
      }))}
    />
    <Pagination t={t} older={older} />
  </>
)
