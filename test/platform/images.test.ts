import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { createImageProcessor } from '../../src/platform/images.ts'
import type { EncodedImage } from '../../src/ports.ts'

const canary = 'CanariaSecreta'
const images = createImageProcessor()

/** Left half red, right half blue: shows which side is up. */
function picture(width: number, height: number): Sharp {
  const right = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: 'blue' } }
  return sharp({ create: { width, height, channels: 3, background: 'red' } }).composite([
    { input: right, left: Math.floor(width / 2), top: 0 },
  ])
}

async function reencoded(bytes: Uint8Array): Promise<EncodedImage> {
  const result = await images.reencode(bytes)
  if (!result.ok) throw new Error(`refused with ${result.refusals[0].message}`)
  return result.value
}

async function refusal(bytes: Uint8Array) {
  const result = await images.reencode(bytes)
  if (result.ok) throw new Error('accepted')
  return result.refusals[0]
}

async function pixel(
  bytes: Uint8Array,
  left: number,
  top: number,
): Promise<'red' | 'blue' | 'white' | 'other'> {
  const region = sharp(bytes).extract({ left, top, width: 1, height: 1 })
  const [red = 0, green = 0, blue = 0] = await region.removeAlpha().raw().toBuffer()
  if (red > 200 && green > 200 && blue > 200) return 'white'
  return red > 200 && blue < 60 ? 'red' : blue > 200 && red < 60 ? 'blue' : 'other'
}

const located = {
  exif: {
    IFD0: { Make: canary, Artist: canary, ImageDescription: canary },
    IFD3: {
      GPSLatitudeRef: 'S',
      GPSLatitude: '16/1 29/1 0/1',
      GPSLongitudeRef: 'W',
      GPSLongitude: '68/1 8/1 0/1',
    },
  },
}

/** The chunks of a WebP file (RFC 9649). */
function chunksOf(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes)
  const names: string[] = []
  for (let offset = 12; offset + 8 <= view.length; ) {
    names.push(view.toString('latin1', offset, offset + 4))
    const length = view.readUInt32LE(offset + 4)
    offset += 8 + length + (length % 2)
  }
  return names
}

test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
  'a %s becomes a WebP of its size',
  async (format) => {
    const result = await reencoded(await picture(90, 60).toFormat(format).toBuffer())
    expect(result).toMatchObject({ width: 90, height: 60, mediaType: 'image/webp' })
    const metadata = await sharp(result.bytes).metadata()
    expect(metadata).toMatchObject({ format: 'webp', width: 90, height: 60 })
    expect(await pixel(result.bytes, 10, 30)).toBe('red')
    expect(await pixel(result.bytes, 80, 30)).toBe('blue')
  },
)

test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
  'nothing of where and by whom a %s was made remains',
  async (format) => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${canary}"/></rdf:RDF></x:xmpmeta>`
    const input = await picture(90, 60)
      .withExif(located.exif)
      .withXmp(xmp)
      .withIccProfile('p3')
      .toFormat(format)
      .toBuffer()
    expect(input.includes(canary)).toBe(true)
    const before = await sharp(input).metadata()
    expect(before.exif).toBeDefined()
    expect(before.icc).toBeDefined()

    const { bytes } = await reencoded(input)
    expect(Buffer.from(bytes).includes(canary)).toBe(false)
    expect(chunksOf(bytes)).toEqual(['VP8 '])
    const after = await sharp(bytes).metadata()
    for (const kind of ['exif', 'xmp', 'iptc', 'icc', 'comments', 'orientation'] as const) {
      expect(after[kind], kind).toBeUndefined()
    }
  },
)

test('a comment in a JPEG, text in a PNG and bytes after the end do not remain', async () => {
  const jpeg = await picture(40, 40).jpeg().toBuffer()
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, canary.length + 2]), Buffer.from(canary)])
  const png = await picture(40, 40).png().toBuffer()
  const afterHeader = 33
  const inputs = [
    Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
    Buffer.concat([
      png.subarray(0, afterHeader),
      pngChunk('tEXt', Buffer.from(`Author\0${canary}`)),
      png.subarray(afterHeader),
    ]),
    Buffer.concat([jpeg, Buffer.from(canary)]),
  ]
  for (const input of inputs) {
    const { bytes } = await reencoded(input)
    expect(Buffer.from(bytes).includes(canary)).toBe(false)
  }
})

test('what was made transparent does not hide in the picture', async () => {
  const hidden = await sharp({
    create: { width: 60, height: 60, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer()
  const { bytes } = await reencoded(hidden)
  expect((await sharp(bytes).metadata()).hasAlpha).toBe(false)
  expect(await pixel(bytes, 30, 30)).toBe('white')
})

test('a picture that was taken sideways stands upright', async () => {
  // Orientation 6: turn by 90 degrees clockwise to show it; the left half comes to lie on top.
  const input = await picture(90, 60).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const { bytes, width, height } = await reencoded(input)
  expect({ width, height }).toEqual({ width: 60, height: 90 })
  expect(await pixel(bytes, 30, 10)).toBe('red')
  expect(await pixel(bytes, 30, 80)).toBe('blue')
})

test.each([
  [3200, 800, { width: 1280, height: 320 }],
  [800, 3200, { width: 320, height: 1280 }],
  [1280, 1280, { width: 1280, height: 1280 }],
  [20, 10, { width: 20, height: 10 }],
  [5000, 1, { width: 1280, height: 1 }],
])(
  '%i by %i pixels become at most 1280 on the long side and are never enlarged',
  async (width, height, expected) => {
    expect(await reencoded(await picture(width, height).jpeg().toBuffer())).toMatchObject(expected)
  },
)

test('of an animation only the first frame remains', async () => {
  const frames = await Promise.all(
    ['red', 'blue'].map((background) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  for (const format of ['gif', 'webp'] as const) {
    const input = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer()
    expect((await sharp(input).metadata()).pages).toBe(2)
    const { bytes, width, height } = await reencoded(input)
    expect({ width, height }).toEqual({ width: 40, height: 40 })
    expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1)
    expect(await pixel(bytes, 20, 20)).toBe('red')
  }
})

const fileType = (major: string, ...compatible: string[]) => {
  const brands = Buffer.from([major, '\0\0\0\0', ...compatible].join(''), 'latin1')
  const header = Buffer.from('\0\0\0\0ftyp', 'latin1')
  header.writeUInt32BE(header.length + brands.length)
  return Buffer.concat([header, brands, Buffer.alloc(64)])
}

test.each([
  ['heic', fileType('heic', 'mif1', 'heic')],
  ['mif1', fileType('mif1', 'mif1', 'heic')],
  ['hevc', fileType('hevc')],
])('a phone picture of the brand %s is refused with words that help', async (_, bytes) => {
  expect(await refusal(bytes)).toEqual({ kind: 'invalid', message: 'images.errors.heic' })
})

test('what is no picture is refused, whatever it says about itself', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
  const files = [
    Buffer.alloc(0),
    Buffer.from([0xff]),
    Buffer.from(svg),
    Buffer.from('%PDF-1.7'),
    Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'),
    fileType('isom', 'mp42'),
    Buffer.from('\0\0\0\x08ftyp', 'latin1'),
    await picture(9, 9).tiff().toBuffer(),
    Buffer.alloc(5_000, 'x'),
  ]
  for (const file of files) {
    expect(await refusal(file), file.toString('latin1', 0, 20)).toEqual({
      kind: 'invalid',
      message: 'images.errors.notPicture',
    })
  }
})

test('a file that only begins like a picture is refused', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  const beginnings = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF\0\0\0\0WEBP'].map((text) =>
    Buffer.from(text, 'latin1'),
  )
  for (const beginning of [...beginnings, fileType('avif', 'avif')]) {
    for (const file of [beginning, Buffer.concat([beginning, svg])]) {
      expect((await refusal(file)).message, beginning.toString('latin1')).toBe('images.errors.broken')
    }
  }
})

test('decoders for other formats are switched off in the whole process', async () => {
  await reencoded(await picture(9, 9).jpeg().toBuffer())
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  for (const other of [svg, await picture(9, 9).tiff().toBuffer()]) {
    await expect(sharp(other).metadata()).rejects.toThrow('unsupported image format')
  }
})

test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
  'a %s that is cut off is refused',
  async (format) => {
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .toFormat(format)
      .toBuffer()
    await reencoded(noise)
    expect((await refusal(noise.subarray(0, noise.length / 2))).message).toBe('images.errors.broken')
  },
)

test('more than 12 MB are refused before they are looked at', async () => {
  const bytes = new Uint8Array(12_000_001)
  expect(await refusal(bytes)).toEqual({
    kind: 'invalid',
    message: 'images.errors.tooLarge',
    params: { megabytes: 12 },
  })
  expect((await refusal(bytes.subarray(1))).message).toBe('images.errors.notPicture')
})

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function pngChunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  const frame = Buffer.alloc(4)
  frame.writeUInt32BE(data.length)
  const end = Buffer.alloc(4)
  end.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
  return Buffer.concat([frame, body, end])
}

test('a small file that unfolds into too many pixels is refused', async () => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(30_000, 0)
  header.writeUInt32BE(30_000, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const bomb = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(30_000 * 3_751))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
  expect(bomb.length).toBeLessThan(200_000)
  expect(await refusal(bomb)).toEqual({ kind: 'invalid', message: 'images.errors.tooManyPixels' })
})

test('pictures that come at the same time are all answered', async () => {
  const inputs = await Promise.all([30, 40, 50].map((width) => picture(width, 20).jpeg().toBuffer()))
  const results = await Promise.all(inputs.map((input) => reencoded(input)))
  expect(results.map(({ width }) => width)).toEqual([30, 40, 50])
})
