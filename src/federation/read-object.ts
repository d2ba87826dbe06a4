import type { RemoteObject } from '../allies/remote.ts'
import { dayOf } from '../days.ts'
import { beyondWords } from './read-beyond-words.ts'
import { idOf, isObject, type JsonObject, listOf, objectOf, textOf, typesOf } from './read-json.ts'
import { isPlainlyWritten } from './uris.ts'

/** What others published, without its author's name, which her own document tells. */
export type ReadObject = Omit<RemoteObject, 'authorName'>

const readTypes = ['Note', 'Page', 'Article', 'Question', 'Event']
const mostAttachments = 16
const mostCarriers = 16
/** More than anybody writes in; what is kept of them, the use cases decide. */
const mostLanguages = 32

/**
 * Reads a Note, Page, Article, Question or Event; undefined for anything else, for what lacks id
 * or author, and for addresses spelled in a strange way. Nothing is cleaned or
 * believed here: the use cases do that.
 */
export function readObject(object: JsonObject, today: Date): ReadObject | undefined {
  const uri = idOf(object)
  const authorUri = idOf(object['attributedTo'])
  if (!typesOf(object).some((type) => readTypes.includes(type))) return undefined
  if (uri === undefined || authorUri === undefined) return undefined
  const inReplyTo = idOf(object['inReplyTo'])
  if (![uri, authorUri, inReplyTo ?? uri].every(isPlainlyWritten)) return undefined
  const passedOnFrom = textOf(object, 'passedOnFrom') ?? textOf(object, 'ayni:passedOnFrom')
  const { language, html, translations } = contentOf(object)
  return {
    uri,
    authorUri,
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(passedOnFrom === undefined ? {} : { passedOnFrom }),
    title: textOf(object, 'name') ?? textsOf(object['nameMap'])[0]?.[1] ?? '',
    html,
    language,
    ...(translations.length > 0 ? { translations } : {}),
    publishedOn: dayOfText(textOf(object, 'published')) ?? dayOf(today),
    images: imagesOf(object),
    ...beyondWords(object),
    ...carriersOf(object),
    ...(isWelcome(object) ? { translationsWelcome: true } : {}),
    ...(saysOnce(object) ? { isLanguageOfAnother: true } : {}),
  }
}

/** A further language of something that holds all of them itself. */
const saysOnce = (object: JsonObject): boolean =>
  (idOf(object['languageOf']) ?? idOf(object['ayni:languageOf'])) !== undefined

/** FEP-044f: who may announce it without being asked for leave. */
function carriersOf(object: JsonObject): Pick<RemoteObject, 'carriers'> {
  const canAnnounce = objectOf(objectOf(object['interactionPolicy'])?.['canAnnounce'])
  const carriers = listOf(canAnnounce?.['automaticApproval'])
    .slice(0, mostCarriers)
    .filter((uri) => typeof uri === 'string')
  return carriers.length > 0 ? { carriers } : {}
}

const isWelcome = (object: JsonObject): boolean =>
  object['translationsWelcome'] === true || object['ayni:translationsWelcome'] === true

/**
 * The original text and what its authors put beside it: peers put the original's language first, and name it apart
 * when there is only one.
 */
function contentOf(object: JsonObject): Required<Pick<RemoteObject, 'language' | 'html' | 'translations'>> {
  const [[mapped, mappedHtml] = [], ...others] = textsOf(object['contentMap'])
  const named = objectOf(object['language'])
  const language = mapped ?? (named && textOf(named, 'identifier')) ?? ''
  const html = textOf(object, 'content') ?? mappedHtml ?? ''
  const isPlain = textOf(object, 'mediaType') === 'text/plain'
  const titles = new Map(textsOf(object['nameMap']))
  return {
    language,
    html: isPlain ? escapeHtml(html) : html,
    translations: others.map(([language, text]) => ({
      language,
      title: titles.get(language) ?? '',
      html: isPlain ? escapeHtml(text) : text,
    })),
  }
}

/** A text in several languages, in the order it came. */
const textsOf = (map: unknown): (readonly [string, string])[] =>
  isObject(map)
    ? Object.entries(map)
        .slice(0, mostLanguages)
        .flatMap(([language, text]) => (typeof text === 'string' ? [[language, text] as const] : []))
    : []

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br>')

/** The day of a time; undefined for what is none. */
function dayOfText(time: string | undefined): string | undefined {
  const moment = new Date(time ?? '')
  return Number.isNaN(moment.getTime()) ? undefined : dayOf(moment)
}

function imagesOf(object: JsonObject): RemoteObject['images'] {
  return [...listOf(object['image']), ...listOf(object['attachment'])]
    .filter(isObject)
    .slice(0, mostAttachments)
    .filter(isImage)
    .flatMap((image) => {
      const url = urlOf(image['url'])
      return url === undefined ? [] : [{ url, alt: textOf(image, 'name') ?? textOf(image, 'summary') ?? '' }]
    })
}

/** Documents say by their media type whether they are pictures. */
const isImage = (attachment: JsonObject): boolean =>
  typesOf(attachment).includes('Image') ||
  (typesOf(attachment).includes('Document') && /^image\//.test(textOf(attachment, 'mediaType') ?? ''))

/** An address, given as text, as a Link, or as a list of them. */
function urlOf(value: unknown): string | undefined {
  const [first] = listOf(value)
  if (typeof first === 'string') return first
  return isObject(first) ? textOf(first, 'href') : undefined
}
