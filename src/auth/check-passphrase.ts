import type { MemberCtx } from '../context.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'
import { countUse, perAccount } from './throttle.ts'

/**
 * Whether she who is signed in knows her passphrase: a phone that is open in somebody's hand is not enough for what
 * asks this. Refuses a wrong one beside its field, and more than ten tries an hour.
 */
export async function checkPassphrase(
  ctx: MemberCtx,
  passphrase: string,
  field: string,
): Promise<Result<undefined>> {
  const { memberId } = ctx.actor
  if ((await countUse(ctx, 'passphrase', memberId)) > perAccount) {
    return refuse({ kind: 'busy', message: 'auth.errors.busy' })
  }
  const { passphraseHash } = await ctx.db
    .selectFrom('credentials')
    .select('passphraseHash')
    .where('memberId', '=', memberId)
    .executeTakeFirstOrThrow()
  return (await ctx.hasher.verify(passphraseHash, passphrase))
    ? ok()
    : refuse(invalid(field, 'auth.passphrase.wrong'))
}
