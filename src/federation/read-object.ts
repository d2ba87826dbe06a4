import type { RemoteObject } from '../allies/remote.ts'
import { dayOf } from '../days.ts'
import { idOf, isObject, type JsonObject, listOf, objectOf, textOf, typesOf } from './read-json.ts'

/** What others published, without its author's name, which her own document tells. */
export type ReadObject = Omit<RemoteObject, 'authorName'>

const readTypes = ['Note', 'Page', 'Article']
const mostAttachments = 16

/**
 * Reads a Note, Page or Article; undefined for anything else and for what lacks id or author. Nothing is cleaned or
 * believed here: the use cases do that.
 */
export function readObject(object: JsonObject, today: Date): ReadObject | undefined {
  const uri = idOf(object)
  const authorUri = idOf(object['attributedTo'])
  if (!typesOf(object).some((type) => readTypes.includes(type))) return undefined
  if (uri === undefined || authorUri === undefined) return undefined
  const inReplyTo = idOf(object['inReplyTo'])
  const passedOnFrom = textOf(object, 'passedOnFrom') ?? textOf(object, 'ayni:passedOnFrom')
  const { language, html } = contentOf(object)
  return {
    uri,
    authorUri,
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(passedOnFrom === undefined ? {} : { passedOnFrom }),
    title: textOf(object, 'name') ?? firstOf(object['nameMap'])?.[1] ?? '',
    html,
    language,
    publishedOn: dayOfText(textOf(object, 'published')) ?? dayOf(today),
    images: imagesOf(object),
  }
}

/** The original text: peers put its language first, and name it apart when there is only one. */
function contentOf(object: JsonObject): { readonly language: string; readonly html: string } {
  const [mapped, mappedHtml] = firstOf(object['contentMap']) ?? []
  const named = objectOf(object['language'])
  const language = mapped ?? (named && textOf(named, 'identifier')) ?? ''
  const html = textOf(object, 'content') ?? mappedHtml ?? ''
  return { language, html: textOf(object, 'mediaType') === 'text/plain' ? escapeHtml(html) : html }
}

function firstOf(map: unknown): readonly [string, string] | undefined {
  if (!isObject(map)) return undefined
  const [first] = Object.entries(map)
  return first && typeof first[1] === 'string' ? [first[0], first[1]] : undefined
}

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
