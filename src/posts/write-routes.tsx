import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import type { PostFormProps } from '../../views/posts/post-form.tsx'
import { ChooseGroupPage, EditPostPage, WritePage } from '../../views/posts/write-pages.tsx'
import { type GroupSummary, listGroups, readGroup } from '../groups/queries.ts'
import { groupPlace, membersPlace } from '../groups/view-models.ts'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { createPost } from './create-post.ts'
import { type EditPost, editPost } from './edit-post.ts'
import { editedPostOf, languageOptions, newPostOf, usualLanguage } from './forms.ts'
import { readPost, type ThreadView } from './queries.ts'
import { postLimits, versionOf } from './rules.ts'
import { pictureModel } from './view-models.ts'

/** Writing a post, and changing it. */
export const writeRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/write', requireMember, async (c) => {
      const { ctx, t } = c.var
      const groups = await listGroups(ctx)
      const [only, ...others] = groups
      if (only && others.length === 0) return seeOther(c, `/groups/${only.id}/write`)
      return page(
        c,
        { place: membersPlace(t, c.var.community.name), tab: 'write', back: { href: '/home' } },
        <ChooseGroupPage t={t} groups={groups} />,
      )
    })

    .get('/groups/:groupId/write', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const group = await readGroup(ctx, c.req.param('groupId'))
      if (!group) return missingPage(c)
      return writePage(c, group, { values: { text: '', language: usualLanguage(community, t.locale) } })
    })

    .post('/groups/:groupId/posts', requireMember, async (c) => {
      const { ctx, t } = c.var
      const groupId = c.req.param('groupId')
      const { input, values } = await newPostOf(await readForm(c), groupId)
      const result = await createPost(ctx, input)
      if (result.ok) return seeOther(c, `/posts/${result.value.postId}`)
      const [{ kind }] = result.refusals
      const group = await readGroup(ctx, groupId)
      if (!group || kind === 'missing' || kind === 'forbidden') return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return writePage(c, group, { values, errors }, statusOf(result.refusals))
    })

    .get('/posts/:postId/edit', requireMember, async (c) => {
      const post = await readPost(c.var.ctx, c.req.param('postId'))
      if (!post) return missingPage(c)
      return can(c.var.ctx.actor, 'post.edit', post.isMine ? 'author' : 'reader')
        ? editPage(c, post)
        : forbiddenPage(c)
    })

    .post('/posts/:postId/edit', requireMember, async (c) => {
      const { ctx, t } = c.var
      const input = editedPostOf(await readForm(c), c.req.param('postId'))
      const result = await editPost(ctx, input)
      if (result.ok) return seeOther(c, `/posts/${input.postId}`)
      const [{ kind }] = result.refusals
      const post = await readPost(ctx, input.postId)
      if (!post || kind === 'missing' || kind === 'forbidden') return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return editPage(c, post, { input, errors }, statusOf(result.refusals))
    })

type FormState = Pick<PostFormProps, 'values' | 'errors'>

function writePage(
  c: MemberPageContext,
  group: GroupSummary,
  state: FormState,
  status: PageOptions['status'] = 200,
): Promise<Response> {
  const { ctx, t, community } = c.var
  return page(
    c,
    { place: groupPlace(t, group), tab: 'write', back: { href: `/groups/${group.id}` }, status },
    <WritePage
      t={t}
      action={`/groups/${group.id}/posts`}
      group={group.name}
      readers={group.readers}
      languages={languageOptions(community)}
      newPictures={postLimits.pictures}
      hidden={{ submission: ctx.random.id() }}
      {...state}
    />,
  )
}

/** The form with what is saved or, after a refusal, with what she typed; then it starts from what is saved by now. */
function editPage(
  c: MemberPageContext,
  post: ThreadView,
  refused?: { readonly input: EditPost; readonly errors: PostFormProps['errors'] },
  status: PageOptions['status'] = 200,
): Promise<Response> {
  const { t, community } = c.var
  const typed = refused?.input
  const version = versionOf(post.editedAt)
  const wasChanged = typed !== undefined && typed.version !== version
  return page(
    c,
    {
      place: groupPlace(t, { name: post.groupName, readers: post.readers }),
      tab: 'groups',
      back: { href: `/posts/${post.id}` },
      status,
    },
    <EditPostPage
      t={t}
      action={`/posts/${post.id}/edit`}
      group={post.groupName}
      readers={post.readers}
      languages={languageOptions(community, post.language)}
      newPictures={0}
      keptPictures={post.pictures.map((picture) => {
        const wished = typed?.pictures?.find(({ id }) => id === picture.id)
        return {
          id: picture.id,
          picture: pictureModel(t, picture),
          description: wished?.alt ?? picture.alt,
          isRemoved: wished?.isRemoved ?? false,
        }
      })}
      hidden={{ version }}
      values={{ text: typed?.text ?? post.body, language: typed?.language ?? post.language }}
      errors={refused?.errors}
      saved={wasChanged ? { html: renderMarkdown(post.body), lang: post.language } : undefined}
    />,
  )
}
