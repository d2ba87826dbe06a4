import type { RemoteEvent, RemoteLink, RemoteObject, RemotePoll } from '../allies/remote.ts'
import { idOf, isObject, type JsonObject, listOf, objectOf, textOf, typesOf } from './read-json.ts'

const mostOptions = 30
const mostLinks = 8
const mostAttachments = 16

/** What an object holds besides words and pictures: a vote, a meeting, and what it points to. */
export function beyondWords(object: JsonObject): Pick<RemoteObject, 'poll' | 'event' | 'links'> {
  const types = typesOf(object)
  const poll = types.includes('Question') ? pollOf(object) : undefined
  const event = types.includes('Event') ? eventOf(object) : undefined
  const links = linksOf(object)
  return { ...(poll && { poll }), ...(event && { event }), ...(links.length > 0 && { links }) }
}

/** ActivityStreams 2.0, section 4.2: `oneOf` or `anyOf`; votes are told as the number of replies to an option. */
function pollOf(object: JsonObject): RemotePoll | undefined {
  const isMultiple = object['anyOf'] !== undefined
  const options = listOf(isMultiple ? object['anyOf'] : object['oneOf'])
    .filter(isObject)
    .slice(0, mostOptions)
    .flatMap((option) => {
      const name = textOf(option, 'name')
      const votes = countOf(objectOf(option['replies'])?.['totalItems'])
      return name === undefined ? [] : [{ name, ...(votes !== undefined && { votes }) }]
    })
  if (options.length === 0) return undefined
  const endsAt = momentOf(textOf(object, 'endTime'))
  const voters = countOf(object['votersCount'])
  // A time, or only that it is over.
  const closed = object['closed']
  return {
    isMultiple,
    isClosed: closed === true || (typeof closed === 'string' && closed !== ''),
    options,
    ...(endsAt && { endsAt }),
    ...(voters !== undefined && { voters }),
  }
}

/** As Mobilizon, Friendica and WordPress send it; one without a beginning is no meeting. */
function eventOf(object: JsonObject): RemoteEvent | undefined {
  const startsAt = momentOf(textOf(object, 'startTime'))
  if (!startsAt) return undefined
  const endsAt = momentOf(textOf(object, 'endTime'))
  const status = textOf(object, 'ical:status') ?? textOf(object, 'status') ?? ''
  return {
    startsAt,
    place: placeOf(object['location']),
    isCancelled: status.toUpperCase() === 'CANCELLED',
    ...(endsAt && { endsAt }),
  }
}

/** The name of a place with what is told of its address, in one line. */
function placeOf(location: unknown): string {
  const [first] = listOf(location)
  if (typeof first === 'string') return first
  if (!isObject(first)) return ''
  const { address } = first
  const parts = isObject(address)
    ? ['streetAddress', 'postalCode', 'addressLocality'].map((part) => textOf(address, part) ?? '')
    : [typeof address === 'string' ? address : '']
  return [textOf(first, 'name') ?? '', ...parts].filter((part) => part.trim() !== '').join(', ')
}

/** Videos, sounds and pages that it points to; pictures are read apart. */
function linksOf(object: JsonObject): readonly RemoteLink[] {
  const attached = listOf(object['attachment']).filter(isObject).slice(0, mostAttachments)
  return attached
    .flatMap((attachment) => {
      const kind = kindOf(attachment)
      const url = hrefOf(attachment['href'] ?? attachment['url'])
      return kind === undefined || url === undefined
        ? []
        : [{ kind, url, name: textOf(attachment, 'name') ?? '' }]
    })
    .slice(0, mostLinks)
}

function kindOf(attachment: JsonObject): RemoteLink['kind'] | undefined {
  const types = typesOf(attachment)
  const mediaType = textOf(attachment, 'mediaType') ?? ''
  if (types.includes('Video') || /^video\//.test(mediaType)) return 'video'
  if (types.includes('Audio') || /^audio\//.test(mediaType)) return 'audio'
  if (types.includes('Image') || /^image\//.test(mediaType)) return undefined
  return types.includes('Link') || types.includes('Page') ? 'page' : undefined
}

function hrefOf(value: unknown): string | undefined {
  const [first] = listOf(value)
  return idOf(isObject(first) ? first['href'] : first)
}

/** A moment of time; undefined for what is none, and for years that no calendar shows. */
function momentOf(time: string | undefined): Date | undefined {
  const moment = new Date(time ?? '')
  const year = moment.getUTCFullYear()
  return Number.isNaN(moment.getTime()) || year < 1970 || year > 2200 ? undefined : moment
}

const mostCounted = 2_000_000_000

const countOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostCounted
    ? value
    : undefined
