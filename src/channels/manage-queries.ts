import { sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { chooseText } from '../i18n/languages.ts'
import { renderMarkdown } from '../markdown.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'
import { type ChannelText, readChannelTexts } from './channel-texts.ts'
import { type Posting, takesSharesOf } from './posting.ts'
import { publishedTables } from './published.ts'

export interface ChannelSettings {
  readonly posting: Posting
  readonly groupId: string | null
  /** The group's name, where the reader may know of it. */
  readonly groupName: string | null
  readonly texts: readonly ChannelText[]
  readonly aliases: readonly string[]
}

/** What moderators settled about a channel; callers establish that the reader may know. */
export async function readChannelSettings(ctx: MemberCtx, channelId: string): Promise<ChannelSettings> {
  const channel = await ctx.db
    .selectFrom('channels as channel')
    .leftJoin('groups as own_group', (join) =>
      join
        .onRef('own_group.id', '=', 'channel.postingGroupId')
        .on(visibleGroup(ctx, sql.ref('channel.posting_group_id'))),
    )
    .select(['channel.posting', 'channel.postingGroupId as groupId', 'own_group.name as groupName'])
    .where('channel.id', '=', channelId)
    .executeTakeFirstOrThrow()
  const aliases = await ctx.db
    .selectFrom('channelAliases')
    .select('uri')
    .where('channelId', '=', channelId)
    .orderBy('uri')
    .execute()
  const texts = await readChannelTexts(publishedTables(ctx.db), channelId)
  return { ...channel, texts, aliases: aliases.map(({ uri }) => uri) }
}

/** The groups that the reader can choose from. */
export const readOwnGroups = (ctx: MemberCtx) =>
  ctx.db
    .selectFrom('groups')
    .select(['id', 'name'])
    .where(visibleGroup(ctx, sql.ref('groups.id')))
    .orderBy('name')
    .execute()

export interface OfferedChannel {
  readonly id: string
  readonly name: string
  readonly kind: 'open' | 'allied'
  readonly rules?: { readonly html: SafeHtml; readonly language: string }
}

/** The channels that the reader can propose something for, by name, each with its rules in one of her languages. */
export async function readOfferedChannels(
  ctx: MemberCtx,
  languages: readonly string[],
): Promise<readonly OfferedChannel[]> {
  const channels = await ctx.db
    .selectFrom('channels as channel')
    .innerJoin('actors as actor', 'actor.id', 'channel.actorId')
    .select(['channel.id', 'actor.name', 'channel.kind'])
    .where(takesSharesOf(sql`${ctx.actor.memberId}`, 'channel'))
    .orderBy('actor.name')
    .limit(100)
    .execute()
  const offered: OfferedChannel[] = []
  for (const channel of channels) {
    const about = await readAboutChannel(ctx, channel.id, languages)
    offered.push({ ...channel, ...(about.rules ? { rules: about.rules } : {}) })
  }
  return offered
}

interface Said {
  readonly html: SafeHtml
  readonly language: string
}

/** Description and rules of a channel, each in the first of the reader's languages that it is written in. */
export async function readAboutChannel(
  ctx: Pick<Ctx, 'db'>,
  channelId: string,
  languages: readonly string[],
): Promise<{ readonly description?: Said; readonly rules?: Said }> {
  const texts = await readChannelTexts(publishedTables(ctx.db), channelId)
  const said = (part: 'description' | 'rules'): Said | undefined => {
    const text = chooseText(
      texts.filter((one) => one[part] !== ''),
      languages,
    )
    return text && { html: markSafe(renderMarkdown(text[part])), language: text.language }
  }
  const description = said('description')
  const rules = said('rules')
  return { ...(description ? { description } : {}), ...(rules ? { rules } : {}) }
}
