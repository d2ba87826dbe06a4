import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isLocale } from '../i18n/translator.ts'
import { lockNames } from '../members/lock-names.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Refusal, type Result, refuse } from '../result.ts'
import { longestDescription } from './channel-texts.ts'
import { insertChannel } from './create-community-actors.ts'
import { insertChannelTexts, judgeChannelText } from './describe-channel.ts'
import type { NewKeyPair } from './key-pair.ts'
import { isFreeName, isUsername } from './usernames.ts'

export interface CreateChannel {
  readonly slug: string
  readonly name: string
  readonly kind: string
  readonly language: string
  /** What it is about, in that language; may be empty. */
  readonly description?: string
}

/**
 * Opens a channel. Only moderators may. Refuses a kind or language that does not exist, and an address that breaks
 * the rules of usernames or cannot be had, whatever the reason.
 */
export async function createChannel(
  ctx: MemberCtx,
  input: CreateChannel,
  newKeyPair: NewKeyPair,
): Promise<Result<{ slug: string }>> {
  if (!can(ctx.actor, 'channel.create')) return forbidden()
  const { slug, name, kind, language, description = '' } = input
  const [first, ...others] = problemsOf(ctx, input)
  if (first) return refuse(first, ...others)
  if (kind !== 'open' && kind !== 'allied') return refuse(invalid('kind', 'channels.errors.kind'))
  const keys = await newKeyPair()

  return inTransaction(ctx, async (trx) => {
    await lockNames(trx)
    if (!(await isFreeName(trx, { username: slug, name: slug }))) {
      return refuse(invalid('slug', 'channels.errors.slugTaken'))
    }
    const { channelId } = await insertChannel(trx, { slug, name, kind, language, keys })
    await insertChannelTexts(trx, { channelId, language, texts: [{ language, description, rules: '' }] })
    await recordAct(trx, 'channel-created', channelId)
    return ok({ slug })
  })
}

function problemsOf({ origin }: Pick<MemberCtx, 'origin'>, input: CreateChannel): Refusal[] {
  const { slug, name, kind, language, description = '' } = input
  const refusals: Refusal[] = []
  if (name === '' || name.length > 60) refusals.push(invalid('name', 'channels.errors.name'))
  if (!isUsername(slug)) refusals.push(invalid('slug', 'channels.errors.slug'))
  if (kind !== 'open' && kind !== 'allied') refusals.push(invalid('kind', 'channels.errors.kind'))
  if (!isLocale(language)) refusals.push(invalid('language', 'shares.errors.language'))
  refusals.push(...judgeChannelText(origin, 'description', description, longestDescription))
  return refusals
}
