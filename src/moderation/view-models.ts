import type { Translator } from '../i18n/translator.ts'
import { renderMarkdown } from '../markdown.ts'
import { pictureModel } from '../media/view-models.ts'
import type { SafeHtml } from '../safe-html.ts'
import type { Reviewed } from './review-queries.ts'

/** The words of a member or of an ally, to be shown. */
export const htmlOf = (text: { readonly markdown: string } | { readonly html: SafeHtml }): SafeHtml =>
  'html' in text ? text.html : renderMarkdown(text.markdown)

/** Who stands behind a text: nobody is named for what is anonymous (P8), and no account that is hidden (P12). */
export const authorName = (
  t: Translator,
  { author, anonymous }: { readonly author: string | null; readonly anonymous: boolean },
): string => (anonymous ? t('review.author.anonymous') : (author ?? t('review.author.somebody')))

/** What the pages show on which something is decided on or removed. */
export const reviewedModel = (t: Translator, thing: Omit<Reviewed, 'mayDecide'>) => ({
  id: thing.thing.id,
  author: authorName(t, thing),
  title: thing.title,
  html: htmlOf(thing.text),
  lang: thing.language,
  translations: thing.translations,
  at: thing.createdAt,
  isEdited: thing.isEdited,
  pictures: thing.pictures.map(pictureModel),
  attachments: thing.attachments.map(({ id, kind, name, seconds, transcript }) => ({
    href: `/attachments/${id}`,
    kind,
    name,
    seconds: seconds ?? 0,
    transcript,
  })),
  options: thing.options,
  above: thing.above.map((above) => ({
    author: authorName(t, above),
    html: renderMarkdown(above.body),
    lang: above.language,
  })),
  placeName: thing.placeName,
  href: thing.href,
})
