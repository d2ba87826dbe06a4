import { type TextLanguagesModel, textLanguages } from '../i18n/languages.ts'
import type { Translator } from '../i18n/translator.ts'
import { pictureModel } from '../media/view-models.ts'
import type { SafeHtml } from '../safe-html.ts'
import type { AlliedExtras } from './extras-queries.ts'
import type { AlliedAnswer, AlliedFeedPost, AlliedPostView } from './queries.ts'
import { hostOf } from './rules.ts'

type PictureModel = ReturnType<typeof pictureModel>

interface AlliedPostModel {
  readonly id: string
  readonly href: string
  readonly author: { readonly name: string; readonly badge: string }
  readonly at: Date
  readonly edited: boolean
  readonly title?: string
  readonly body: SafeHtml
  readonly lang: string
  /** Where its authors wrote it in several. */
  readonly languages?: TextLanguagesModel
  readonly pictures: readonly PictureModel[]
  readonly where: { readonly name: string; readonly href: string }
  readonly comments?: number
  readonly passedOnBy?: string
  readonly extras: ExtrasModel
}

/** What a post holds besides words and pictures. */
interface ExtrasModel extends Omit<AlliedExtras, 'links'> {
  readonly links: readonly (AlliedExtras['links'][number] & { readonly host: string })[]
  readonly isPinned: boolean
  readonly lostPictures: boolean
}

/** What a card shows of an ally's post: in the feed its beginning, on its own page all of it. */
export const alliedPostModel = (post: AlliedFeedPost | AlliedPostView): AlliedPostModel => ({
  id: post.id,
  href: `/allies/posts/${post.id}`,
  // Who really wrote it is the word of those who pass it on, so both are named.
  author: { name: post.passedOnFrom ?? post.authorName, badge: post.channelHost },
  at: post.receivedAt,
  edited: post.updatedOn !== null,
  ...(post.title === '' ? {} : { title: post.title }),
  body: 'excerpt' in post ? post.excerpt : post.html,
  lang: post.language,
  ...languagesOf(post),
  pictures: post.pictures.map(pictureModel),
  where: { name: post.channelName, href: `/allies/channels/${post.channelId}` },
  ...('comments' in post ? { comments: post.comments } : {}),
  ...(post.passedOnFrom === null ? {} : { passedOnBy: post.authorName }),
  extras: {
    ...post.extras,
    links: post.extras.links.map((link) => ({ ...link, host: hostOf(link.url) ?? '' })),
    isPinned: post.isPinned,
    lostPictures: post.lostPictures,
  },
})

function languagesOf({ id, language, originalLanguage, translations }: AlliedFeedPost | AlliedPostView) {
  const languages = textLanguages(`/allies/posts/${id}`, language, [originalLanguage, ...translations])
  return languages ? { languages } : {}
}

interface AnswerModel {
  readonly id: string
  readonly author: { readonly name: string; readonly badge: string }
  readonly at: Date
  readonly edited: boolean
  readonly body?: SafeHtml
  readonly lang: string
  readonly pictures: readonly PictureModel[]
  readonly tags?: string
  readonly replies: readonly AnswerModel[]
}

/** The answers in a channel as the tree that `Comments` shows; one that was taken back keeps its place for others. */
export function answerModels(t: Translator, answers: readonly AlliedAnswer[]): readonly AnswerModel[] {
  const known = new Set(answers.map(({ id }) => id))
  const modelsBelow = (parentId: string | null): AnswerModel[] =>
    answers
      .filter((answer) => (known.has(answer.parentId ?? '') ? answer.parentId : null) === parentId)
      .map((answer) => answerModel(t, answer, modelsBelow(answer.id)))
      .filter(({ body, replies }) => body !== undefined || replies.length > 0)
  return modelsBelow(null)
}

const answerModel = (t: Translator, answer: AlliedAnswer, replies: readonly AnswerModel[]): AnswerModel => ({
  id: answer.id,
  author: {
    name: answer.passedOnFrom ?? (answer.authorName || t('comment.somebody')),
    badge: answer.host ?? t('allies.post.ours'),
  },
  at: answer.at,
  edited: answer.updatedOn !== null,
  lang: answer.language,
  pictures: answer.pictures.map(pictureModel),
  replies,
  ...(answer.isWithdrawn ? {} : { body: answer.html }),
  ...(answer.passedOnFrom === null ? {} : { tags: t('allies.post.passedOnBy', { name: answer.authorName }) }),
})
