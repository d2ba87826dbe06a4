import { askToJoin } from '../../../src/groups/ask-to-join.ts'
import { addQuestion } from '../../../src/groups/change-questions.ts'
import { createGroup } from '../../../src/groups/create-group.ts'
import { done } from '../../channels/support.ts'
import type { TestApp } from '../../support/app.ts'
import type { Resident, Residents } from './people.ts'

export interface Groups {
  readonly general: string
  /** Everybody is in it; much is said there. */
  readonly breakfast: string
  /** Whoever wants in asks; Marta looks after it. */
  readonly evenings: string
  /** Only those inside know of it. */
  readonly lantern: string
  /** Nobody has said anything there. */
  readonly quiet: string
}

/** Groups of every access, with rules, questions, women who ask to be let in, and one who was told "not now". */
export async function openGroups(app: TestApp, people: Residents): Promise<Groups> {
  const { random } = app
  const { sol, marta, ana, sari, astrid, vera, iris } = people
  const open = async (name: string, access: string, names: readonly string[], description: string) => {
    const submission = random.id()
    return done(await createGroup(sol.ctx, { submission, name, description, access, names })).groupId
  }
  const inside = [marta, ana, sari, vera].map(({ name }) => name)
  const breakfast = await open('Breakfast', 'members', [], 'Saturdays from nine. Bring a cup.')
  const evenings = await open('Kvällssamtalsgruppen för oss som inte sover', 'approval', inside, '')
  const lantern = await open('Lantern circle', 'hidden', inside, 'We keep this between us.')
  const quiet = await open('Kelompok kerajinan tangan', 'members', [], 'Threads, needles, patience.')
  const rules = '1. What is said here stays here.\n2. Nobody has to explain herself.\n3. Ask before you help.'
  await app.db.updateTable('groups').set({ rules }).where('id', 'in', [breakfast, evenings]).execute()
  await app.db
    .updateTable('groupMembers')
    .set({ role: 'moderator' })
    .where('groupId', 'in', [evenings, lantern])
    .where('memberId', '=', marta.id)
    .execute()
  const prompts = ['What would you like to talk about?', 'Do you know anybody here?']
  for (const [at, prompt] of prompts.entries()) {
    const question = { groupId: evenings, submission: random.id(), prompt, required: at === 0 }
    done(await addQuestion(sol.ctx, question))
  }
  for (const person of [astrid, iris, ...people.many.slice(0, 4)]) await ask(app, evenings, person)
  await app.db
    .updateTable('groupRequests')
    .set({
      state: 'declined',
      reason: 'We are full for now. Ask again in spring.',
      decidedAt: app.clock.now(),
    })
    .where('memberId', '=', iris.id)
    .execute()
  return { general: app.groups.general, breakfast, evenings, lantern, quiet }
}

async function ask(app: TestApp, groupId: string, { ctx }: Resident): Promise<void> {
  const questions = await app.db
    .selectFrom('groupQuestions')
    .select('id')
    .where('groupId', '=', groupId)
    .execute()
  const answers = Object.fromEntries(questions.map(({ id }) => [id, 'About nights, and about my sister.']))
  done(await askToJoin(ctx, { groupId, submission: app.random.id(), answers }))
}
