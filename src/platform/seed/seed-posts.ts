import type { Ctx } from '../../context.ts'
import { type Locale, locales } from '../../i18n/translator.ts'
import type { Chance } from './chance.ts'
import { insertRows } from './insert-rows.ts'
import type { SeededGroup } from './seed-groups.ts'
import { ageDays } from './seed-people.ts'
import { type Words, writeText } from './words.ts'

const dayMilliseconds = 86_400_000
const postsAtOnce = 4_000
const sentencesInPost = 5
const sentencesInComment = 2
const reactions = ['heart', 'hug', 'thanks', 'strength', 'with-you'] as const

/** Posts over two years, with comments and reactions; half of them get none. `tell` hears how many are written. */
export async function seedPosts(
  ctx: Ctx,
  chance: Chance,
  words: Words,
  plan: {
    readonly groups: readonly SeededGroup[]
    readonly count: number
    readonly tell: (done: number) => void
  },
): Promise<void> {
  const now = ctx.clock.now().getTime()
  for (let start = 0; start < plan.count; start += postsAtOnce) {
    const batch = Array.from({ length: Math.min(postsAtOnce, plan.count - start) }, (_, index) => {
      const age = ageDays * (1 - (start + index) / plan.count) * dayMilliseconds
      return draw(chance, words, plan.groups, now - age, now)
    })
    await write(ctx, batch)
    plan.tell(start + batch.length)
  }
}

type Drawn = ReturnType<typeof draw>

function draw(chance: Chance, words: Words, groups: readonly SeededGroup[], at: number, now: number) {
  const group = groups[chance.skewed(groups.length)] ?? chance.pick(groups)
  const language: Locale = chance.pick(locales)
  const author = () => group.memberIds[chance.skewed(group.memberIds.length)] ?? chance.pick(group.memberIds)
  const id = chance.id()
  const kind = chance.below(10) === 0 ? 'question' : 'discussion'
  const comments = Array.from({ length: chance.below(2) === 0 ? 0 : chance.below(9) }, () => ({
    id: chance.id(),
    post_id: id,
    author: author(),
    body: writeText(chance, words, language, sentencesInComment),
    language,
    created_at: new Date(Math.min(now, at + chance.fraction() * 3 * dayMilliseconds)).toISOString(),
  }))
  return {
    post: {
      id,
      group_id: group.id,
      kind,
      body: writeText(chance, words, language, sentencesInPost),
      language,
      created_at: new Date(at).toISOString(),
    },
    author: { post_id: id, member_id: author() },
    comments,
    reactions: Array.from({ length: chance.below(4) }, () => ({
      post_id: id,
      member_id: author(),
      kind: chance.pick(reactions),
    })),
  }
}

async function write({ db }: Ctx, batch: readonly Drawn[]): Promise<void> {
  const text = { id: 'text', body: 'text', language: 'text', created_at: 'timestamptz' }
  const comments = batch.flatMap((drawn) => drawn.comments)
  await insertRows(
    db,
    'posts',
    { ...text, group_id: 'text', kind: 'text' },
    batch.map(({ post }) => post),
  )
  await insertRows(
    db,
    'post_authors',
    { post_id: 'text', member_id: 'text' },
    batch.map(({ author }) => author),
  )
  await insertRows(db, 'comments', { ...text, post_id: 'text' }, comments)
  await insertRows(
    db,
    'comment_authors',
    { comment_id: 'text', member_id: 'text' },
    comments.map(({ id, author }) => ({ comment_id: id, member_id: author })),
  )
  await insertRows(
    db,
    'post_reactions',
    { post_id: 'text', member_id: 'text', kind: 'text' },
    batch.flatMap((drawn) => drawn.reactions),
  )
}
