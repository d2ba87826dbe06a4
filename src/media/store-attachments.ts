import type { TransactionCtx } from '../context.ts'

/** A file that was judged, with what its author says of it. */
export type NewAttachment = { readonly bytes: Uint8Array; readonly mediaType: string } & (
  | { readonly kind: 'document'; readonly name: string }
  | { readonly kind: 'voice'; readonly seconds: number; readonly transcript: string }
)

/** Keeps a post's attachments in their order, in the transaction at hand. The name that a file came with is not kept. */
export async function storeAttachments(
  ctx: Pick<TransactionCtx, 'db' | 'clock' | 'random'>,
  postId: string,
  attachments: readonly NewAttachment[],
): Promise<void> {
  if (attachments.length === 0) return
  const rows = attachments.map((attachment) => ({ ...attachment, id: ctx.random.id() }))
  await ctx.db
    .insertInto('attachments')
    .values(
      rows.map((row, position) => ({
        id: row.id,
        postId,
        position,
        kind: row.kind,
        mediaType: row.mediaType,
        name: row.kind === 'document' ? row.name : '',
        seconds: row.kind === 'voice' ? row.seconds : null,
        transcript: row.kind === 'voice' ? row.transcript : '',
        byteLength: row.bytes.byteLength,
        createdAt: ctx.clock.now(),
      })),
    )
    .execute()
  await ctx.db
    .insertInto('attachmentFiles')
    .values(rows.map(({ id, bytes }) => ({ attachmentId: id, bytes })))
    .execute()
}
