import { judgePassphrase } from '../auth/passphrases.ts'
import type { Ctx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { isLocale, type Locale } from '../i18n/translator.ts'
import { linesOf } from '../lines.ts'
import { insertAdmin } from '../members/insert-admin.ts'
import { judgeNames, nameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Refusal, type Result } from '../result.ts'
import { isSetUpToken } from './queries.ts'
import { type CommunityTexts, judgeTexts, offeredLocales } from './rules.ts'

export interface SetUpCommunity extends CommunityTexts {
  readonly token: string
  readonly questionsRequired: boolean
  readonly signInName: string
  readonly displayName: string
  readonly passphrase: string
}

/** Names of the groups every community starts with, written in its own language. */
export interface FirstGroups {
  readonly general: { readonly name: string; readonly description: string }
  readonly moderators: { readonly name: string; readonly description: string }
}

/**
 * Makes the first admin, who is also the first moderator, and opens the community. Works once, for whoever holds the
 * newest set-up link; for everybody else there is nothing here. Refuses fields that do not hold.
 */
export async function setUpCommunity(
  ctx: Ctx,
  input: SetUpCommunity,
  groupsIn: (locale: Locale) => FirstGroups,
): Promise<Result<{ memberId: string }>> {
  if (!can(ctx.actor, 'community.set-up')) return forbidden()
  if (!(await isSetUpToken(ctx, input.token))) return missing()
  const [first, ...others] = [
    ...judgeTexts(input),
    ...judgeNames(input),
    ...judgePassphrase(input.passphrase),
    ...namedLikeVoice(input),
  ]
  if (first) return { ok: false, refusals: [first, ...others] }
  const locale = isLocale(input.defaultLocale) ? input.defaultLocale : 'en'
  const passphraseHash = await ctx.hasher.hash(input.passphrase)
  const setupTokenHash = await sha256(input.token)
  return inTransaction(ctx, async (trx) => {
    // The update waits for anybody who uses the same link at the same moment, and then finds nothing to do.
    const opened = await trx.db
      .updateTable('community')
      .set({
        name: input.communityName,
        defaultLocale: locale,
        locales: offeredLocales(locale, input.offered),
        setupTokenHash: null,
        setUpAt: trx.clock.now(),
      })
      .where('setupTokenHash', '=', setupTokenHash)
      .where('setUpAt', 'is', null)
      .executeTakeFirst()
    if (opened.numUpdatedRows === 0n) return missing()
    const memberId = await insertAdmin(trx, { ...input, locale, passphraseHash })
    await writeTexts(trx, input, locale)
    await createGroups(trx, memberId, groupsIn(locale))
    return ok({ memberId })
  })
}

/** The voice speaks outside under the community's name: nobody's name here may lead to it (P1). */
function namedLikeVoice({ communityName, signInName, displayName }: SetUpCommunity): Refusal[] {
  const voice = nameKey(communityName)
  if (nameKey(signInName) === voice) return [invalid('signInName', 'members.signInName.taken')]
  return nameKey(displayName) === voice ? [invalid('displayName', 'members.displayName.taken')] : []
}

async function writeTexts(
  { db, random }: TransactionCtx,
  input: SetUpCommunity,
  locale: Locale,
): Promise<void> {
  await db
    .insertInto('communityTexts')
    .values({ locale, rules: input.rules, welcome: input.welcome })
    .execute()
  const questions = linesOf(input.questions).map((prompt) => ({ id: random.id(), prompt }))
  if (questions.length === 0) return
  await db
    .insertInto('joinQuestions')
    .values(questions.map(({ id }, position) => ({ id, position, required: input.questionsRequired })))
    .execute()
  await db
    .insertInto('joinQuestionTexts')
    .values(questions.map(({ id, prompt }) => ({ questionId: id, locale, prompt })))
    .execute()
}

async function createGroups(
  { db, random, clock }: TransactionCtx,
  memberId: string,
  { general, moderators }: FirstGroups,
): Promise<void> {
  const joinedAt = clock.now()
  const moderatorsId = random.id()
  await db
    .insertInto('groups')
    .values([
      { id: random.id(), key: 'general', access: 'members', ...general },
      { id: moderatorsId, key: 'moderators', access: 'approval', ...moderators },
    ])
    .execute()
  await db.insertInto('groupMembers').values({ groupId: moderatorsId, memberId, joinedAt }).execute()
}
