import { checksum } from '../../src/media/read-ogg.ts'

/** 20 ms of silence: CELT, full band, one frame (RFC 6716). */
export const silence = new Uint8Array([0xf8, 0xff, 0xfe])
const samplesEach = 960

interface Recording {
  readonly seconds?: number
  /** What a player would show of where and by whom it was made. */
  readonly secret?: string
  readonly channels?: number
  readonly packet?: Uint8Array
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const opusHead = (channels: number): Uint8Array =>
  Buffer.concat([bytes('OpusHead'), Buffer.from([1, channels, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0])])

function opusTags(secret: string): Uint8Array {
  const comment = bytes(`ARTIST=${secret}`)
  const lengths = [4, 1, comment.length].map((length) => {
    const four = Buffer.alloc(4)
    four.writeUInt32LE(length)
    return four
  })
  const [vendor = Buffer.alloc(0), count = Buffer.alloc(0), length = Buffer.alloc(0)] = lengths
  return Buffer.concat([bytes('OpusTags'), vendor, bytes('test'), count, length, comment])
}

/** An Ogg page of whole packets; `serial` names its stream. */
export function oggPage(
  packets: readonly Uint8Array[],
  {
    flags = 0,
    granule = 0,
    sequence = 0,
    serial = 7,
  }: Partial<Record<'flags' | 'granule' | 'sequence' | 'serial', number>> = {},
): Buffer {
  const lacing = packets.flatMap((packet) => [
    ...Array<number>(Math.floor(packet.length / 255)).fill(255),
    packet.length % 255,
  ])
  const head = Buffer.alloc(27)
  head.write('OggS', 'latin1')
  head.writeUInt8(flags, 5)
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(serial, 14)
  head.writeUInt32LE(sequence, 18)
  head.writeUInt8(lacing.length, 26)
  const page = Buffer.concat([head, Buffer.from(lacing), ...packets])
  page.writeUInt32LE(checksum(page), 22)
  return page
}

/** What chat apps save: Opus in Ogg, a second on each page. */
export function oggVoice({
  seconds = 3,
  secret = '',
  channels = 1,
  packet = silence,
}: Recording = {}): Buffer {
  const pages = [oggPage([opusHead(channels)], { flags: 2 }), oggPage([opusTags(secret)], { sequence: 1 })]
  for (let second = 0; second < seconds; second += 1) {
    const granule = (second + 1) * 50 * samplesEach
    const flags = second === seconds - 1 ? 4 : 0
    pages.push(oggPage(Array(50).fill(packet), { flags, granule, sequence: second + 2 }))
  }
  return Buffer.concat(pages)
}

const unknownLength = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]

const element = (id: string, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  length.writeUInt8(0x10 | length.readUInt8(0), 0)
  return Buffer.concat([Buffer.from(id, 'hex'), length, content])
}

const open = (id: string): Buffer => Buffer.from([...Buffer.from(id, 'hex'), ...unknownLength])

export interface WebmOptions extends Recording {
  readonly codec?: string
  readonly trackType?: number
  readonly docType?: string
  /** More elements inside the track. */
  readonly inTrack?: Uint8Array
  readonly secondTrack?: boolean
  /** Flags of every block. */
  readonly flags?: number
}

/** What browsers record: WebM whose segment and clusters do not know their length. */
export function webmVoice(options: WebmOptions = {}): Buffer {
  const { seconds = 3, secret = '', channels = 1, packet = silence, flags = 0x80 } = options
  const track = element(
    'ae',
    element('d7', Buffer.from([1])),
    element('83', Buffer.from([options.trackType ?? 2])),
    element('536e', bytes(secret)),
    element('86', bytes(options.codec ?? 'A_OPUS')),
    element('63a2', opusHead(channels)),
    options.inTrack ?? Buffer.alloc(0),
  )
  const clusters: Buffer[] = []
  for (let second = 0; second < seconds; second += 1) {
    clusters.push(
      open('1f43b675'),
      element('e7', Buffer.from([(second * 1000) >> 8, (second * 1000) & 0xff])),
    )
    for (let block = 0; block < 50; block += 1) {
      const time = block * 20
      clusters.push(element('a3', Buffer.from([0x81, time >> 8, time & 0xff, flags]), packet))
    }
  }
  return Buffer.concat([
    element('1a45dfa3', element('4282', bytes(options.docType ?? 'webm'))),
    open('18538067'),
    element('1549a966', element('7ba9', bytes(secret)), element('5741', bytes(secret))),
    element('1254c367', element('7373', bytes(secret))),
    element('1654ae6b', track, options.secondTrack ? track : Buffer.alloc(0)),
    ...clusters,
  ])
}

export const webmElement = element
