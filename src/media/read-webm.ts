import { NotOpusError, type OpusSound, readOpusHead, textOf } from './opus.ts'

/** Element ids (RFC 9559), as they stand in the file. */
export const ids = {
  header: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  codec: 0x86,
  codecPrivate: 0x63a2,
  contentEncodings: 0x6d80,
  cluster: 0x1f43b675,
  blockGroup: 0xa0,
  simpleBlock: 0xa3,
  block: 0xa1,
} as const

/** What is looked into; everything else, titles and tags above all, is passed over. */
const opened: ReadonlySet<number> = new Set([
  ids.header,
  ids.segment,
  ids.tracks,
  ids.track,
  ids.cluster,
  ids.blockGroup,
])

/** More elements than 60 seconds need, with every packet in a group of its own. */
const mostElements = 60_000

/**
 * Takes the sound out of a WebM file with exactly one track, of Opus (RFC 9559). Elements that are opened are read on
 * one level, because browsers write segments and clusters without their length while they record. Throws NotOpusError
 * for everything else: video, other codecs, laced or encrypted blocks, a file that is cut off.
 */
export function readWebm(file: Uint8Array): OpusSound {
  const found: Found = { docType: '', tracks: 0, isSound: false, codec: '', head: new Uint8Array() }
  const packets: Uint8Array[] = []
  let elements = 0
  for (let offset = 0; offset < file.length; ) {
    elements += 1
    const element = readElement(file, offset)
    if (elements > mostElements) throw new NotOpusError()
    offset = element.body
    if (element.id === ids.track) found.tracks += 1
    if (opened.has(element.id)) continue
    const content = contentOf(file, element)
    offset += content.length
    if (element.id === ids.docType) found.docType = textOf(content.subarray(0, 8))
    if (element.id === ids.trackType) found.isSound = content.length === 1 && content[0] === 2
    if (element.id === ids.codec) found.codec = textOf(content.subarray(0, 8))
    if (element.id === ids.codecPrivate) found.head = content
    if (element.id === ids.contentEncodings) throw new NotOpusError()
    if (element.id === ids.simpleBlock || element.id === ids.block) packets.push(packetOf(content))
  }
  const { docType, tracks, isSound, codec, head } = found
  if (!/^webm\0*$/.test(docType) || tracks !== 1 || !isSound || codec !== 'A_OPUS') throw new NotOpusError()
  return { ...readOpusHead(head), packets }
}

interface Found {
  docType: string
  tracks: number
  isSound: boolean
  codec: string
  head: Uint8Array
}

interface Element {
  readonly id: number
  readonly body: number
  /** Undefined for an element that does not know its length yet. */
  readonly length: number | undefined
}

function readElement(file: Uint8Array, offset: number): Element {
  const id = readNumber(file, offset, { longest: 4, keepsMarker: true })
  const length = readNumber(file, offset + id.width, { longest: 8, keepsMarker: false })
  const isUnknown = length.value === 2 ** (7 * length.width) - 1
  return {
    id: id.value,
    body: offset + id.width + length.width,
    length: isUnknown ? undefined : length.value,
  }
}

/** A variable-length integer (RFC 8794, 4): as many bytes as its first one has leading zeros, and one. */
function readNumber(
  file: Uint8Array,
  offset: number,
  { longest, keepsMarker }: { readonly longest: number; readonly keepsMarker: boolean },
) {
  const first = file[offset] ?? 0
  const width = Math.clz32(first) - 23
  const bytes = file.subarray(offset, offset + width)
  if (width > longest || bytes.length < width) throw new NotOpusError()
  let value = keepsMarker ? first : first & (0xff >> width)
  // Beyond 2^53 it is only ever "unknown" or a lie, and too long either way.
  for (const byte of bytes.subarray(1)) value = value * 256 + byte
  return { value, width }
}

function contentOf(file: Uint8Array, { body, length }: Element): Uint8Array {
  if (length === undefined || body + length > file.length) throw new NotOpusError()
  return file.subarray(body, body + length)
}

/** The one packet of a block, behind its track number, time and flags; laced ones hold several, which nobody records. */
function packetOf(block: Uint8Array): Uint8Array {
  const { width } = readNumber(block, 0, { longest: 8, keepsMarker: false })
  const flags = block[width + 2]
  if (flags === undefined || (flags & 0x06) !== 0) throw new NotOpusError()
  return block.subarray(width + 3)
}
