import type { Ctx } from '../context.ts'
import type { EncodedImage } from '../ports.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'

export const pictureLimits = { bytes: 12_000_000 } as const

/**
 * Re-encodes pictures one after another, before any transaction. Refuses at the first that cannot be used, beside
 * `field`: why, which of several it is, and that a browser does not keep chosen files.
 */
export async function reencodeImages(
  ctx: Pick<Ctx, 'images'>,
  pictures: readonly Uint8Array[],
  field: string,
): Promise<Result<readonly EncodedImage[]>> {
  const encoded: EncodedImage[] = []
  for (const [index, bytes] of pictures.entries()) {
    const result = await ctx.images.reencode(bytes)
    if (!result.ok) {
      const [{ message, params }] = result.refusals
      return refuse(
        invalid(field, message, params),
        ...(pictures.length > 1
          ? [invalid(field, 'media.errors.which', { number: index + 1, count: pictures.length })]
          : []),
        invalid(field, 'media.errors.chooseAgain', { count: pictures.length }),
      )
    }
    encoded.push(result.value)
  }
  return ok(encoded)
}
