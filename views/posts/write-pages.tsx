import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { LinkList } from '../components/lists.tsx'
import { PageTitle, Prose, Section } from '../components/text.tsx'
import { type GroupLink, groupItem } from '../groups/groups-page.tsx'
import { PostForm, type PostFormProps } from './post-form.tsx'

/** Where to write, for those who belong to several groups. */
export const ChooseGroupPage: FC<{ t: Translator; groups: readonly GroupLink[] }> = ({ t, groups }) => (
  <>
    <PageTitle lead={t('write.choose.lead')}>{t('write.choose.title')}</PageTitle>
    <LinkList items={groups.map((group) => groupItem(t, group, `/groups/${group.id}/write`))} />
  </>
)

type FormPart = Omit<PostFormProps, 'submit'>

/** A new post. */
export const WritePage: FC<FormPart> = (props) => (
  <>
    <PageTitle>{props.t('write.title', { group: props.group })}</PageTitle>
    <PostForm {...props} submit={props.t('composer.postIn', { group: props.group })} />
  </>
)

/** What is saved now, where that is no longer what she started from. */
export interface SavedText {
  readonly html: SafeHtml
  readonly lang: string
}

/** Her own post again, to change it. */
export const EditPostPage: FC<FormPart & { saved?: SavedText | undefined }> = ({ saved, ...props }) => (
  <>
    <PageTitle>{props.t('post.edit.title')}</PageTitle>
    <PostForm {...props} submit={props.t('common.save')} />
    <SavedSection t={props.t} saved={saved} />
  </>
)

export const SavedSection: FC<{ t: Translator; saved?: SavedText | undefined }> = ({ t, saved }) =>
  saved === undefined ? null : (
    <Section title={t('post.edit.savedNow')}>
      <Prose html={saved.html} lang={saved.lang} />
    </Section>
  )
