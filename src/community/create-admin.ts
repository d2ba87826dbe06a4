import { judgePassphrase } from '../auth/passphrases.ts'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { insertAdmin } from '../members/insert-admin.ts'
import { judgeFree, lockNames } from '../members/lock-names.ts'
import { judgeNames, nameKey } from '../members/names.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { readSettings } from './settings.ts'

export interface CreateAdmin {
  readonly displayName: string
  readonly signInName: string
  readonly passphrase: string
}

/**
 * Makes another admin from the machine that the community runs on, for when nobody who may do it inside can come in.
 * Recorded like every moderators' act. Refuses before the set-up, names that do not hold or that somebody has.
 */
export async function createAdmin(ctx: Ctx, input: CreateAdmin): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'admin.create')) return forbidden()
  const settings = await readSettings(ctx)
  if (!settings.isSetUp) return refuse({ kind: 'conflict', message: 'community.errors.notSetUp' })
  const [first, ...others] = [...judgeNames(input), ...judgePassphrase(input.passphrase)]
  if (first) return refuse(first, ...others)
  const passphraseHash = await ctx.hasher.hash(input.passphrase)
  return inTransaction(ctx, async (trx) => {
    await lockNames(trx)
    const [taken, ...alsoTaken] = await judgeFree(trx, {
      memberId: '',
      displayNameKey: nameKey(input.displayName),
      signInNameKey: nameKey(input.signInName),
    })
    if (taken) return refuse(taken, ...alsoTaken)
    const memberId = await insertAdmin(trx, { ...input, locale: settings.defaultLocale, passphraseHash })
    const moderators = await trx.db
      .selectFrom('groups')
      .select('id')
      .where('key', '=', 'moderators')
      .execute()
    for (const { id: groupId } of moderators) {
      await trx.db
        .insertInto('groupMembers')
        .values({ groupId, memberId, joinedAt: trx.clock.now() })
        .execute()
    }
    await recordAct(trx, 'admin-made', memberId)
    return ok({ memberId })
  })
}
