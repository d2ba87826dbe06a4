import { Hono } from 'hono'
import { StartSharePage } from '../../views/shares/steps.tsx'
import { usualLanguage } from '../posts/forms.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, page, refusedPage, seeOther } from '../web/respond.tsx'
import { isOwnPost, readAnswerable } from './queries.ts'
import { startAnswer } from './start-answer.ts'
import { startNewVersion } from './start-new-version.ts'
import { startShare } from './start-share.ts'
import { readThreadAnswerable, startThreadAnswer } from './start-thread-answer.ts'
import { leavingPlace } from './view-models.ts'

/** Where sharing begins: from her own post, as an answer to allies, or as a new version of what is out. */
export const startRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/share/new/:postId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const postId = c.req.param('postId')
      if (!(await isOwnPost(ctx, postId))) return missingPage(c)
      const back = `/posts/${postId}`
      return page(
        c,
        { place: leavingPlace(t, 'draft'), back: { href: back } },
        <StartSharePage t={t} action={c.req.path} back={back} />,
      )
    })

    .post('/share/new/:postId', requireMember, async (c) => {
      const result = await startShare(c.var.ctx, { postId: c.req.param('postId') })
      return result.ok ? seeOther(c, `/share/${result.value.shareId}`) : refusedPage(c, result.refusals)
    })

    .get('/share/answer/:alliedPostId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const alliedPostId = c.req.param('alliedPostId')
      const answerable = await readAnswerable(ctx, alliedPostId)
      if (!answerable) return missingPage(c)
      const back = `/allies/posts/${alliedPostId}`
      return page(
        c,
        { place: leavingPlace(t, 'draft'), back: { href: back } },
        <StartSharePage t={t} action={c.req.path} back={back} answerTo={answerable.channelName} />,
      )
    })

    .post('/share/answer/:alliedPostId', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const language = usualLanguage(community, t.locale)
      const result = await startAnswer(ctx, { alliedPostId: c.req.param('alliedPostId'), language })
      return result.ok ? seeOther(c, `/share/${result.value.shareId}`) : refusedPage(c, result.refusals)
    })

    .get('/share/reply/:answeredId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const answeredId = c.req.param('answeredId')
      const answerable = await readThreadAnswerable(ctx, answeredId)
      if (!answerable) return missingPage(c)
      const back = `/editions/${answerable.rootId}`
      return page(
        c,
        { place: leavingPlace(t, 'draft'), back: { href: back } },
        <StartSharePage t={t} action={c.req.path} back={back} answerTo={answerable.channelName} />,
      )
    })

    .post('/share/reply/:answeredId', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const language = usualLanguage(community, t.locale)
      const result = await startThreadAnswer(ctx, { answeredId: c.req.param('answeredId'), language })
      return result.ok ? seeOther(c, `/share/${result.value.shareId}`) : refusedPage(c, result.refusals)
    })

    .post('/shares/:shareId/versions', requireMember, async (c) => {
      const result = await startNewVersion(c.var.ctx, { shareId: c.req.param('shareId') })
      return result.ok ? seeOther(c, `/share/${result.value.shareId}`) : refusedPage(c, result.refusals)
    })
