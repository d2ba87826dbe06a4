import type { Ctx } from '../../context.ts'
import { locales } from '../../i18n/translator.ts'
import type { Chance } from './chance.ts'
import { insertRows } from './insert-rows.ts'
import type { SeededPeople } from './seed-people.ts'
import { type Words, writeText } from './words.ts'

const hourMilliseconds = 3_600_000
const mostApplications = 200
const mostFlags = 100

/** What waits for moderators: women who ask to join, and flagged posts. */
export async function seedQueue(ctx: Ctx, chance: Chance, words: Words, people: SeededPeople): Promise<void> {
  const now = ctx.clock.now().getTime()
  const count = Math.min(mostApplications, people.memberIds.length)
  const applications = Array.from({ length: count }, (_, index) => ({
    id: chance.id(),
    status_code_hash: chance.token(),
    display_name: `${words('en')} ${index + 1}`,
    locale: chance.pick(locales),
    created_at: new Date(now - (count - index) * hourMilliseconds).toISOString(),
  }))
  await insertRows(
    ctx.db,
    'applications',
    { id: 'text', status_code_hash: 'text', display_name: 'text', locale: 'text', created_at: 'timestamptz' },
    applications,
  )
  await insertRows(
    ctx.db,
    'application_answers',
    { application_id: 'text', position: 'smallint', prompt: 'text', answer: 'text' },
    applications.map(({ id, locale }) => ({
      application_id: id,
      position: 0,
      prompt: 'Who told you about us?',
      answer: writeText(chance, words, locale, 2),
    })),
  )
  const posts = await ctx.db
    .selectFrom('posts')
    .select('id')
    .orderBy('createdAt', 'desc')
    .limit(mostFlags)
    .execute()
  await insertRows(
    ctx.db,
    'flags',
    { id: 'text', post_id: 'text', flagger_id: 'text', category: 'text', created_at: 'timestamptz' },
    posts.map(({ id }, index) => ({
      id: chance.id(),
      post_id: id,
      flagger_id: chance.pick(people.memberIds),
      category: chance.pick(['rules', 'spam', 'other'] as const),
      created_at: new Date(now - index * hourMilliseconds).toISOString(),
    })),
  )
}
