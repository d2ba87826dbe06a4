import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { LinkList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { PageTitle, Prose, Section } from '../components/text.tsx'
import { type GroupLink, groupItem } from '../groups/groups-page.tsx'
import { EditPostForm, type EditPostFormProps, NewPostForm, type NewPostFormProps } from './post-form.tsx'
import type { PostKind } from './post-values.ts'

/** Where to write, for those who belong to several groups; what she wants to write goes along. */
export const ChooseGroupPage: FC<{
  t: Translator
  groups: readonly GroupLink[]
  kind?: PostKind | undefined
}> = ({ t, groups, kind }) => (
  <>
    <PageTitle lead={t('write.choose.lead')}>{t('write.choose.title')}</PageTitle>
    <LinkList items={groups.map((group) => groupItem(t, group, writeHref(group.id, kind)))} />
    <DraftsLink t={t} />
  </>
)

export type WritePageProps = Omit<NewPostFormProps, 'submit'> & {
  groupId: string
  /** What she may write here. */
  kinds: readonly PostKind[]
  /** Why nothing of hers can be sent now. */
  muted?: string | undefined
  /** How it would look, where she asked for that without the script. */
  preview?: Child
}

/** A new post of one kind, with the way to the others. */
export const WritePage: FC<WritePageProps> = ({ groupId, kinds, muted, preview, ...form }) => {
  const { t, group, values } = form
  return (
    <>
      <PageTitle>{t(titles[values.kind], { group })}</PageTitle>
      <nav class="cluster" aria-label={t('composer.kinds.title')} data-keep-draft="">
        {kinds.map((kind) => (
          <>
            <a href={writeHref(groupId, kind)} aria-current={kind === values.kind ? 'page' : undefined}>
              {t(`composer.kinds.${kind}`)}
            </a>{' '}
          </>
        ))}
      </nav>
      {muted !== undefined && (
        <Notice tone="warning">
          <p>{muted}</p>
        </Notice>
      )}
      {preview}
      <NewPostForm {...form} submit={t('composer.postIn', { group })} />
      <DraftsLink t={t} />
    </>
  )
}

const DraftsLink: FC<{ t: Translator }> = ({ t }) => (
  <LinkList items={[{ href: '/drafts', title: t('drafts.title'), icon: 'clock' }]} />
)

const writeHref = (groupId: string, kind?: PostKind): string =>
  `/groups/${groupId}/write${kind === undefined ? '' : `?kind=${kind}`}`

const titles = {
  discussion: 'write.title',
  question: 'write.title.question',
  poll: 'write.title.poll',
  alert: 'write.title.alert',
} as const satisfies Record<PostKind, string>

/** What is saved now, where that is no longer what she started from. */
export interface SavedText {
  readonly html: SafeHtml
  readonly lang: string
}

/** Her own post again, to change it. */
export const EditPostPage: FC<
  Omit<EditPostFormProps, 'submit'> & { saved?: SavedText | undefined; preview?: Child }
> = ({ saved, preview, ...props }) => (
  <>
    <PageTitle>{props.t('post.edit.title')}</PageTitle>
    {preview}
    <EditPostForm {...props} submit={props.t('composer.saveIn', { group: props.group })} />
    <SavedSection t={props.t} saved={saved} />
  </>
)

export const SavedSection: FC<{ t: Translator; saved?: SavedText | undefined }> = ({ t, saved }) =>
  saved === undefined ? null : (
    <Section title={t('post.edit.savedNow')}>
      <Prose html={saved.html} lang={saved.lang} />
    </Section>
  )
