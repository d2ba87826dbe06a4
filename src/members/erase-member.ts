import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { forgetSubject } from '../moderation/audit-keeping.ts'
import { revokePendingShares } from './remove-content.ts'

/**
 * Erases an account for good: everything that hangs on it is deleted with its row, as each table declares. What stays of
 * her words moves to an empty account under an id that nothing else knows, so that they hang together and lead
 * nowhere. What she wrote anonymously loses its link; what is outside stays there, and only its code speaks for it.
 * Nothing happens for an account that is not there.
 */
export async function eraseMember(
  trx: Pick<TransactionCtx, 'db' | 'clock' | 'random'>,
  memberId: string,
): Promise<void> {
  const member = await trx.db
    .selectFrom('members')
    .select('id')
    .where('id', '=', memberId)
    .where('status', '<>', 'erased')
    .forUpdate()
    .executeTakeFirst()
  if (!member) return
  await revokePendingShares(trx, memberId)
  await moveWords(trx, memberId)
  await forgetSubject(trx, memberId)
  await trx.db.deleteFrom('members').where('id', '=', memberId).execute()
}

/** Puts what she wrote under an account that is nobody's. */
async function moveWords(
  { db, random, clock }: Pick<TransactionCtx, 'db' | 'random' | 'clock'>,
  memberId: string,
): Promise<void> {
  const nobody = random.id()
  await db
    .insertInto('members')
    .values({
      id: nobody,
      displayName: '',
      // No name has a colon in its key.
      displayNameKey: `erased:${random.id()}`,
      displayNameSettled: true,
      locale: 'en',
      status: 'erased',
      joinedAt: new Date(dayOf(clock.now())),
    })
    .execute()
  const posts = await db
    .updateTable('postAuthors')
    .set({ memberId: nobody })
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  const comments = await db
    .updateTable('commentAuthors')
    .set({ memberId: nobody })
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  if (posts.numUpdatedRows + comments.numUpdatedRows === 0n) {
    await db.deleteFrom('members').where('id', '=', nobody).execute()
  }
}
