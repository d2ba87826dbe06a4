import { Hono } from 'hono'
import { FeedPage } from '../../views/allies/feed-page.tsx'
import { AlliedPostCard, AlliedPostPage, WithdrawnPostPage } from '../../views/allies/post-page.tsx'
import { groupPlace, membersPlace } from '../groups/view-models.ts'
import { wantedLanguages } from '../i18n/languages.ts'
import { can } from '../policy/permissions.ts'
import { pageOfComment, readComments } from '../posts/comment-queries.ts'
import { readDraft } from '../posts/draft-queries.ts'
import { usualLanguage } from '../posts/forms.ts'
import { commentModels, newestIn } from '../posts/view-models.ts'
import { alliedPlaceOf } from '../posts/writing-places.ts'
import { readTranslatable } from '../translations/queries.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import { asksForFragment, fragment, missingPage, page, seeOther } from '../web/respond.tsx'
import { channelRoutes } from './channel-routes.tsx'
import { decisionRoutes } from './decision-routes.tsx'
import { flagRoutes } from './flag-routes.tsx'
import { followRoutes } from './follow-routes.tsx'
import { readAlliedFeed, readAlliedPost, readAnswers } from './queries.ts'
import type { ResolveChannel } from './remote.ts'
import { alliedPostModel, answerModels } from './view-models.ts'

/** What allies published, with the comments that stay here; following, being followed, and answers from elsewhere. */
export const alliesRoutes = (parts: { readonly resolveChannel: ResolveChannel }) =>
  new Hono<MemberEnv & AppEnv>()
    .get('/allies', requireMember, async (c) => {
      const { ctx, t } = c.var
      const before = c.req.query('before')
      const { posts, older } = await readAlliedFeed(ctx, { before, languages: c.var.reader.languages })
      return page(
        c,
        { place: membersPlace(t, t('allies.place.name')), tab: 'home', back: { href: '/home' } },
        <FeedPage
          t={t}
          now={ctx.clock.now()}
          posts={posts.map(alliedPostModel)}
          older={older === undefined ? undefined : `/allies?before=${older}`}
          newer={before === undefined ? undefined : '/allies'}
        />,
      )
    })

    .get('/allies/posts/:alliedPostId', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const languages = wantedLanguages(c.req.query('language'), c.var.reader.languages)
      const post = await readAlliedPost(ctx, c.req.param('alliedPostId'), languages)
      if (!post) return missingPage(c)
      if (post.rootId !== post.id) return seeOther(c, `/allies/posts/${post.rootId}#${post.id}`)
      if (asksForFragment(c) && post.withdrawnAt === null) {
        return fragment(
          c,
          <AlliedPostCard t={t} now={ctx.clock.now()} post={alliedPostModel(post)} hasArrived />,
        )
      }
      const wanted = c.req.query('comment')
      const before =
        c.req.query('before') ??
        (wanted === undefined ? undefined : await pageOfComment(ctx, { alliedPostId: post.id }, wanted))
      const answers = answerModels(t, await readAnswers(ctx, post.id, languages))
      const comments = await readComments(ctx, { alliedPostId: post.id }, { before })
      const draft = await readDraft(ctx, alliedPlaceOf(post.id))
      const translatable = await readTranslatable(ctx, post.id)
      const here = `/allies/posts/${post.id}`
      const thread = {
        t,
        now: ctx.clock.now(),
        answers,
        comments: commentModels(ctx, t, comments),
        newest: before === undefined ? newestIn(comments) : undefined,
        older: comments.older === undefined ? undefined : `${here}?before=${comments.older}#comments`,
        newer: before === undefined ? undefined : `${here}#comments`,
      }
      return page(
        c,
        {
          place: groupPlace(t, { name: community.name, readers: post.readers }),
          tab: 'home',
          back: { href: '/allies' },
          ...(c.req.query('done') === 'comment-deleted'
            ? { notice: { tone: 'done' as const, text: t('comment.deleted') } }
            : {}),
        },
        post.withdrawnAt === null ? (
          <AlliedPostPage
            {...thread}
            post={alliedPostModel(post)}
            channel={post.channelName}
            answerHref={`/share/answer/${post.id}`}
            tellHref={can(ctx.actor, 'flag.send') ? `${here}/flag` : undefined}
            translationHref={translatable && `${here}/translation`}
            composer={{
              action: `${here}/comments`,
              place: alliedPlaceOf(post.id),
              ...(draft ? { values: { text: draft.fields['text'] ?? '' } } : {}),
              group: community.name,
              readers: post.readers,
              hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
            }}
          />
        ) : (
          <WithdrawnPostPage {...thread} />
        ),
      )
    })
    .route('/', followRoutes(parts))
    .route('/', channelRoutes(parts))
    .route('/', decisionRoutes())
    .route('/', flagRoutes())
