import type { Ctx } from '../../context.ts'
import { locales } from '../../i18n/translator.ts'
import { nameKey } from '../../members/names.ts'
import type { Chance } from './chance.ts'
import { insertRows } from './insert-rows.ts'
import type { Words } from './words.ts'

const dayMilliseconds = 86_400_000
/** How long the invented community has been there, in days. */
export const ageDays = 730
const moderatorsAtMost = 12

export interface SeededPeople {
  /** In the order of their joining. */
  readonly memberIds: readonly string[]
  readonly moderatorIds: readonly string[]
}

/** Members who joined over two years, some of them moderators. Nobody can sign in as one of them. */
export async function seedPeople(
  ctx: Ctx,
  chance: Chance,
  words: Words,
  count: number,
): Promise<SeededPeople> {
  const now = ctx.clock.now().getTime()
  const members = Array.from({ length: count }, (_, index) => {
    const locale = locales[index % locales.length] ?? 'en'
    const name = `${capitalised(words(locale))} ${capitalised(words(locale))} ${index + 1}`
    const age = ageDays * (1 - index / count) * dayMilliseconds
    return {
      id: chance.id(),
      display_name: name,
      display_name_key: nameKey(name),
      display_name_settled: true,
      locale,
      joined_at: new Date(now - age).toISOString(),
    }
  })
  await insertRows(
    ctx.db,
    'members',
    {
      id: 'text',
      display_name: 'text',
      display_name_key: 'text',
      display_name_settled: 'boolean',
      locale: 'text',
      joined_at: 'timestamptz',
    },
    members,
  )
  const memberIds = members.map(({ id }) => id)
  const moderatorIds = memberIds.slice(0, Math.min(moderatorsAtMost, Math.ceil(count / 100)))
  await insertRows(
    ctx.db,
    'member_roles',
    { member_id: 'text', role: 'text' },
    moderatorIds.map((id) => ({ member_id: id, role: 'moderator' })),
  )
  return { memberIds, moderatorIds }
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
