import { inflate } from './inflate.ts'

/** How much of a document is unpacked, and how much is read for it; real ones need a tenth of it. */
const most = {
  unpackedBytes: 16_000_000,
  readBytes: 40_000_000,
  streams: 5_000,
  guesses: 3,
  tries: 9_000,
} as const

/** Ways of packing in which objects could hide and that nothing writes objects in. */
const unusual =
  /\/(LZWDecode|LZW|ASCIIHexDecode|AHx|ASCII85Decode|A85|RunLengthDecode|RL|(?:FlateDecode|Fl)\s*\/(?:FlateDecode|Fl))(?![A-Za-z0-9])/

/**
 * The texts that a PDF holds packed: objects, metadata, what is written on pages; not pictures and fonts. Every place
 * is tried where a stream could begin, whatever stands before it, so that none can pose as something else. Undefined
 * when something that could be a text cannot be unpacked, or when it is more than 16 MB.
 *
 * `written` is the file with one character for each byte, `plain` the same with names in their plain spelling.
 */
export async function unpackDocument(
  bytes: Uint8Array,
  { written, plain }: { readonly written: string; readonly plain: string },
): Promise<string[] | undefined> {
  if (/\/(ObjStm|XRef)(?![A-Za-z0-9])/.test(plain) && unusual.test(plain)) return undefined
  const texts: string[] = []
  const room = { unpacked: most.unpackedBytes, read: most.readBytes, tries: most.tries }
  let streams = 0
  for (const match of written.matchAll(/(?<!end)stream[ \t]*(?:\r\n|\n|\r)/g)) {
    streams += 1
    if (streams > most.streams) return undefined
    const start = match.index + match[0].length
    if (!isZlib(bytes[start], bytes[start + 1])) continue
    const found = await unpackAt(bytes, written, start, room)
    if (found === 'impossible') return undefined
    if (found === 'unwanted') continue
    room.unpacked -= found.bytes.byteLength
    texts.push(new TextDecoder('latin1').decode(found.bytes))
  }
  return texts
}

/** RFC 1950, 2.2: the method is deflate, the window one that exists, no dictionary, and the check adds up. */
const isZlib = (first = 0, second = 0): boolean =>
  (first & 15) === 8 && first >> 4 <= 7 && (second & 32) === 0 && (first * 256 + second) % 31 === 0

/**
 * Unpacks what begins here. Where it ends is said by a length that need not be true, so the ends of streams behind it
 * are tried: each with the line break before it, which the packed bytes may also end with by chance.
 */
async function unpackAt(
  bytes: Uint8Array,
  written: string,
  start: number,
  room: { readonly unpacked: number; read: number; tries: number },
) {
  let end = start
  for (let guess = 0; guess < most.guesses; guess += 1) {
    end = written.indexOf('endstream', end + 1)
    if (end === -1) break
    for (const last of [end, end - 1, end - 2]) {
      room.read -= last - start
      room.tries -= 1
      if (room.read < 0 || room.tries < 0) return 'impossible'
      const found = await inflate(bytes.subarray(start, last), { most: room.unpacked, isWanted: isText })
      if (found !== 'impossible') return found
    }
  }
  return 'impossible'
}

/**
 * Streams of objects begin with numbers, metadata with a tag, and a comment may stand before either, however much white
 * space comes first (ISO 32000-1, 7.2.2); undefined while there is nothing else.
 */
const isText = (beginning: Uint8Array): boolean | undefined => {
  const first = beginning.findIndex((byte) => byte > 32)
  if (first === -1) return undefined
  const start = String.fromCharCode(...beginning.subarray(first, first + 64))
  return /^(%|<|\xef\xbb\xbf|[+-]?\d+($|[\s\0]+($|[+-]?\d+($|[\s\0]))))/.test(start)
}
