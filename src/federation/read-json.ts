import { compactObject, isObject, isUnusual, type JsonObject } from './compact-json.ts'
import { couldBeUri } from './uris.ts'

export { isObject, type JsonObject }

/** Largest body or document that is read, in bytes. */
export const maximumJsonBytes = 256 * 1024
const maximumDepth = 40

/**
 * Reads bytes as one JSON object. Undefined for what is too long, nested too deeply (both judged before parsing),
 * not UTF-8, not JSON, or not an object. JSON-LD contexts are left alone: a body is read as compact ActivityStreams
 * whatever contexts it names, also when it names none. Other spellings of the same come out compact
 * (compact-json.ts).
 */
export function readJsonObject(bytes: Uint8Array): JsonObject | undefined {
  if (bytes.byteLength > maximumJsonBytes || isTooDeep(bytes)) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    return isObject(value) ? (isUnusual(text) ? compactObject(value) : value) : undefined
  } catch {
    return undefined
  }
}

/** A value that may stand alone or in a list, as JSON-LD has it; absent values make an empty list. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

/** The http(s) id of a reference that is given as a string or as a nested object; of a list the first that has one. */
export function idOf(value: unknown): string | undefined {
  for (const item of listOf(value)) {
    const id = isObject(item) ? (item['id'] ?? item['@id']) : item
    if (typeof id === 'string' && couldBeUri(id)) return id
  }
  return undefined
}

/** The nested object of a property, of a list the first one; undefined when there is only an id. */
export const objectOf = (value: unknown): JsonObject | undefined => listOf(value).find(isObject)

/** All types, in their short names; those of other vocabularies, by prefix or in full, after the known ones. */
export const typesOf = (object: JsonObject): readonly string[] =>
  listOf(object['type'] ?? object['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^(?:as:|https?:\/\/www\.w3\.org\/ns\/activitystreams#)/, ''))
    .sort((one, other) => Number(one.includes(':')) - Number(other.includes(':')))

/** A string property, of a list the first string; undefined for anything else. */
export const textOf = (object: JsonObject, property: string): string | undefined =>
  listOf(object[property]).find((value) => typeof value === 'string')

/** One line of plain text without control characters, cut to a length. */
export const lineOf = (text: string, maximumLength: number): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, maximumLength)

/** Counts brackets outside strings; a parser would follow each of them down its own stack. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0
  let inString = false
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index]
    if (inString) {
      if (byte === backslash) index += 1
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === openBrace || byte === openBracket) {
      depth += 1
      if (depth > maximumDepth) return true
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1
  }
  return false
}

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
