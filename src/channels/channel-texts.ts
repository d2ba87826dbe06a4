import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import { renderMarkdown } from '../markdown.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'

/** What a channel says of itself in one language; Markdown, and either part may be empty. */
export interface ChannelText {
  readonly language: string
  readonly original: boolean
  readonly description: string
  readonly rules: string
}

export const longestDescription = 1_000
export const longestRules = 2_000

/** The texts of a channel, the original language first. */
export const readChannelTexts = (
  db: Kysely<Pick<DB, 'channelTexts'>>,
  channelId: string,
): Promise<readonly ChannelText[]> =>
  db
    .selectFrom('channelTexts')
    .select(['language', 'original', 'description', 'rules'])
    .where('channelId', '=', channelId)
    .orderBy('original', 'desc')
    .orderBy('language')
    .execute()

/** Description and rules as one text: what others show beside the channel, and ask before they follow it. */
export const wholeText = ({ description, rules }: Pick<ChannelText, 'description' | 'rules'>): string =>
  [description, rules].filter((part) => part !== '').join('\n\n')

/** The same as HTML. Moderators' words never lead back here: that is refused when they are written. */
export const wholeHtml = (text: Pick<ChannelText, 'description' | 'rules'>): SafeHtml =>
  markSafe(
    [text.description, text.rules]
      .filter((part) => part !== '')
      .map(renderMarkdown)
      .join(''),
  )
