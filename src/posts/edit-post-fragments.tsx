import type { Child } from 'hono/jsx'
import type { FormError } from '../../views/components/errors.tsx'
import { PostPreview } from '../../views/posts/post-preview.tsx'
import { EditPostPage } from '../../views/posts/write-pages.tsx'
import { groupPlace } from '../groups/view-models.ts'
import { renderMarkdown } from '../markdown.ts'
import { pictureModel } from '../media/view-models.ts'
import { type MemberPageContext, type PageOptions, page } from '../web/respond.tsx'
import type { EditPost } from './edit-post.ts'
import { languageOptions } from './forms.ts'
import type { ThreadView } from './queries.ts'
import { postLimits, versionOf } from './rules.ts'
import { postChangeOf } from './writing-places.ts'

export interface EditPostState {
  readonly input: EditPost
  readonly errors?: readonly FormError[]
  readonly preview?: Child
  readonly notice?: PageOptions['notice']
  readonly status?: PageOptions['status']
}

/** The form with what is saved or with what she typed; then it starts from what is saved by now. */
export function editPostPage(
  c: MemberPageContext,
  post: ThreadView,
  state?: EditPostState,
): Promise<Response> {
  const { t, community } = c.var
  const typed = state?.input
  const version = versionOf(post.editedAt)
  const wasChanged = typed !== undefined && typed.version !== version
  return page(
    c,
    {
      place: groupPlace(t, { name: post.groupName, readers: post.readers }),
      tab: 'groups',
      back: { href: `/posts/${post.id}` },
      ...(state?.notice ? { notice: state.notice } : {}),
      ...(state?.status ? { status: state.status } : {}),
    },
    <EditPostPage
      t={t}
      action={`/posts/${post.id}/edit`}
      group={post.groupName}
      readers={post.readers}
      languages={languageOptions(community, post.language)}
      pictures={post.pictures.map((picture) => {
        const wished = typed?.pictures?.find(({ id }) => id === picture.id)
        return {
          id: picture.id,
          picture: pictureModel(picture),
          description: wished?.alt ?? picture.alt,
          isRemoved: wished?.isRemoved ?? false,
        }
      })}
      attachments={post.attachments.map(({ id, kind, name, transcript }) => {
        const wished = typed?.attachments?.find((attachment) => attachment.id === id)
        const words = kind === 'voice' ? transcript : name
        return { id, kind, words: wished?.words ?? words, isRemoved: wished?.isRemoved ?? false }
      })}
      hidden={{ version, place: postChangeOf(post.id) }}
      keepsDraft={!post.anonymous}
      values={{
        kind: post.kind,
        text: typed?.text ?? post.body,
        language: typed?.language ?? post.language,
      }}
      errors={state?.errors}
      preview={state?.preview}
      saved={wasChanged ? { html: renderMarkdown(post.body), lang: post.language } : undefined}
    />,
  )
}

/** How others will see the change: its kind and the name that it carries stay. */
export function postChangePreview(
  c: MemberPageContext,
  { kind, anonymous, onBehalf }: ThreadView,
  { text, language }: Pick<EditPost, 'text' | 'language'>,
): Child {
  const { t, member } = c.var
  return (
    <PostPreview
      t={t}
      author={anonymous ? t('post.author.anonymous') : member.displayName}
      kind={kind}
      body={text === '' ? undefined : renderMarkdown(text.slice(0, postLimits.text))}
      lang={language}
      isOnBehalf={onBehalf}
    />
  )
}
