import { weaveSvg } from '../../../views/weave.ts'

/** Bands of woven patterns as a picture: nobody's photograph, and no two alike. */
export async function drawPicture(seed: string): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp')
  const colours = ['#7a2f5d', '#1f5f6b', '#8a4b16', '#2f5a2b']
  const bands = Array.from(
    { length: 12 },
    (_, index) =>
      `<g color="${colours[index % colours.length]}" transform="translate(0 ${index * 14})">${weaveSvg(`${seed} ${index}`)}</g>`,
  )
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="168" viewBox="0 0 240 168"><rect width="240" height="168" fill="#f3e7d3"/>${bands.join('')}</svg>`
  return new Uint8Array(await sharp(Buffer.from(drawing), { density: 360 }).png().toBuffer())
}
