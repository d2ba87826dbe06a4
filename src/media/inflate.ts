/** What came of unpacking: all of it, nothing because its beginning was of no interest, or that it cannot be done. */
export type Inflated = { readonly bytes: Uint8Array } | 'unwanted' | 'impossible'

/**
 * Unpacks zlib data (RFC 1950) whose beginning is of interest, as long as it stays within `most` bytes; a beginning
 * that cannot be judged yet (undefined) is passed over, and what follows is judged. What swells further is dropped
 * while it is read, never held. Impossible are that and data that is damaged, cut off or followed by something else.
 */
export async function inflate(
  packed: Uint8Array,
  {
    most,
    isWanted,
  }: { readonly most: number; readonly isWanted: (beginning: Uint8Array) => boolean | undefined },
): Promise<Inflated> {
  const reader = new Blob([new Uint8Array(packed)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader()
  const parts: Uint8Array[] = []
  let [length, read] = [0, 0]
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const isOfInterest = parts.length > 0 || isWanted(value)
      if (isOfInterest === false) return await ended(reader, 'unwanted')
      read += value.byteLength
      if (read > most) return await ended(reader, 'impossible')
      if (isOfInterest === undefined) continue
      length += value.byteLength
      parts.push(value)
    }
  } catch {
    return 'impossible'
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return { bytes }
}

async function ended<Answer>(reader: ReadableStreamDefaultReader, answer: Answer): Promise<Answer> {
  await reader.cancel()
  return answer
}
