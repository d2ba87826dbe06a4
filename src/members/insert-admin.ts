import type { TransactionCtx } from '../context.ts'
import type { Locale } from '../i18n/translator.ts'
import { nameKey } from './names.ts'

export interface NewAdmin {
  readonly displayName: string
  readonly signInName: string
  readonly locale: Locale
  readonly passphraseHash: string
}

/** Writes an admin who is also a moderator, with both names settled. Gives her id. The names must be free. */
export async function insertAdmin({ db, random, clock }: TransactionCtx, admin: NewAdmin): Promise<string> {
  const memberId = random.id()
  await db
    .insertInto('members')
    .values({
      id: memberId,
      displayName: admin.displayName,
      displayNameKey: nameKey(admin.displayName),
      displayNameSettled: true,
      locale: admin.locale,
      joinedAt: clock.now(),
    })
    .execute()
  await db
    .insertInto('credentials')
    .values({
      memberId,
      signInNameKey: nameKey(admin.signInName),
      passphraseHash: admin.passphraseHash,
    })
    .execute()
  await db
    .insertInto('memberRoles')
    .values([
      { memberId, role: 'admin' },
      { memberId, role: 'moderator' },
    ])
    .execute()
  return memberId
}
