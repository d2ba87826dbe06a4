import { carryPictures } from '../../allies/carry-post.ts'
import type { Ctx } from '../../context.ts'
import type { JobOutcome } from '../../jobs/worker.ts'
import { storeImages } from '../../media/store-images.ts'
import type { EncodedImage } from '../../ports.ts'
import type { FederationDeps } from '../deps.ts'
import { getSigned } from '../remote/get-signed.ts'

const accept = 'image/webp, image/jpeg, image/png, image/avif, image/gif'
const maximumBytes = 12_000_000
/** After these attempts a picture that cannot be had is given up; the words are there without it. */
const maximumAttempts = 8

/**
 * Fetches the pictures of an ally's post and keeps them re-encoded, so that no member's browser ever asks another
 * server. Asked is only the host of the post itself: our signature opens what allies show to few, and whoever names
 * a picture of theirs would have a copy made. What is no picture is left out; a server that does not answer is asked
 * again.
 */
export async function alliedImagesFound(
  ctx: Ctx,
  deps: FederationDeps,
  { alliedPostId }: { readonly alliedPostId: string },
  { attempts }: { readonly attempts: number },
): Promise<JobOutcome> {
  let unreachable = false
  for (const { id, url, alt, objectUri } of await readMissing(ctx, alliedPostId)) {
    const answer = await getSigned(ctx, deps, { url, accept, maximumBytes, onlyFrom: objectUri })
    const passes = answer.ok
      ? answer.response.status >= 500
      : answer.failure !== 'blocked' && answer.failure !== 'tooLarge'
    if (passes) unreachable = true
    if (!answer.ok || answer.response.status !== 200) continue
    const encoded = await ctx.images.reencode(answer.response.body)
    if (encoded.ok) await keep(ctx, { id, alt, image: encoded.value })
  }
  await ctx.db.transaction().execute((db) => carryPictures({ ...ctx, db }, alliedPostId))
  return unreachable
    ? { done: false, failure: 'unreachable', final: attempts >= maximumAttempts }
    : { done: true }
}

const readMissing = (ctx: Ctx, alliedPostId: string) =>
  ctx.db
    .selectFrom('alliedImages as image')
    .innerJoin('alliedPosts as post', 'post.id', 'image.alliedPostId')
    .select(['image.id', 'image.url', 'image.alt', 'post.objectUri'])
    .where('image.alliedPostId', '=', alliedPostId)
    .where('image.mediaId', 'is', null)
    .where('post.withdrawnAt', 'is', null)
    .orderBy('image.position')
    .execute()

/** A post that was taken back meanwhile has no place for pictures any more. */
async function keep(
  ctx: Ctx,
  { id, alt, image }: { readonly id: string; readonly alt: string; readonly image: EncodedImage },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const place = await db
      .selectFrom('alliedImages')
      .select('id')
      .where('id', '=', id)
      .where('mediaId', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!place) return
    const [mediaId] = await storeImages({ ...ctx, db }, [image], [alt])
    if (mediaId !== undefined)
      await db.updateTable('alliedImages').set({ mediaId }).where('id', '=', id).execute()
  })
}
