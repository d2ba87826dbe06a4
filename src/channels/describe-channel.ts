import type { MemberCtx, MemberTransactionCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { isLocale } from '../i18n/translator.ts'
import { renderMarkdown } from '../markdown.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import {
  forbidden,
  invalid,
  judgeEncoding,
  judgeText,
  ok,
  type Refusal,
  type Result,
  refuse,
} from '../result.ts'
import { type ChannelText, longestDescription, longestRules } from './channel-texts.ts'
import { lockChannel } from './lock-channel.ts'
import { outsideLine, outsideText } from './outside-text.ts'

export interface DescribeChannel {
  readonly slug: string
  /** What it is called everywhere, in one form for all languages. */
  readonly name: string
  /** A language whose two parts are both empty is left out. */
  readonly texts: readonly Omit<ChannelText, 'original'>[]
}

/**
 * Says what a channel is called and what it says of itself, per language; the language of the channel is the original
 * one where it is there, else the first. Followers' servers are told. Refuses: forbidden, missing, closed, a name that
 * is none, texts that are too long, and words that lead back to this community (P4), beside their fields.
 */
export async function describeChannel(ctx: MemberCtx, input: DescribeChannel): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.change')) return forbidden()
  const [first, ...others] = problemsOf(ctx, input)
  if (first) return refuse(first, ...others)
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, input.slug)
    if (!channel.ok) return channel
    const { id, actorId, language } = channel.value
    await trx.db.updateTable('actors').set({ name: input.name }).where('id', '=', actorId).execute()
    await trx.db.deleteFrom('channelTexts').where('channelId', '=', id).execute()
    await insertChannelTexts(trx, { channelId: id, language, texts: input.texts })
    await recordAct(trx, 'channel-changed', id)
    await tellOfChange(trx, id)
    return ok()
  })
}

/** Writes the texts that say something, one of them as the original. */
export async function insertChannelTexts(
  ctx: Pick<TransactionCtx, 'db'>,
  about: { readonly channelId: string; readonly language: string; readonly texts: DescribeChannel['texts'] },
): Promise<void> {
  const said = about.texts.filter(({ description, rules }) => description !== '' || rules !== '')
  const original = (said.find(({ language }) => language === about.language) ?? said[0])?.language
  if (original === undefined) return
  await ctx.db
    .insertInto('channelTexts')
    .values(
      said.map(({ language, description, rules }) => ({
        channelId: about.channelId,
        language,
        original: language === original,
        description,
        rules,
      })),
    )
    .execute()
}

/** Followers' servers get the channel's newest document; each change is told once. */
export const tellOfChange = (
  ctx: Pick<MemberTransactionCtx, 'db' | 'clock' | 'random'>,
  channelId: string,
): Promise<void> => emit(ctx, { type: 'channel-changed', channelId, changeId: ctx.random.id() })

function problemsOf({ origin }: Pick<MemberCtx, 'origin'>, { name, texts }: DescribeChannel): Refusal[] {
  const refusals: Refusal[] = []
  if (name === '' || name.length > 60) refusals.push(invalid('name', 'channels.errors.name'))
  refusals.push(...judgeEncoding('name', name))
  if (outsideLine(name, origin).removed.length > 0) {
    refusals.push(invalid('name', 'channels.errors.leadsBack'))
  }
  for (const { language, description, rules } of texts) {
    const field = `description-${language}`
    if (!isLocale(language)) refusals.push(invalid(field, 'shares.errors.language'))
    refusals.push(...judgeChannelText(origin, field, description, longestDescription))
    refusals.push(...judgeChannelText(origin, `rules-${language}`, rules, longestRules))
  }
  return refusals
}

/** What can be said against a text about a channel, which everybody may read. */
export const judgeChannelText = (origin: string, field: string, text: string, most: number): Refusal[] => {
  const problems = judgeText(field, text, most)
  if (problems.length > 0) return problems
  return outsideText(renderMarkdown(text), origin).removed.length > 0
    ? [invalid(field, 'channels.errors.leadsBack')]
    : []
}
