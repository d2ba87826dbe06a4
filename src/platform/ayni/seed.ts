import { sql } from 'kysely'
import { suggestPassphrase } from '../../auth/passphrase-words.ts'
import { firstGroups } from '../../community/first-groups.ts'
import { prepareCommunity } from '../../community/prepare-community.ts'
import { setUpCommunity } from '../../community/set-up-community.ts'
import type { Ctx } from '../../context.ts'
import { daysFrom } from '../../days.ts'
import { createTranslator } from '../../i18n/translator.ts'
import { createChance } from '../seed/chance.ts'
import { seedGroups } from '../seed/seed-groups.ts'
import { ageDays, seedPeople } from '../seed/seed-people.ts'
import { seedPosts } from '../seed/seed-posts.ts'
import { seedQueue } from '../seed/seed-queue.ts'
import { createWords } from '../seed/words.ts'
import { type Command, CommandError, readNumber } from './command.ts'
import { expectDone } from './refusals.ts'

const admin = { signInName: 'seed', displayName: 'Keeper' }

export const seedCommand: Command = {
  name: 'seed community',
  summary: 'Fills an empty community with invented people and posts, to see how it holds.',
  options: {
    members: { value: 'COUNT', text: 'How many women, 2 to 100000.', default: '5000' },
    posts: {
      value: 'COUNT',
      text: 'How many posts, 0 to 999999; each has about two comments.',
      default: '100000',
    },
    seed: { value: 'NUMBER', text: 'The same number makes the same community.', default: '1' },
  },
  async run({ ctx, print }, values) {
    const members = readNumber(values, 'members', 2, 100_000)
    const posts = readNumber(values, 'posts', 0, 999_999)
    const chance = createChance(readNumber(values, 'seed', 0, 999_999))
    const passphrase = await openCommunity(ctx)
    const words = createWords(chance)
    const people = await seedPeople(ctx, chance, words, members)
    print(`${members} members`)
    const groups = await seedGroups(ctx, chance, people)
    const tell = (done: number) => print(`${done} of ${posts} posts`)
    await seedPosts(ctx, chance, words, { groups, count: posts, tell })
    await seedQueue(ctx, chance, words, people)
    await sql`analyze`.execute(ctx.db)
    print(`Sign in as ${admin.signInName} with: ${passphrase}`)
  },
}

/** Sets up an empty community, and refuses one that people live in. Gives the admin's passphrase. */
async function openCommunity(ctx: Ctx): Promise<string> {
  const { setUpToken } = expectDone(await prepareCommunity(ctx))
  if (setUpToken === undefined) {
    throw new CommandError('This community is in use. Set DATA_DIR or DATABASE_URL to an empty one.')
  }
  const passphrase = suggestPassphrase(ctx.random, 'en')
  expectDone(
    await setUpCommunity(
      { ...ctx, actor: { kind: 'guest' } },
      {
        ...admin,
        token: setUpToken,
        passphrase,
        communityName: 'Tryout',
        defaultLocale: 'en',
        offered: ['es', 'sv', 'id', 'ru'],
        welcome: '',
        rules: 'Be kind.',
        questions: 'Who told you about us?',
        questionsRequired: false,
      },
      firstGroups(createTranslator),
    ),
  )
  // As if she had been there from the beginning: a newcomer would see none of the older threads (P7).
  await ctx.db
    .updateTable('members')
    .set({ joinedAt: daysFrom(ctx.clock.now(), -ageDays) })
    .execute()
  return passphrase
}
