import type { Ctx } from '../context.ts'
import { typedNameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { admit, type Knock } from './admit.ts'

export interface SignIn extends Knock {
  readonly signInName: string
  readonly passphrase: string
}

/** Of a passphrase that nobody knows, with the cost of real ones: an unknown name takes as long as a known one. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$h2vYd0kSqABNwV0YsaagPA$bCHkM4AOPrJEVebMqDWMD0B2+Si0ucTnaSPJ4Dj6XWc'

/**
 * Recognises a member by her sign-in name and passphrase. An unknown name, a wrong passphrase and an account that is
 * frozen or erased get the same answer by the same work: as many statements and one verification (P14). Refuses more
 * than ten tries an hour for one name, and slows down a flood from one network.
 */
export async function signIn(ctx: Ctx, input: SignIn): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'session.start')) return forbidden()
  const signInNameKey = typedNameKey(input.signInName)
  const admitted = await admit(ctx, 'sign-in', { ...input, account: signInNameKey })
  if (!admitted.ok) return admitted
  const found = await ctx.db
    .selectFrom('credentials')
    .innerJoin('members', 'members.id', 'credentials.memberId')
    .select(['credentials.memberId', 'credentials.passphraseHash'])
    .where('credentials.signInNameKey', '=', signInNameKey)
    .where('members.status', 'in', ['active', 'suspended', 'expelled'])
    .executeTakeFirst()
  const isRight = await ctx.hasher.verify(found?.passphraseHash ?? nobodysHash, input.passphrase)
  return found && isRight
    ? ok({ memberId: found.memberId })
    : refuse({ kind: 'invalid', message: 'auth.errors.signIn' })
}
