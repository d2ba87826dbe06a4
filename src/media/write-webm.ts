import { type OpusSound, opusRate, samplesOf } from './opus.ts'
import { ids } from './read-webm.ts'

/** Blocks count their time from the cluster's beginning in 16 bits; ten seconds stay well within. */
const clusterMilliseconds = 10_000
/** 80 ms, what an Opus decoder needs to find its feet after a jump (RFC 7845, 4.6), in nanoseconds. */
const seekPreRoll = 80_000_000

/**
 * Packs sound anew as WebM, which old phones play and Ogg is not always. Nothing is written but what playing needs:
 * no date, no title, no device, no name of a program, and the same bytes for the same sound.
 */
export function writeWebm(sound: OpusSound): Uint8Array<ArrayBuffer> {
  const samples = sound.packets.reduce((sum, packet) => sum + samplesOf(packet), 0)
  return element(
    0,
    element(
      ids.header,
      unsigned(0x4286, 1),
      unsigned(0x42f7, 1),
      unsigned(0x42f2, 4),
      unsigned(0x42f3, 8),
      text(ids.docType, 'webm'),
      unsigned(0x4287, 4),
      unsigned(0x4285, 2),
    ),
    element(
      ids.segment,
      element(
        ids.info,
        unsigned(0x2ad7b1, 1_000_000),
        float(0x4489, (samples / opusRate) * 1000),
        text(0x4d80, 'webm'),
        text(0x5741, 'webm'),
      ),
      element(ids.tracks, trackOf(sound)),
      ...clustersOf(sound),
    ),
  )
}

function trackOf({ channels, preSkip }: OpusSound): Uint8Array {
  return element(
    ids.track,
    unsigned(0xd7, 1),
    unsigned(0x73c5, 1),
    unsigned(ids.trackType, 2),
    text(ids.codec, 'A_OPUS'),
    element(ids.codecPrivate, opusHead(channels, preSkip)),
    unsigned(0x56aa, Math.round((preSkip / opusRate) * 1e9)),
    unsigned(0x56bb, seekPreRoll),
    element(0xe1, float(0xb5, opusRate), unsigned(0x9f, channels)),
  )
}

function opusHead(channels: number, preSkip: number): Uint8Array {
  const head = new Uint8Array(19)
  head.set(new TextEncoder().encode('OpusHead'))
  const view = new DataView(head.buffer)
  view.setUint8(8, 1)
  view.setUint8(9, channels)
  view.setUint16(10, preSkip, true)
  view.setUint32(12, opusRate, true)
  return head
}

function clustersOf({ packets }: OpusSound): Uint8Array[] {
  const clusters: { readonly start: number; readonly blocks: Uint8Array[] }[] = []
  let samples = 0
  for (const packet of packets) {
    const now = Math.round((samples / opusRate) * 1000)
    let cluster = clusters.at(-1)
    if (!cluster || now - cluster.start >= clusterMilliseconds) {
      cluster = { start: now, blocks: [] }
      clusters.push(cluster)
    }
    const time = now - cluster.start
    // Track 1, the time, a key frame that stands alone.
    cluster.blocks.push(
      element(ids.simpleBlock, new Uint8Array([0x81, time >> 8, time & 0xff, 0x80]), packet),
    )
    samples += samplesOf(packet)
  }
  return clusters.map(({ start, blocks }) => element(ids.cluster, unsigned(0xe7, start), ...blocks))
}

/** An element of these parts; id 0 stands for the file itself, which has neither id nor length. */
function element(id: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const head = id === 0 ? [] : [...bytesOf(id), ...sizeOf(length)]
  const whole = new Uint8Array(head.length + length)
  whole.set(head)
  let at = head.length
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A length in four bytes (RFC 8794, 4.3); more than a recording can have. */
const sizeOf = (length: number): number[] => [
  0x10 | (length >>> 24),
  (length >>> 16) & 0xff,
  (length >>> 8) & 0xff,
  length & 0xff,
]

const text = (id: number, value: string): Uint8Array => element(id, new TextEncoder().encode(value))

const unsigned = (id: number, value: number): Uint8Array => element(id, new Uint8Array(bytesOf(value)))

function float(id: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return element(id, bytes)
}

/** As few bytes as the number needs, the largest first; one at least. */
function bytesOf(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256))
    bytes.unshift(rest % 256)
  return bytes
}
