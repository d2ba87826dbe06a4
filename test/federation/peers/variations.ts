import { isJsonObject, type JsonObject } from '../../support/peer/http.ts'
import { everyObject, everyProperty, oneProperty } from './walk.ts'

export type Variation = (body: JsonObject, random: () => number) => JsonObject | string

const streamsPrefix = 'https://www.w3.org/ns/activitystreams#'
/** Words of the security vocabulary and of JSON-LD itself, which have no place under ActivityStreams’ name. */
const isTerm = (key: string) => /^[a-z][A-Za-z]*$/.test(key) && key !== 'signature' && key !== 'proof'
const languageKeyed = new Set(['contentMap', 'nameMap', 'summaryMap'])
const renamed = (body: JsonObject, name: (key: string) => string) =>
  everyObject(body, (object) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [name(key), value])),
  )

/** The same thing said otherwise: what comes of it must be the same. */
export const sameMeaning: Readonly<Record<string, Variation>> = {
  'unknown properties and types': (body) =>
    everyObject(body, (object) => ({
      ...object,
      unknownThing: [1, { deep: null }],
      'ex:thing': { type: 'ex:Thing' },
      ...(typeof object['type'] === 'string' ? { type: ['ex:Thing', object['type']] } : {}),
    })),
  'a list where one is usual': (body) =>
    everyProperty(body, (key, value) =>
      Array.isArray(value) || value === null || ['id', 'publicKey'].includes(key) || languageKeyed.has(key)
        ? [key, value]
        : /^[a-z]{2}$/.test(key) || typeof value === 'boolean'
          ? [key, value]
          : [key, [value]],
    ),
  'objects where addresses are usual': (body) =>
    everyProperty(body, (key, value) => {
      const clothe = (item: unknown) =>
        typeof item === 'string' && item.startsWith('http') ? { id: item } : item
      const isReference = ['to', 'cc', 'actor', 'attributedTo', 'inReplyTo', 'audience'].includes(key)
      return isReference ? [key, Array.isArray(value) ? value.map(clothe) : clothe(value)] : [key, value]
    }),
  'no context': ({ '@context': _context, ...body }) => body,
  'many contexts, one of them of its own host': (body) => ({
    ...body,
    '@context': [
      body['@context'],
      'https://nowhere.invalid/schemas/litepub-0.1.jsonld',
      { '@language': 'und' },
    ],
  }),
  'a context that is a number': (body) => ({ ...body, '@context': 7 }),
  '@id and @type': (body) => renamed(body, (key) => (key === 'id' ? '@id' : key === 'type' ? '@type' : key)),
  'the prefix as:': (body) =>
    renamed(body, (key) => (isTerm(key) && key.length > 2 && key !== 'type' ? `as:${key}` : key)),
  'full names': (body) =>
    renamed(body, (key) => (isTerm(key) && key.length > 2 && key !== 'type' ? streamsPrefix + key : key)),
  'values of JSON-LD': (body) =>
    everyProperty(body, (key, value) =>
      ['content', 'name', 'published'].includes(key) && typeof value === 'string'
        ? [key, { '@value': value }]
        : [key, value],
    ),
  'bto and bcc': (body) => ({
    ...body,
    bto: ['https://nowhere.invalid/a'],
    bcc: 'https://nowhere.invalid/b',
  }),
  'other bytes for the same JSON': (body) =>
    `\ufeff \n${JSON.stringify(body, undefined, 4).replaceAll('/', '\\/')}\r\n`,
}

/** Something else, or nonsense: never more than refused. */
export const otherMeaning: Readonly<Record<string, Variation>> = {
  'no addresses': (body) => everyObject(body, ({ to: _to, cc: _cc, ...object }) => object),
  'no cc': (body) => everyObject(body, ({ cc: _cc, ...object }) => object),
  'a second ago': (body) => dated(body, '2030-05-20T09:59:59Z'),
  'a year ago': (body) => dated(body, '2029-05-20T10:00:00Z'),
  'in a year': (body) => dated(body, '2031-05-20T10:00:00.000000000Z'),
  'at no time': (body) => dated(body, 'yesterday, or 0000-99-99T99:99:99'),
  'at a number': (body) => dated(body, 1_900_000_000),
  'before all times': (body) => dated(body, '-271821-04-20T00:00:00Z'),
  'only an unknown type': (body) => ({ ...body, type: 'ex:Thing' }),
  'an object of an unknown type': (body) =>
    everyObject(body, (object, depth) => (depth === 0 ? object : { ...object, type: 'ex:Thing' })),
  'objects by their ids': (body) =>
    everyProperty(body, (key, value) =>
      key === 'object' && isJsonObject(value) ? [key, value['id']] : [key, value],
    ),
  'objects that are only words': (body) =>
    everyProperty(body, (key, value) => (isJsonObject(value) ? [key, 'some words'] : [key, value])),
  'twenty levels': (body) => ({ ...body, tag: nested(20) }),
  'very long words': (body) =>
    everyProperty(body, (key, value) =>
      ['content', 'name', 'summary'].includes(key) ? [key, 'ü<b>'.repeat(10_000)] : [key, value],
    ),
  'words in one language only': (body) =>
    everyObject(body, ({ content, name, ...object }) => ({
      ...object,
      ...(content === undefined ? {} : { content: { en: content } }),
      ...(name === undefined || name === null ? {} : { name: { en: name } }),
    })),
  'words as lists of languages': (body) =>
    everyProperty(body, (key, value) =>
      key === 'content' ? [key, [{ '@language': 'en', '@value': value }, { '@language': 7 }]] : [key, value],
    ),
  'maps of nonsense': (body) =>
    everyObject(body, (object) => ({ ...object, contentMap: { '': 1, x: null, en: {} }, nameMap: [] })),
  'NUL and halves of characters': (body) =>
    everyProperty(body, (key, value) =>
      typeof value === 'string' && !value.startsWith('http') && key !== 'type'
        ? [key, `\0${value}\ud800`]
        : [key, value],
    ),
  'a list of a hundred objects': (body) => ({
    ...body,
    object: Array.from({ length: 100 }, () => body['object']),
  }),
  'an object in itself': (body) => ({ ...body, object: { ...body } }),
  'names of the language': (body) =>
    JSON.stringify(body).replace(
      /^\{/,
      '{"__proto__":{"id":7},"constructor":{"prototype":{}},"toString":"x",',
    ),
  'everything twice': (body) => `{${JSON.stringify(body).slice(1, -1)},${JSON.stringify(body).slice(1)}`,
  'null somewhere': (body, random) => oneProperty(body, random, () => null),
  'a number somewhere': (body, random) => oneProperty(body, random, () => -1.5e300),
  'truth somewhere': (body, random) => oneProperty(body, random, () => true),
  'an empty list somewhere': (body, random) => oneProperty(body, random, () => []),
  'an empty object somewhere': (body, random) => oneProperty(body, random, () => ({})),
  'an empty word somewhere': (body, random) => oneProperty(body, random, () => ''),
  'lists in lists somewhere': (body, random) => oneProperty(body, random, (value) => [[[value]], null, 7]),
  'an address that is none somewhere': (body, random) =>
    oneProperty(body, random, () => 'https://[::bad/%zz'),
}

/** What is no activity at all: 400. */
export const noActivity: Readonly<Record<string, Variation>> = {
  'too many levels': (body) => ({ ...body, tag: nested(60) }),
  'too much': (body) => ({ ...body, summary: 'a'.repeat(300_000) }),
  'a list around it': (body) => JSON.stringify([body]),
  'only its first half': (body) => JSON.stringify(body).slice(0, -20),
  'no actor': ({ actor: _actor, ...body }) => body,
  'an id that is a number': (body) => ({ ...body, id: 7 }),
  'an id with a space': (body) => ({ ...body, id: `${String(body['id'])} x` }),
}

const dated = (body: JsonObject, published: unknown) =>
  everyObject(body, (object) => ({ ...object, published, updated: published }))

/** So many brackets, lists and objects in turn. */
function nested(levels: number): unknown {
  let value: unknown = 'here'
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { inside: value }
  return value
}
