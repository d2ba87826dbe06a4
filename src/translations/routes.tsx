import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { OwnTranslationsPage } from '../../views/translations/mine.tsx'
import { OfferPage, OfferPreviewPage } from '../../views/translations/offer.tsx'
import { longestTitle } from '../channels/rules.ts'
import { languageOptions } from '../posts/forms.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { offerTranslation } from './offer-translation.ts'
import { judgeTranslation, previewTranslation, type WrittenTranslation } from './offered-text.ts'
import { readOwnTranslations, readTranslatable, type TranslatablePost } from './queries.ts'
import { translationReviewRoutes } from './review-routes.tsx'
import { takeBackOffered } from './take-back-offered.ts'

/** Translations of allies' posts: a member writes one, sees exactly what leaves, agrees, and may take it back. */
export const translationRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/allies/posts/:alliedPostId/translation', requireMember, async (c) => {
      const post = await readTranslatable(c.var.ctx, c.req.param('alliedPostId'))
      return post ? offerPage(c, post, { language: '', title: '', body: '' }) : missingPage(c)
    })

    .post('/allies/posts/:alliedPostId/translation', requireMember, async (c) => {
      const post = await readTranslatable(c.var.ctx, c.req.param('alliedPostId'))
      if (!post) return missingPage(c)
      const form = await readForm(c)
      const words = wordsOf(form)
      if (form.line('change') !== '') return offerPage(c, post, words)
      const [first, ...others] = judgeTranslation(words)
      return first ? offerPage(c, post, words, [first, ...others]) : previewPage(c, post, words)
    })

    .post('/allies/posts/:alliedPostId/translation/offer', requireMember, async (c) => {
      const { ctx } = c.var
      const alliedPostId = c.req.param('alliedPostId')
      const form = await readForm(c)
      const words = wordsOf(form)
      const result = await offerTranslation(ctx, {
        ...{ alliedPostId, ...words },
        previewHash: form.line('previewHash'),
        agreed: form.flag('agree'),
      })
      if (result.ok) return seeOther(c, '/translations')
      const [{ field }] = result.refusals
      const post = field === undefined ? undefined : await readTranslatable(ctx, alliedPostId)
      if (!post) return refusedPage(c, result.refusals)
      return field === 'agree'
        ? previewPage(c, post, words, result.refusals)
        : offerPage(c, post, words, result.refusals)
    })

    .get('/translations', requireMember, async (c) => {
      const { ctx, t } = c.var
      return page(
        c,
        {
          place: { kind: 'inside', name: t('members.me.place'), readers: t('translations.mine.readers') },
          tab: 'me',
          back: { href: '/shares' },
        },
        <OwnTranslationsPage t={t} translations={await readOwnTranslations(ctx)} />,
      )
    })

    .post('/translations/:translationId/take-back', requireMember, async (c) => {
      const result = await takeBackOffered(c.var.ctx, { translationId: c.req.param('translationId') })
      return result.ok ? seeOther(c, '/translations') : refusedPage(c, result.refusals)
    })
    .route('/', translationReviewRoutes())

const wordsOf = (form: Awaited<ReturnType<typeof readForm>>): WrittenTranslation => ({
  language: form.line('language'),
  title: form.line('title'),
  body: form.text('text'),
})

type Refusals = readonly [Refusal, ...Refusal[]]

const around = (c: MemberPageContext, post: TranslatablePost, refusals?: Refusals) => ({
  place: {
    kind: 'leaving' as const,
    name: c.var.t('translations.place.name'),
    readers: c.var.t('translations.place.readersHers'),
  },
  back: { href: `/allies/posts/${post.id}` },
  ...(refusals ? { status: statusOf(refusals) } : {}),
})

function offerPage(
  c: MemberPageContext,
  post: TranslatablePost,
  values: WrittenTranslation,
  refusals?: Refusals,
) {
  const { t, community } = c.var
  return page(
    c,
    around(c, post, refusals),
    <OfferPage
      t={t}
      postId={post.id}
      original={post}
      languages={languageOptions(community).filter(({ value }) => !post.languages.includes(value))}
      values={values}
      longestTitle={longestTitle}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}

async function previewPage(
  c: MemberPageContext,
  post: TranslatablePost,
  values: WrittenTranslation,
  refusals?: Refusals,
) {
  const { t, ctx, community } = c.var
  const preview = await previewTranslation(values, { objectUri: post.objectUri, origin: ctx.origin })
  return page(
    c,
    around(c, post, refusals),
    <OfferPreviewPage
      t={t}
      postId={post.id}
      channel={post.channelName}
      host={post.host}
      community={community.name}
      values={values}
      preview={{ ...preview, html: preview.marked }}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}
