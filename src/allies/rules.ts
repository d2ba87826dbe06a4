import { dayOf } from '../days.ts'
import { isLanguageTag, languageOf } from '../i18n/languages.ts'
import { plainText, sanitizeRemoteHtml } from '../markdown.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import type { RemoteChannel, RemoteObject } from './remote.ts'

/** In UTF-16 units. What others send beyond that is cut off with an ellipsis; addresses are refused instead. */
export const alliedLimits = {
  title: 300,
  html: 60_000,
  name: 100,
  summary: 500,
  alt: 1_000,
  images: 4,
  /** Of one post, beside the original; all of them together are no longer than `translated`. */
  translations: 8,
  translated: 120_000,
  excerpt: 400,
} as const

const longestUri = 2_000

/** Half of a character, as a cut or a hostile text leaves it; it cannot be stored. */
const lone = /\p{Surrogate}/gu

/** Host and port of an http(s) address as ActivityPub ids have them (RFC 3986: ASCII); undefined for any other text. */
export function hostOf(uri: string): string | undefined {
  if (uri.length > longestUri || !/^https?:\/\/[\x21-\x7e]+$/i.test(uri)) return undefined
  const url = URL.parse(uri)
  return url === null || url.username !== '' || url.password !== '' ? undefined : url.host
}

export const sameHost = (one: string, other: string): boolean => {
  const host = hostOf(one)
  return host !== undefined && host === hostOf(other)
}

/** An object names an author of its own host; everything else could be somebody's words in another's mouth. */
export const isConsistent = (object: Pick<RemoteObject, 'uri' | 'authorUri'>): boolean =>
  sameHost(object.uri, object.authorUri)

/** A channel whose addresses all lie on one host: what is meant for it can go nowhere else. */
export const isOneHost = (
  actor: Pick<RemoteChannel, 'host' | 'inbox'> & { uri: string; sharedInbox?: string },
) =>
  [actor.uri, actor.inbox, actor.sharedInbox ?? actor.inbox].every(
    (address) => hostOf(address) === actor.host,
  )

/**
 * Whether a follower may show what is not for everybody to its own public, and keep what is taken back: software that
 * does not say that it acknowledges withdrawals knows nothing of allied channels. In open ones there is nothing to show.
 */
export const mayShowElsewhere = (follower: {
  readonly channelKind: 'open' | 'allied'
  readonly acknowledgesWithdrawals: boolean
}): boolean => follower.channelKind === 'allied' && !follower.acknowledgesWithdrawals

/**
 * One line of plain text: without markup, control characters, anything that turns the reading direction and anything
 * that cannot be seen: two names that look alike are alike.
 */
export function cleanLine(text: string, longest: number): string {
  const line = text
    .replace(lone, '')
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\t\r\n]+/gu, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return cut(line, longest)
}

/** The name of somebody elsewhere, or the host where she gives none. */
export const cleanName = (name: string, uri: string): string =>
  cleanLine(name, alliedLimits.name) || (hostOf(uri) ?? '')

/** What a channel says of itself, as one paragraph of plain text. */
export const cleanSummary = (html: string): string => cleanLine(plainText(html), alliedLimits.summary)

/** A text in the shape of a language tag (BCP 47), else the community's own language. */
const cleanLanguage = (language: string, fallback: string): string =>
  isLanguageTag(language) ? language : fallback

/** A day that has been, else today. */
export function cleanDay(day: string, now: Date): string {
  const today = dayOf(now)
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined
  const isReal = moment !== undefined && !Number.isNaN(moment.getTime()) && dayOf(moment) === day
  return isReal && day <= today && day >= '1970-01-01' ? day : today
}

function cleanHtml(html: string): SafeHtml {
  const text = withoutControls(html.slice(0, alliedLimits.html).replace(lone, ''))
  const clean = sanitizeRemoteHtml(html.length > alliedLimits.html ? `${text}<p>…</p>` : text)
  // Once more: what stood there as a character reference is a character now. Markup cannot come of it.
  return markSafe(withoutControls(clean))
}

/** Overrides and isolates could make a text read other than it is; NUL cannot be stored. */
const withoutControls = (text: string): string =>
  text.replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')

/** A text in one of its further languages. */
export interface CleanText {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
}

export interface CleanObject {
  readonly authorName: string
  readonly passedOnFrom: string | null
  readonly title: string
  readonly html: SafeHtml
  readonly language: string
  readonly translations: readonly CleanText[]
  readonly images: readonly { readonly url: string; readonly alt: string }[]
}

/** Whom a comment that is passed on comes from: the one who wrote it and her community, once if they are the same. */
export const creditOf = (writer: string, community: string): string =>
  writer === community || writer === '' ? community : cleanLine(`${writer} (${community})`, alliedLimits.name)

/** Whether the author of something lets those pass it on who follow the channel that brings it. */
export const letsPassOn = (
  { carriers = [] }: Pick<RemoteObject, 'carriers'>,
  channel: { readonly actorUri: string; readonly followersUri: string | null },
): boolean => carriers.includes(channel.followersUri ?? `${channel.actorUri}/followers`)

/** What others published, brought down to what we keep and show. */
export const cleanObject = (object: RemoteObject, fallbackLanguage: string): CleanObject => ({
  authorName: cleanName(object.authorName, object.authorUri),
  passedOnFrom: cleanLine(object.passedOnFrom ?? '', alliedLimits.name) || null,
  title: cleanLine(object.title, alliedLimits.title),
  html: cleanHtml(object.html),
  language: cleanLanguage(object.language, fallbackLanguage),
  translations: cleanTranslations(object, cleanLanguage(object.language, fallbackLanguage)),
  images: object.images
    .filter(({ url }) => isImageAddress(url) && sameHost(url, object.uri))
    .slice(0, alliedLimits.images)
    .map(({ url, alt }) => ({ url, alt: cleanLine(alt, alliedLimits.alt) })),
})

/** One text a language, none in the original's, and no more of them than we keep; empty ones are left out. */
function cleanTranslations({ translations = [] }: RemoteObject, original: string): readonly CleanText[] {
  const kept = new Map<string, CleanText>()
  let length = 0
  for (const { language, title, html } of translations) {
    const known = languageOf(language)
    if (!isLanguageTag(language) || known === languageOf(original) || kept.has(known)) continue
    if (kept.size === alliedLimits.translations) break
    const text = { language, title: cleanLine(title, alliedLimits.title), html: cleanHtml(html) }
    if (plainText(text.html).trim() === '' || length + text.html.length > alliedLimits.translated) continue
    length += text.html.length
    kept.set(known, text)
  }
  return [...kept.values()]
}

/**
 * The words of a comment and in whose name they are, brought down as all of them; further languages of comments are
 * not kept. `fallbackLanguage` stands where she names none.
 */
export const cleanWords = (
  { authorName, authorUri, title, html, language }: Omit<RemoteObject, 'images'>,
  fallbackLanguage: string,
) => ({
  actorName: cleanName(authorName, authorUri),
  html: commentHtml({ title: cleanLine(title, alliedLimits.title), html: cleanHtml(html) }),
  language: cleanLanguage(language, fallbackLanguage),
})

/** The words of a comment, which has no title of its own here: one that came with it stands above them. */
export const commentHtml = ({ title, html }: Pick<CleanObject, 'title' | 'html'>): SafeHtml =>
  title === '' ? html : markSafe(`<p><strong>${escapeHtml(title)}</strong></p>${html}`)

/** The beginning of a text as one paragraph, for lists: a page of them stays small. */
export const excerpt = (html: string): SafeHtml =>
  markSafe(`<p>${escapeHtml(cut(plainText(html).replace(/\s+/gu, ' '), alliedLimits.excerpt))}</p>`)

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** https; http only on this very machine, where trials and demonstrations run. Who may be asked, SafeFetch decides. */
function isImageAddress(url: string): boolean {
  if (hostOf(url) === undefined) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(lone, '')}…`
