export type ImageType = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic'

/**
 * What a file is by its first bytes. AVIF and HEIC share a container (ISO/IEC 23008-12) and differ in their brands:
 * a generic brand without `avif` is what phones write for HEIC.
 */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const text = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end))
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif'
  if (text(4, 8) !== 'ftyp') return undefined

  const boxLength = Math.min(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), longestBrandBox)
  const brands = [text(8, 12)]
  for (let offset = 16; offset + 4 <= boxLength; offset += 4) brands.push(text(offset, offset + 4))
  if (brands.some((brand) => avifBrands.has(brand))) return 'avif'
  return brands.some((brand) => heicBrands.has(brand)) ? 'heic' : undefined
}

/** Real files name fewer than ten brands; a made-up length must not be walked. */
const longestBrandBox = 256
const avifBrands: ReadonlySet<string> = new Set(['avif', 'avis'])
const heicBrands: ReadonlySet<string> = new Set([
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'],
  ...['mif1', 'mif2', 'msf1'],
])
