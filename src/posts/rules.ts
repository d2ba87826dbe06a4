import type { CommunitySettings } from '../community/settings.ts'
import { isLocale } from '../i18n/translator.ts'
import { linesOf } from '../lines.ts'
import { invalid, judgeText, type Refusal } from '../result.ts'
import type { PostKind } from './kinds.ts'

/** Texts are measured in UTF-16 units, as browsers count. */
export const postLimits = {
  text: 20_000,
  pictures: 4,
  alt: 500,
  documentName: 120,
  transcript: 5_000,
  consentNote: 1_000,
} as const
export const commentLimits = { text: 5_000 } as const

/** Refusals for a post as it stands: it needs words or something to see or hear; a poll and an alert need words. */
export function judgePost(post: {
  readonly text: string
  readonly pictures: readonly { readonly alt: string }[]
  readonly kind?: PostKind
  /** How many documents and voice messages it carries. */
  readonly attachments?: number
}): Refusal[] {
  const { text, pictures, kind = 'discussion', attachments = 0 } = post
  const needsWords = kind === 'poll' || kind === 'alert'
  return [
    ...(text === '' && needsWords ? [invalid('text', 'post.errors.needsWords')] : []),
    ...(text === '' && !needsWords && pictures.length + attachments === 0
      ? [invalid('text', 'post.errors.empty')]
      : []),
    ...judgeText('text', text, postLimits.text),
    ...(pictures.length > postLimits.pictures
      ? [invalid('pictures', 'post.errors.pictures', { most: postLimits.pictures })]
      : []),
    ...pictures.flatMap(({ alt }) => judgeText('pictureDescription', alt, postLimits.alt)).slice(0, 1),
  ]
}

/** Refusals for a comment as it stands. */
export const judgeComment = (text: string): Refusal[] => [
  ...(text === '' ? [invalid('text', 'comment.errors.empty')] : []),
  ...judgeText('text', text, commentLimits.text),
]

/** Refusals for the language somebody says she wrote in: one of the community's, or the one it had before. */
export function judgeLanguage(
  language: string,
  community: Pick<CommunitySettings, 'locales'>,
  before?: string,
): Refusal[] {
  if (language === before) return []
  const offered = community.locales.length === 0 || community.locales.some((locale) => locale === language)
  return isLocale(language) && offered ? [] : [invalid('language', 'post.errors.language')]
}

/** Descriptions for several pictures, one line each and in their order; what is left over belongs to the last. */
export function altsOf(description: string, count: number): string[] {
  const lines = linesOf(description)
  return Array.from({ length: count }, (_, index) =>
    index < count - 1 ? (lines[index] ?? '') : lines.slice(index).join(' '),
  )
}

/** Which state of a text a form was filled in from, to notice that it was changed meanwhile. */
export const versionOf = (editedAt: Date | null): string => editedAt?.getTime().toString(36) ?? 'first'

/** When a text counts as edited: now, but never the same moment twice, or two versions could not be told apart. */
export const nextEdit = (now: Date, editedAt: Date | null): Date =>
  new Date(Math.max(now.getTime(), (editedAt?.getTime() ?? 0) + 1))
