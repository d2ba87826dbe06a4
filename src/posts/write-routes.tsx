import { Hono } from 'hono'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { ChooseGroupPage, EditPostPage } from '../../views/posts/write-pages.tsx'
import { listGroups } from '../groups/queries.ts'
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
import { composerPage, composeTarget, refusedState, usualsOf } from './compose-fragments.tsx'
import { createPost } from './create-post.ts'
import { readDraft } from './draft-queries.ts'
import { groupDraft } from './drop-draft.ts'
import { type EditPost, editPost } from './edit-post.ts'
import { editedPostOf, filesIn, languageOptions, newPostOf, typedFields, valuesOf } from './forms.ts'
import { isPostKind } from './kinds.ts'
import { readPost, type ThreadView } from './queries.ts'
import { versionOf } from './rules.ts'
import { pictureModel } from './view-models.ts'

/** Writing a post, and changing it. */
export const writeRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/write', requireMember, async (c) => {
      const { ctx, t } = c.var
      const groups = await listGroups(ctx)
      const [only, ...others] = groups
      const kind = c.req.query('kind')
      const wished = isPostKind(kind) ? kind : undefined
      if (only && others.length === 0) {
        return seeOther(c, `/groups/${only.id}/write${wished ? `?kind=${wished}` : ''}`)
      }
      return page(
        c,
        { place: membersPlace(t, c.var.community.name), tab: 'write', back: { href: '/home' } },
        <ChooseGroupPage t={t} groups={groups} kind={wished} />,
      )
    })

    .get('/groups/:groupId/write', requireMember, async (c) => {
      const { ctx, t } = c.var
      const groupId = c.req.param('groupId')
      const target = await composeTarget(ctx, groupId)
      if (!target) return missingPage(c)
      const draft = await readDraft(ctx, groupDraft(groupId))
      const kind = c.req.query('kind')
      const typed = { ...draft?.fields, ...(isPostKind(kind) ? { kind } : {}) }
      if (typed['kind'] === 'alert' && !target.terms.mayAlert) typed['kind'] = 'discussion'
      return composerPage(c, target, {
        values: valuesOf(typed, usualsOf(c)),
        ...(draft ? { notice: { tone: 'info', text: t('drafts.restored') } } : {}),
      })
    })

    .post('/groups/:groupId/posts', requireMember, async (c) => {
      const { ctx } = c.var
      const groupId = c.req.param('groupId')
      const form = await readForm(c)
      const kind = form.line('kind')
      if (kind !== '' && !isPostKind(kind)) return missingPage(c)
      const values = valuesOf(typedFields(form), usualsOf(c))
      const result = await createPost(ctx, await newPostOf(form, values, groupId))
      if (result.ok) return seeOther(c, `/posts/${result.value.postId}`)
      const target = await composeTarget(ctx, groupId)
      if (!target || result.refusals[0].kind === 'missing') return refusedPage(c, result.refusals)
      return composerPage(c, target, {
        ...refusedState(c, result.refusals, { values, files: filesIn(form) }),
        status: statusOf(result.refusals),
      })
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
      const post = await readPost(ctx, input.postId)
      if (!post?.isMine || result.refusals[0].kind === 'missing') return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return editPage(c, post, { input, errors }, statusOf(result.refusals))
    })

/** The form with what is saved or, after a refusal, with what she typed; then it starts from what is saved by now. */
function editPage(
  c: MemberPageContext,
  post: ThreadView,
  refused?: { readonly input: EditPost; readonly errors: readonly FormError[] },
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
      pictures={post.pictures.map((picture) => {
        const wished = typed?.pictures?.find(({ id }) => id === picture.id)
        return {
          id: picture.id,
          picture: pictureModel(t, picture),
          description: wished?.alt ?? picture.alt,
          isRemoved: wished?.isRemoved ?? false,
        }
      })}
      attachments={post.attachments.map(({ id, kind, name, transcript }) => {
        const wished = typed?.attachments?.find((attachment) => attachment.id === id)
        const words = kind === 'voice' ? transcript : name
        return { id, kind, words: wished?.words ?? words, isRemoved: wished?.isRemoved ?? false }
      })}
      hidden={{ version }}
      values={{
        kind: post.kind,
        text: typed?.text ?? post.body,
        language: typed?.language ?? post.language,
      }}
      errors={refused?.errors}
      saved={wasChanged ? { html: renderMarkdown(post.body), lang: post.language } : undefined}
    />,
  )
}
