import { NotOpusError, type OpusSound, readOpusHead, textOf } from './opus.ts'

/**
 * Takes the sound out of an Ogg file with exactly one Opus stream (RFC 3533, RFC 7845). Titles, names and pictures in
 * its `OpusTags` are left behind. Throws NotOpusError for everything else: other codecs, several streams, a wrong
 * checksum, a page or a packet that is cut off.
 */
export function readOgg(file: Uint8Array): OpusSound {
  const [head, tags, ...packets] = packetsOf(file)
  if (!head || !tags || textOf(tags.subarray(0, 8)) !== 'OpusTags') throw new NotOpusError()
  return { ...readOpusHead(head), packets }
}

function packetsOf(file: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = []
  let unfinished: Uint8Array[] = []
  let stream: number | undefined
  for (let offset = 0; offset < file.length; ) {
    const page = readPage(file, offset)
    stream ??= page.stream
    const isContinued = (page.flags & 1) === 1
    if (page.stream !== stream || isContinued !== unfinished.length > 0) throw new NotOpusError()
    let at = page.body
    for (const length of page.lengths) {
      unfinished.push(file.subarray(at, at + length))
      at += length
      // A full segment means that the packet goes on in the next one (RFC 3533, 5).
      if (length === 255) continue
      packets.push(joined(unfinished))
      unfinished = []
    }
    offset = at
  }
  if (unfinished.length > 0) throw new NotOpusError()
  return packets
}

function readPage(file: Uint8Array, offset: number) {
  const header = file.subarray(offset, offset + 27)
  if (header.length < 27 || textOf(header.subarray(0, 4)) !== 'OggS' || header[4] !== 0) {
    throw new NotOpusError()
  }
  const view = new DataView(file.buffer, file.byteOffset + offset, 27)
  const segments = view.getUint8(26)
  const lengths = file.subarray(offset + 27, offset + 27 + segments)
  const body = offset + 27 + segments
  const end = body + lengths.reduce((sum, length) => sum + length, 0)
  if (lengths.length < segments || end > file.length) throw new NotOpusError()
  if (checksum(file.subarray(offset, end)) !== view.getUint32(22, true)) throw new NotOpusError()
  return { flags: view.getUint8(5), stream: view.getUint32(14, true), lengths, body }
}

/** CRC-32 with the polynomial 0x04c11db7, not reflected, its own four bytes counted as 0 (RFC 3533, 6). */
export function checksum(page: Uint8Array): number {
  let crc = 0
  for (const [index, byte] of page.entries()) {
    crc ^= (index >= 22 && index < 26 ? 0 : byte) << 24
    for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0)
  }
  return crc >>> 0
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts
  if (only && parts.length === 1) return only
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
