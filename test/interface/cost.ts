import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compress } from '../../src/platform/compress.ts'

/** What one answer costs on the line, compressed as the program compresses it, its headers included. */
export interface Cost {
  readonly path: string
  readonly bytes: number
}

/** What a page asks for by itself. Members' pictures and recordings are not in it. */
export interface PageCost {
  readonly page: Cost
  /** What keeps words from being drawn: its stylesheets, and scripts that are neither deferred nor modules. */
  readonly blocking: readonly Cost[]
  readonly rest: readonly Cost[]
}

const publicDirectory = join(import.meta.dirname, '../../dist/public')

/** Measures a page by its markup. `request` asks the community. */
export async function costOf(
  request: (path: string, headers: Record<string, string>) => Promise<Response>,
  path: string,
  headers: Record<string, string> = {},
): Promise<PageCost> {
  const accepting = { ...headers, 'Accept-Encoding': 'br' }
  const response = await compress(
    new Request('http://localhost/', { headers: accepting }),
    await request(path, accepting),
  )
  const page = { path, bytes: headersOf(response) + (await response.arrayBuffer()).byteLength }
  const html = await (await request(path, headers)).text()
  const blocking = new Set(
    [
      ...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
      ...html.matchAll(/<script(?![^>]*\b(?:defer|async|type="module")\b)[^>]*\ssrc="([^"]+)"/g),
    ].map(([, asset = '']) => asset),
  )
  const asked = Array.from(html.matchAll(/\s(?:src|href)="(\/assets\/[^"#]+)/g), ([, asset = '']) => asset)
  // An icon of the browser's own is fetched once, when all else is there.
  const rest = new Set(asked.filter((asset) => !blocking.has(asset)))
  const weigh = async (asset: string): Promise<Cost> => {
    const file = await readFile(join(publicDirectory, `${asset.split('/').at(-1)}.br`))
    return { path: asset, bytes: file.byteLength + 250 }
  }
  return {
    page,
    blocking: await Promise.all([...blocking].map(weigh)),
    rest: await Promise.all([...rest].map(weigh)),
  }
}

export const sumOf = (costs: readonly Cost[]): number => costs.reduce((sum, { bytes }) => sum + bytes, 0)

/** Of HTTP/1.1: name, value, and the four bytes between and behind them. */
const headersOf = ({ headers }: Response): number =>
  [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 20)

/** 400 kbit/s with 400 ms there and back. */
const line = { bytesEachSecond: 50_000, roundTrip: 0.4 } as const

/**
 * Seconds until the first words are drawn, with nothing kept from before: a round trip each for the connection and its
 * encryption (TLS 1.3), for the page, and for what the page says that it cannot be drawn without; then the bytes of
 * these. Deferred scripts count nothing, as if the line let what draws the page go first: where they share it evenly, up
 * to as many bytes as the stylesheet has come in between. The time that a phone needs to draw is not in it either.
 */
export function secondsToFirstText({ page, blocking }: PageCost): number {
  const roundTrips = blocking.length > 0 ? 4 : 3
  return roundTrips * line.roundTrip + (page.bytes + sumOf(blocking)) / line.bytesEachSecond
}
