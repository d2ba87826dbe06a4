import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { ExactPreview, type PreviewModel } from '../shares/exact-preview.tsx'
import { ReturnWords } from '../shares/return-words.tsx'

export interface ProposalsPageProps {
  t: Translator
  channel: { readonly slug: string; readonly name: string }
  proposals: readonly {
    readonly id: string
    readonly title: string
    readonly authorDelegateOf?: string | undefined
  }[]
}

/** What waits in a channel for one of its delegates. */
export const ProposalsPage: FC<ProposalsPageProps> = ({ t, channel, proposals }) => (
  <>
    <PageTitle lead={t('channels.proposals.lead')}>
      {t('channels.proposals.title', { channel: channel.name })}
    </PageTitle>
    {proposals.length === 0 && <EmptyState title={t('channels.proposals.none')} icon="megaphone" />}
    <LinkList
      items={proposals.map(({ id, title, authorDelegateOf }) => ({
        href: `/channels/${channel.slug}/proposals/${id}`,
        title,
        text: fromWhom(t, authorDelegateOf),
      }))}
    />
  </>
)

/** Never her name: a delegate is no moderator. */
const fromWhom = (t: Translator, authorDelegateOf: string | undefined): string =>
  authorDelegateOf === undefined
    ? t('channels.proposals.fromMember')
    : t('channels.proposals.fromDelegate', { community: authorDelegateOf })

export interface ProposalPageProps {
  t: Translator
  slug: string
  shareId: string
  preview: PreviewModel
  /** Of a new version: where what stands outside until it is published is read. */
  outNowHref?: string | undefined
  previewHash: string
  isConsented: boolean
  note?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** The same preview that the author said yes to; a delegate publishes it, or gives it back with a word. */
export const ProposalPage: FC<ProposalPageProps> = (props) => {
  const { t, slug, shareId, preview, outNowHref, previewHash, isConsented, note, errors } = props
  const action = `/channels/${slug}/proposals/${shareId}`
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('shares.review.check')}>{fromWhom(t, preview.authorDelegateOf)}</PageTitle>
      {outNowHref !== undefined && (
        <p>
          <a href={outNowHref}>{t('shares.review.outNow')}</a>
        </p>
      )}
      <ExactPreview t={t} preview={preview} />
      {isConsented ? (
        <Section title={t('queue.verb.publish')}>
          <p>{t('shares.review.final')}</p>
          <Form action={`${action}/publish`} hidden={{ previewHash }}>
            <ButtonRow>
              <Button kind="leaving">{t('shares.review.publish')}</Button>
            </ButtonRow>
          </Form>
        </Section>
      ) : (
        <Notice tone="alarm">
          <p>{t('shares.review.changed')}</p>
        </Notice>
      )}
      <Section title={t('queue.verb.giveBack')}>
        <Form action={`${action}/return`}>
          <ReturnWords t={t} note={note} errors={errors} />
          <ButtonRow>
            <Button icon="undo-2">{t('shares.review.return')}</Button>
          </ButtonRow>
        </Form>
      </Section>
    </>
  )
}
