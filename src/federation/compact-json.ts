/** JSON from a stranger: nothing about it is known before it is asked for. */
export type JsonObject = { readonly [property: string]: unknown }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Whether a text may spell ActivityStreams in another way than servers usually do. Looked for in the text, because
 * nearly every body is usual and need not be walked through.
 */
export const isUnusual = (text: string): boolean => unusual.test(text)

const unusual = new RegExp(
  [
    // JSON-LD's own words, prefixed or full names of terms
    '"(?:@(?:id|type|value|list|set|language)"|as:|https?:\\\\?/\\\\?/www\\.w3\\.org\\\\?/ns\\\\?/activitystreams#(?!Public"))',
    // a text that is given as a map of languages
    '"(?:content|name|summary)"\\s*:\\s*\\{',
    // a reference in the clothes of an object
    '\\{\\s*"id"\\s*:\\s*"[^"\\\\]*"\\s*\\}',
    // what no database keeps
    '\\\\u0000',
  ].join('|'),
)

/**
 * The same in the usual words (JSON-LD 1.1, 'Compaction', as far as ActivityStreams needs it): `@id`, `@type`, `as:name`
 * and full names become `id`, `type`, `name`; values, lists and sets stand for themselves; an object that has only an
 * id is that id; texts with languages go to the map beside them. A word that stands there in its usual spelling too
 * wins. NUL becomes U+FFFD.
 */
export function compactObject(object: JsonObject): JsonObject {
  const compacted = new Map<string, unknown>()
  const put = (name: string, value: unknown) => {
    if (!compacted.has(name)) compacted.set(name, value)
  }
  const entries = Object.entries(object)
  const isUsual = ([key]: readonly [string, unknown]) => nameOf(key) === key
  for (const [key, value] of [...entries.filter(isUsual), ...entries.filter((entry) => !isUsual(entry))]) {
    const name = nameOf(key)
    const languages = texts.has(name) ? languagesOf(value) : undefined
    if (languages) put(`${name}Map`, compactObject(languages))
    // In a map of languages `id` is Indonesian, not an address.
    else if (maps.has(name) && isObject(value)) put(name, compactObject(value))
    else put(name, compactValue(value))
  }
  return Object.fromEntries(compacted)
}

const texts: ReadonlySet<string> = new Set(['content', 'name', 'summary'])
const maps: ReadonlySet<string> = new Set([...texts].map((name) => `${name}Map`))

function nameOf(key: string): string {
  if (key === '@id') return 'id'
  if (key === '@type') return 'type'
  return key.replace(/^(?:as:|https?:\/\/www\.w3\.org\/ns\/activitystreams#)/, '')
}

function compactValue(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd')
  if (Array.isArray(value)) return value.map(compactValue)
  if (!isObject(value)) return value
  if ('@value' in value) return compactValue(value['@value'])
  if ('@list' in value || '@set' in value) return compactValue(value['@list'] ?? value['@set'])
  const compacted = compactObject(value)
  const { id } = compacted
  return typeof id === 'string' && Object.keys(compacted).length === 1 ? id : compacted
}

/** The languages of a text, if it is given in such: `{ "en": "…" }` or `[{ "@language": "en", "@value": "…" }]`. */
function languagesOf(value: unknown): JsonObject | undefined {
  const tagged = (Array.isArray(value) ? value : [value])
    .filter(isObject)
    .flatMap((item) =>
      typeof item['@language'] === 'string' ? [[item['@language'], item['@value']] as const] : [],
    )
  if (tagged.length > 0) return Object.fromEntries(tagged)
  return isObject(value) && !('@value' in value) && !('@list' in value) && !('@set' in value)
    ? value
    : undefined
}
