import type { TransactionCtx } from '../context.ts'

type Decision =
  | { readonly state: 'approved'; readonly memberId: string }
  | { readonly state: 'declined'; readonly reason: string; readonly askAgainOn: string | null }

/**
 * Writes a decision. With it goes everything she told and everything that was said about her: answers, names,
 * passphrase, who invited her, who knows her, who said yes (P7).
 */
export async function closeApplication(
  { db, clock }: TransactionCtx,
  applicationId: string,
  decision: Decision,
): Promise<void> {
  await db
    .updateTable('applications')
    .set({
      ...decision,
      signInNameKey: null,
      displayName: null,
      passphraseHash: null,
      inviteId: null,
      previousId: null,
      decidedAt: clock.now(),
    })
    .where('id', '=', applicationId)
    .execute()
  await db.deleteFrom('applicationAnswers').where('applicationId', '=', applicationId).execute()
  await db.deleteFrom('vouches').where('applicationId', '=', applicationId).execute()
  await db.deleteFrom('applicationVotes').where('applicationId', '=', applicationId).execute()
}
