import { cleanObject, commentHtml } from '../allies/rules.ts'
import type { JsonObject } from './read-json.ts'
import { readObject } from './read-object.ts'

/** The words of a comment as moderators read them; undefined for what is none. Its days do not matter here. */
export function commentWords(json: JsonObject): string | undefined {
  const object = readObject(json, new Date(0))
  return object && commentHtml(cleanObject({ ...object, authorName: '' }, ''))
}
