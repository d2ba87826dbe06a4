import { createLimit } from '../limit.ts'
import { pictureLimits } from '../media/reencode-images.ts'
import type { EncodedImage, ImageProcessor, SmallerImage } from '../ports.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { imageTypeOf } from './image-type.ts'

const maximumPixels = 40_000_000
const longSide = 1280
/** Pages are paid for by the megabyte: a third less than at 1600 pixels and quality 78, and faces and words still read. */
const encoding = { quality: 72, effort: 5 }
/** As wide as a phone shows it. Longer ones stay within a screen's height. */
const previewSize = { width: 480, height: 640 }
const previewEncoding = { quality: 60, effort: 5 }
/** A preview that is hardly smaller would only be one more file. */
const mostOfFull = 0.7
/** A picture that takes longer is made to be slow. */
const timeoutSeconds = 20

type Sharp = typeof import('sharp')['default']

/**
 * Pictures through sharp (libvips), which is loaded with the first picture so that an idle server does without its
 * memory. One picture at a time: each may take 160 MB while it is decoded.
 */
export function createImageProcessor(): ImageProcessor {
  const limit = createLimit(1)
  let loading: Promise<Sharp> | undefined

  return {
    reencode: async (bytes) => {
      if (bytes.byteLength > pictureLimits.bytes) {
        return refused('images.errors.tooLarge', { megabytes: pictureLimits.bytes / 1e6 })
      }
      const type = imageTypeOf(bytes)
      if (type === undefined) return refused('images.errors.notPicture')
      if (type === 'heic') return refused('images.errors.heic')

      loading ??= loadSharp()
      const sharp = await loading
      return limit(() => reencode(sharp, bytes))
    },
  }
}

async function loadSharp(): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  // Only these decoders may ever see a stranger's bytes: no SVG, TIFF or raw pixels in disguise.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
  })
  return sharp
}

async function reencode(sharp: Sharp, bytes: Uint8Array): Promise<Result<EncodedImage>> {
  try {
    // Only the header is read here; too many pixels are refused before one of them is decoded.
    const { width, height } = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata()
    if (width * height > maximumPixels) return refused('images.errors.tooManyPixels')

    // Frames after the first, profiles, EXIF, XMP, IPTC and comments are left behind: nothing asks for them.
    const { data, info } = await sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
      // What was made transparent may still hide what was there before (an erased face, a name).
      .flatten({ background: 'white' })
      .webp(encoding)
      .timeout({ seconds: timeoutSeconds })
      .toBuffer({ resolveWithObject: true })
    const preview = await previewOf(sharp, data)
    return ok({
      bytes: new Uint8Array(data),
      width: info.width,
      height: info.height,
      mediaType: 'image/webp',
      ...(preview ? { preview } : {}),
    })
  } catch {
    return refused('images.errors.broken')
  }
}

/** Made of the re-encoded picture: its few pixels take little memory, and nothing of a stranger's is in it any more. */
async function previewOf(sharp: Sharp, picture: Uint8Array): Promise<SmallerImage | undefined> {
  const { data, info } = await sharp(picture)
    .resize({ ...previewSize, fit: 'inside', withoutEnlargement: true })
    .webp(previewEncoding)
    .timeout({ seconds: timeoutSeconds })
    .toBuffer({ resolveWithObject: true })
  return data.byteLength <= picture.byteLength * mostOfFull
    ? { bytes: new Uint8Array(data), width: info.width, height: info.height }
    : undefined
}

const refused = (message: Refusal['message'], params?: NonNullable<Refusal['params']>): Result<never> =>
  refuse({ kind: 'invalid', message, ...(params ? { params } : {}) })
