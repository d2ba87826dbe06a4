import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ChooseGroupPage } from '../../views/posts/write-pages.tsx'
import { listGroups } from '../groups/queries.ts'
import { membersPlace } from '../groups/view-models.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { forbiddenPage, missingPage, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { composerPage, composeTarget, refusedState, usualsOf } from './compose-fragments.tsx'
import { createPost } from './create-post.ts'
import { readDraft } from './draft-queries.ts'
import { editPost } from './edit-post.ts'
import { editPostPage } from './edit-post-fragments.tsx'
import { editedPostOf, filesIn, newPostOf, typedFields, valuesOf } from './forms.ts'
import { isPostKind } from './kinds.ts'
import { readPost } from './queries.ts'
import { groupPlaceOf, postChangeOf } from './writing-places.ts'

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
      const draft = await readDraft(ctx, groupPlaceOf(groupId))
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
      const { ctx, t } = c.var
      const postId = c.req.param('postId')
      const [post, draft] = await Promise.all([readPost(ctx, postId), readDraft(ctx, postChangeOf(postId))])
      if (!post) return missingPage(c)
      if (!can(ctx.actor, 'post.edit', post.isMine ? 'author' : 'reader')) return forbiddenPage(c)
      if (!draft) return editPostPage(c, post)
      const { text = '', language = post.language, version = '' } = draft.fields
      const notice = { tone: 'info' as const, text: t('drafts.restored') }
      return editPostPage(c, post, { input: { postId, text, language, version }, notice })
    })

    .post('/posts/:postId/edit', requireMember, async (c) => {
      const { ctx, t } = c.var
      const input = editedPostOf(await readForm(c), c.req.param('postId'))
      const result = await editPost(ctx, input)
      if (result.ok) return seeOther(c, `/posts/${input.postId}`)
      const post = await readPost(ctx, input.postId)
      if (!post?.isMine || result.refusals[0].kind === 'missing') return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return editPostPage(c, post, { input, errors, status: statusOf(result.refusals) })
    })
