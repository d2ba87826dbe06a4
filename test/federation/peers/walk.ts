import { isJsonObject, type JsonObject } from '../../support/peer/http.ts'

/** A value between 0 and 1, the same ones every time (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Rebuilds every object inside a body, the innermost first; contexts are left alone. */
export function everyObject(
  value: JsonObject,
  change: (object: JsonObject, depth: number) => JsonObject,
  depth = 0,
): JsonObject {
  const inside = (item: unknown): unknown =>
    Array.isArray(item) ? item.map(inside) : isJsonObject(item) ? everyObject(item, change, depth + 1) : item
  const entries = Object.entries(value).map(([key, item]) => [key, key === '@context' ? item : inside(item)])
  return change(Object.fromEntries(entries), depth)
}

/** Rebuilds every property of every object inside a body. */
export const everyProperty = (
  body: JsonObject,
  change: (key: string, value: unknown, depth: number) => readonly [string, unknown],
): JsonObject =>
  everyObject(body, (object, depth) =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) =>
        key === '@context' ? [key, value] : change(key, value, depth),
      ),
    ),
  )

/** Replaces one property somewhere in a body, chosen by chance. */
export function oneProperty(
  body: JsonObject,
  random: () => number,
  change: (value: unknown) => unknown,
): JsonObject {
  let count = 0
  everyProperty(body, (key, value) => {
    count += 1
    return [key, value]
  })
  const chosen = Math.floor(random() * count)
  let index = 0
  return everyProperty(body, (key, value) => [key, index++ === chosen ? change(value) : value])
}
