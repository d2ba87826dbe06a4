import { expect } from 'vitest'
import { eventually } from '../../src/platform/demo/gestures.ts'
import { openQueued } from './arrival.ts'
import { lifeInGroup } from './inside.ts'
import { answerQuestions, followChannel, giveBack, openAllied, proposeShare, publish } from './sharing.ts'
import type { Place, World } from './world.ts'

const texts = {
  title: 'Una lista para ir a la consulta',
  text: 'Qué me duele y desde cuándo. Qué remedios tomo. Y siempre: ir acompañada.',
  newer: 'Qué me duele y desde cuándo. Qué remedios tomo. Ir acompañada, y pedir copia.',
  penName: 'Hilo de agua',
  word: '¿Le quitamos el nombre del lugar?',
  local: 'Den här listan vill jag ha på kylskåpet.',
  answerTitle: 'Tack för listan',
  answer: 'Tack! Be dem läsa upp vad de har skrivit innan du går.',
} as const

/** What the walk leaves behind for those who go on. */
export interface Walked {
  /** The post in the closed group. */
  readonly post: string
  readonly share: string
}

/**
 * From a post in a closed group to two other communities and back: everybody has come in already. Throws where a
 * page does not say what it should.
 */
export async function walk({ bolivia, sweden, indonesia }: World): Promise<Walked> {
  const followers = [sweden, indonesia]
  const post = await lifeInGroup(bolivia)
  await Promise.all(
    followers.map(({ moderator }) => followChannel(moderator, `@aliadas@${bolivia.host}`, 'Aliadas')),
  )
  for (const place of followers) await letIn(bolivia, place)
  const share = await shareOut(bolivia, post)
  await sweden.member.goTo('/home')
  await sweden.member.follow(sweden.member.t('home.allies.posts'))
  await Promise.all(followers.map(({ member }) => openAllied(member, texts.title)))
  await answerFrom(sweden, bolivia)
  await readInThird(indonesia)
  await changeOutside(bolivia, share, followers)
  await takeBack(bolivia, share, followers)
  return { post, share }
}

/** The moderators see who asks, are warned of a first follower, and let it in. */
async function letIn({ moderator }: Place, { host, plan }: Place): Promise<void> {
  const { t } = moderator
  const title = t('followers.queue.title', { name: plan.name, channel: 'Aliadas' })
  await moderator.waitFor('/queue', plan.name)
  await openQueued(moderator, new RegExp(plan.name))
  await moderator.sees(title)
  await moderator.sees(t('followers.queue.first', { host }))
  await moderator.unfold(t('queue.verb.letIn'))
  await moderator.press(t('followers.queue.accept'))
}

/** Her post goes out after her consent and a review, which sends it back once. */
async function shareOut({ member, moderator }: Place, post: string): Promise<string> {
  const { t } = member
  const { title, text, penName } = texts
  await member.goTo(post)
  await member.unfold(t('post.more'))
  await member.follow(t('post.share'))
  await proposeShare(member, { channel: 'Aliadas', reach: 2, title, text, penName })
  expect(await member.code()).toMatch(/\w{4}/)
  await member.follow(t('shares.proposed.toShare'))
  const share = new URL(member.page.url()).pathname
  await giveBack(moderator, title, texts.word)
  await member.goTo('/shares')
  await member.follow(title)
  await member.sees(texts.word)
  await member.follow(t('shares.share.continue'))
  await answerQuestions(member, { title, text, reach: 2, isSettled: true })
  await publish(moderator, title, text)
  await member.goTo(share)
  await member.sees(t('shares.state.published'))
  return share
}

/** A comment that stays, and an answer that goes back to the channel after its own review at home. */
async function answerFrom({ member, moderator, plan }: Place, owner: Place): Promise<void> {
  const { t } = member
  await member.fill(t('composer.comment'), texts.local)
  await member.pressHere(t('composer.commentIn', { group: plan.name }))
  await member.sees(texts.local)
  await member.follow(t('allies.post.answerOutside'))
  await proposeShare(member, { title: texts.answerTitle, text: texts.answer })
  await publish(moderator, texts.answerTitle, texts.answer)
  await owner.moderator.waitFor('/queue', owner.moderator.t('queue.kind.comment'))
  await openQueued(owner.moderator, new RegExp(plan.name))
  await owner.moderator.sees(texts.answer)
  await owner.moderator.unfold(owner.moderator.t('queue.verb.publish'))
  await owner.moderator.press(owner.moderator.t('remoteComments.accept', { channel: 'Aliadas' }))
}

/** The third community sees the answer, and nothing of what stayed in the second. */
async function readInThird({ member }: Place): Promise<void> {
  await openAllied(member, texts.title)
  await member.waitFor(new URL(member.page.url()).pathname, texts.answer)
  await member.seesNot(texts.local)
}

async function changeOutside(owner: Place, share: string, followers: readonly Place[]): Promise<void> {
  const { member, moderator } = owner
  await member.goTo(share)
  await member.press(member.t('shares.share.change'))
  await answerQuestions(member, { title: texts.title, text: texts.newer, reach: 2, isSettled: true })
  await publish(moderator, texts.title, texts.newer)
  for (const { member: reader } of followers) {
    await openAllied(reader, texts.title)
    await reader.waitFor(new URL(reader.page.url()).pathname, texts.newer)
  }
}

/** She takes it back: a receipt per server, and nothing left at the allies. */
async function takeBack(owner: Place, share: string, followers: readonly Place[]): Promise<void> {
  const { member } = owner
  const { t } = member
  await member.goTo(share)
  await member.follow(t('shares.share.takeBack'))
  await member.press(t('shares.withdraw.submit'))
  await eventually('a receipt of every server', async () => {
    await member.goTo(share)
    const rows = await member.page
      .getByRole('listitem')
      .filter({ hasText: t('receipt.confirmed') })
      .allTextContents()
    return followers.every(({ host }) => rows.some((row) => row.includes(host))) ? true : undefined
  })
  for (const { member: reader } of followers) {
    await reader.goTo('/allies')
    await reader.seesNot(texts.title)
  }
}
