import { request as httpRequest, type IncomingMessage } from 'node:http'

/** JSON as it came over the wire: nothing about it is known before it is checked. */
export type JsonObject = Record<string, unknown>

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A request as it stands on the wire. `url` is absolute; header names are lower case. */
export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
  /** Only when the body is a JSON object. */
  readonly json?: JsonObject
}

/**
 * Sends one request over plain http and never follows a redirect. Header values go out exactly as given.
 * Rejects when the connection fails or nothing is answered within `timeoutMs`.
 */
export function send(wire: WireRequest, timeoutMs = 15_000): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      wire.url,
      {
        method: wire.method,
        headers: { ...wire.headers, ...(wire.body.length > 0 ? { 'content-length': wire.body.length } : {}) },
        agent: false,
        timeout: timeoutMs,
      },
      (incoming) => {
        readBody(incoming).then((bytes) => {
          const json = parseJsonObject(bytes)
          const status = incoming.statusCode ?? 0
          resolve({ status, headers: joinHeaders(incoming.rawHeaders), bytes, ...(json ? { json } : {}) })
        }, reject)
      },
    )
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${wire.url} in ${timeoutMs} ms`)))
    outgoing.on('error', reject)
    outgoing.end(wire.body)
  })
}

export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** Repeated fields are joined with a comma (RFC 9110, section 5.3), which is also what both signature schemes sign. */
export function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = (rawHeaders[index + 1] ?? '').trim()
    const earlier = headers[name]
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`
  }
  return headers
}

export function parseJsonObject(bytes: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
