import { pinPost } from '../../../src/groups/pin-post.ts'
import { acceptAnswer } from '../../../src/posts/accept-answer.ts'
import { editPost } from '../../../src/posts/edit-post.ts'
import { react } from '../../../src/posts/react.ts'
import { saveDraft } from '../../../src/posts/save-draft.ts'
import { voteInPoll } from '../../../src/posts/vote-in-poll.ts'
import { savePost } from '../../../src/reading/keep-thread.ts'
import { done } from '../../channels/support.ts'
import { pdf } from '../../media/documents.ts'
import { webmVoice } from '../../media/sounds.ts'
import type { TestApp } from '../../support/app.ts'
import type { Groups } from './groups.ts'
import type { Resident, Residents } from './people.ts'
import { answer, correct, weave, write } from './writing.ts'

export interface Threads {
  /** With pictures, reactions, and changed once. */
  readonly pictures: string
  /** More comments than one page holds. */
  readonly long: string
  readonly question: string
  readonly pollOpen: string
  readonly pollSecret: string
  readonly pollClosed: string
  readonly alert: string
  readonly anonymous: string
  readonly onBehalf: string
  readonly files: string
  /** By Marta, in Spanish. */
  readonly spanish: string
  /** A comment by Marta, changed once, and one by somebody else with answers below it. */
  readonly ownComment: string
  readonly deepComment: string
}

const day = 86_400_000
const longWord = 'Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

/** What members wrote: every kind of post, short and very long, in several languages. */
export async function writeThreads(app: TestApp, people: Residents, groups: Groups): Promise<Threads> {
  const { marta, ana, sari, astrid, vera, sol } = people
  const groupId = groups.breakfast
  const hours = (count: number) => app.clock.moveDays(count / 24)
  for (const [at, neighbour] of people.many.slice(0, 26).entries()) {
    hours(3)
    await write(neighbour, { groupId, text: chatter[at % chatter.length] ?? '' })
  }
  const pollClosed = await poll(marta, groupId, 'Where do we meet next time?', { days: 1 })
  await vote(app, pollClosed, [ana, sari, vera, astrid, ...people.many.slice(0, 9)])
  app.clock.moveDays(2)
  const spanish = await write(marta, {
    groupId,
    language: 'es',
    text: 'Mi lista para ir a la consulta: qué me duele, qué tomo y qué **no** quiero que anoten.',
  })
  const long = await write(ana, { groupId, text: 'What do you do when you cannot sleep?' })
  for (let at = 0; at < 64; at += 1) {
    hours(0.1)
    const neighbour = people.many[at % people.many.length] ?? sari
    await answer(neighbour, { postId: long }, `${chatter[at % chatter.length]} (${at + 1})`)
  }
  const question = await write(vera, {
    groupId,
    kind: 'question',
    language: 'ru',
    text: 'Кто знает, где принимают без записи и без расспросов?',
  })
  const first = await answer(sari, { postId: question }, 'Di klinik dekat pasar, hari Rabu pagi.', {
    language: 'id',
  })
  await answer(astrid, { postId: question }, 'Jag följer gärna med dig dit.', { language: 'sv' })
  done(await acceptAnswer(vera.ctx, { postId: question, commentId: first }))
  const onBehalf = await write(sol, {
    groupId,
    text: 'I sew, and I would like to show two of you how. I am at the kitchen on Tuesdays.',
    onBehalf: { note: 'She told me at breakfast and heard it read aloud.', givenOn: dayOf(app) },
  })
  const files = await write(marta, {
    groupId,
    text: 'The list of opening hours, to print, and the same read aloud.',
    document: { bytes: pdf(), name: 'Opening hours, all seven days', isConfirmed: true },
    voice: { bytes: webmVoice({ seconds: 9 }), transcript: 'Monday from nine. Tuesday closed.' },
  })
  const anonymous = await write(ana, {
    groupId,
    isAnonymous: true,
    text: 'I have not told anybody here, but I am moving out this month. I am afraid of the empty rooms.',
  })
  const alert = await write(sol, {
    groupId,
    kind: 'alert',
    lifetime: 7,
    text: 'The kitchen door is locked until Thursday. Use the side entrance.',
  })
  await correct(sol, alert, 'The side entrance opens at ten, not at nine.')
  hours(2)
  await correct(sol, alert, 'The kitchen door opens again. Thank you for your patience.')
  const pollOpen = await poll(sari, groupId, 'Which soup on Saturday?', { days: 7, several: true })
  await vote(app, pollOpen, people.many.slice(0, 7))
  const pollSecret = await poll(sol, groupId, 'Shall we move the evening to Friday?', {
    days: 7,
    secret: true,
  })
  await vote(app, pollSecret, people.many.slice(5, 9))
  const pictures = await write(marta, {
    groupId,
    text: `What we wove last week. The pattern is called ${longWord}, and here is how it begins: https://weaving.example/patterns/a-very-long-address-without-any-break-in-it/index.html`,
    pictures: [
      { bytes: await weave('#5b3a67', '#e2b857'), alt: 'Violet and yellow threads, woven crosswise' },
      { bytes: await weave('#2f6f5e', '#d98c5f', 640, 960), alt: '' },
    ],
  })
  const ownComment = await answer(marta, { postId: pictures }, 'The second one took four evenings.')
  const deepComment = await answer(sari, { postId: pictures }, 'Cantik sekali! Boleh belajar?', {
    language: 'id',
  })
  let parentId = deepComment
  for (const [at, person] of [marta, vera, sari, astrid, ana].entries()) {
    hours(0.2)
    parentId = await answer(person, { postId: pictures }, chatter[at] ?? '', { parentId })
  }
  for (const [at, person] of [ana, sari, vera, astrid].entries()) {
    const kind = ['heart', 'hug', 'thanks', 'heart'][at] ?? 'heart'
    done(await react(person.ctx, { target: { postId: pictures }, kind }))
  }
  done(await pinPost(sol.ctx, { postId: spanish }))
  await change(marta, spanish)
  await keepThings(marta, [pictures, long, question], groups)
  const inGroups = { evenings: groups.evenings, lantern: groups.lantern }
  for (const id of Object.values(inGroups))
    await write(marta, { groupId: id, text: 'Tonight at eight, at mine.' })
  return {
    ...{ pictures, long, question, pollOpen, pollSecret, pollClosed, alert, anonymous, onBehalf, files },
    ...{ spanish, ownComment, deepComment },
  }
}

const dayOf = (app: TestApp): string => new Date(app.clock.now().getTime() - day).toISOString().slice(0, 10)

const poll = (
  writer: Resident,
  groupId: string,
  text: string,
  { days, several = false, secret = false }: { days: number; several?: boolean; secret?: boolean },
): Promise<string> =>
  write(writer, { groupId, kind: 'poll', text, poll: { options: [...answers], several, secret, days } })

const answers = ['Lentils', 'Pumpkin with a little ginger, as Sari makes it', 'Whatever there is']

async function vote(app: TestApp, postId: string, voters: readonly Resident[]): Promise<void> {
  const options = await app.db.selectFrom('pollOptions').select('id').where('postId', '=', postId).execute()
  for (const [at, { ctx }] of voters.entries()) {
    const option = options[(at * at) % options.length]
    if (option) done(await voteInPoll(ctx, { postId, optionIds: [option.id] }))
  }
}

async function change({ ctx }: Resident, postId: string): Promise<void> {
  const text = 'Mi lista para ir a la consulta: qué me duele, qué tomo, qué **no** quiero que anoten.'
  done(await editPost(ctx, { postId, version: 'first', text, language: 'es' }))
}

async function keepThings({ ctx }: Resident, saved: readonly string[], groups: Groups): Promise<void> {
  for (const postId of saved) done(await savePost(ctx, { postId }))
  const [first = ''] = saved
  const places = [`group:${groups.quiet}`, `comment:${first}`]
  for (const place of places) {
    const fields = { text: 'I was going to say that', language: 'en' }
    done(await saveDraft(ctx, { place, submission: ctx.random.id(), fields }))
  }
}

/** Everyday sentences, about nothing in particular. */
const chatter = [
  'I saved you some bread from the kitchen table.',
  'Can two of us go together on Thursday? I would rather not go alone.',
  'Thank you for yesterday, I slept better than in a long time.\n\nAnd the blue chairs are back. Somebody mended them, nobody says who. If it was you: they hold, I jumped on one.',
  'It rained the whole night and the wool stayed dry.',
  'I wrote down what helped me:\n\n- tea\n- a walk\n- somebody who does not ask',
  'Does anybody know where I can find wool on a Sunday?',
  'The bus takes another way because of the market.',
]
