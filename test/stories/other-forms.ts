import { expect } from 'vitest'
import { languageNames } from '../../views/components/language-switch.tsx'
import { askToJoin, joinAs, lookUp, memberOf, openQueued, signIn } from './arrival.ts'
import type { Person } from './person.ts'
import { followChannel, openAllied, proposeShare, publish } from './sharing.ts'
import type { Walked } from './walk.ts'
import type { Place, World } from './world.ts'

const texts = {
  title: 'Los desayunos: por qué nos juntamos',
  text: 'Nos juntamos a desayunar una vez por semana. Nadie pregunta nada.',
  answerTitle: 'Vi har också frukost',
  answer: 'Hos oss är det fika på onsdagar.',
  reason: 'Escribe otra vez en un mes, cuando haya lugar.',
} as const

/** Everything that the main walk does not press: refusals, second thoughts, codes, settings, moderation. */
export async function pressEverythingElse(world: World, walked: Walked): Promise<void> {
  const { bolivia } = world
  await declineSomebody(bolivia)
  await openGroupAndChannel(bolivia)
  await secondThoughts(bolivia, walked.post)
  await shareOpenly(world, walked.post)
  await removeFollower(world)
  await deletePost(bolivia, walked.post)
  await ownPage(bolivia)
}

/** Not now, with a reason that she reads with her code. */
async function declineSomebody({ guest, moderator, plan }: Place): Promise<void> {
  const person = await guest()
  const code = await askToJoin(person, plan, {
    signInName: 'quien-sabe',
    displayName: plan.applicant.displayName,
  })
  await openQueued(moderator, plan.applicant.displayName)
  await moderator.page.getByText(moderator.t('joining.decide.declineInstead'), { exact: true }).click()
  await moderator.fill(moderator.t('joining.decide.reason'), texts.reason)
  await moderator.press(moderator.t('joining.decide.decline'))
  await lookUp(person, code)
  await person.sees(texts.reason)
}

async function openGroupAndChannel({ moderator, plan }: Place): Promise<void> {
  const { t } = moderator
  const [, group] = plan.groups
  await moderator.openTab(t('shell.tab.groups'))
  await moderator.follow(t('group.new.title'))
  await moderator.pressInVain(t('group.new.submit'))
  await moderator.fill(t('group.new.name'), group?.name ?? '')
  await moderator.choose(t('group.access.members'))
  await moderator.press(t('group.new.submit'))
  await moderator.sees(group?.name ?? '')
  await moderator.openTab(t('shell.tab.write'))
  await moderator.goTo('/channels')
  await moderator.follow(t('channels.new.action'))
  await moderator.pressInVain(t('channels.new.submit'))
  await moderator.fill(t('channels.new.name'), 'Cocina')
  await moderator.fill(t('channels.new.slug'), 'cocina')
  await moderator.choose(t('channels.kind.allied'))
  await moderator.press(t('channels.new.submit'))
  await moderator.sees('@cocina@')
}

/** A draft thrown away, a yes taken back, a new code in place of a lost one. */
async function secondThoughts({ member }: Place, post: string): Promise<void> {
  const { t } = member
  await startShare(member, post)
  await member.press(t('shares.start.go'))
  await member.press(t('shares.discard'))
  await member.sees(t('shares.discarded'))
  await startShare(member, post)
  const { title, text } = texts
  await proposeShare(member, { channel: 'Boletín', reach: 'anyone', title, text })
  await member.follow(t('shares.proposed.toShare'))
  await member.press(t('shares.code.new'))
  expect(await member.code()).toMatch(/\w{4}/)
  await member.follow(t('shares.proposed.toShare'))
  await member.press(t('shares.share.revoke'))
  await member.sees(t('shares.share.revoked'))
}

async function startShare(member: Person, post: string): Promise<void> {
  await member.goTo(post)
  await member.unfold(member.t('post.more'))
  await member.follow(member.t('post.share'))
}

/**
 * In the open channel, on a public page; answers from outside are refused, published and taken out again; in the end
 * somebody without an account takes it back with the code.
 */
async function shareOpenly({ bolivia, sweden }: World, post: string): Promise<void> {
  const { member, moderator } = bolivia
  const { title, text } = texts
  await followChannel(sweden.moderator, `${bolivia.origin}/c/boletin`, 'Boletín')
  await startShare(member, post)
  await proposeShare(member, { channel: 'Boletín', reach: 'anyone', title, text })
  const code = await member.code()
  await publish(moderator, title, text)
  await readOutside(bolivia)
  for (const act of ['refuse', 'accept'] as const) {
    await openAllied(sweden.member, texts.title)
    await sweden.member.follow(sweden.member.t('allies.post.answerOutside'))
    const title = `${texts.answerTitle} (${act})`
    await proposeShare(sweden.member, { reach: 'anyone', title, text: texts.answer })
    await publish(sweden.moderator, title, texts.answer)
    await decideAnswer(moderator, sweden.plan.name, act)
  }
  await moderator.follow(moderator.t('queue.see'))
  await moderator.press(moderator.t('remoteComments.remove'))
  await takeBackWithCode(await bolivia.guest(), code)
}

async function readOutside({ guest }: Place): Promise<void> {
  const passerBy = await guest()
  await passerBy.goTo('/c/boletin')
  await passerBy.follow(texts.title)
  await passerBy.sees(texts.text)
  await passerBy.goTo('/about')
  await passerBy.goTo('/about/data')
}

async function decideAnswer(moderator: Person, name: string, act: 'accept' | 'refuse'): Promise<void> {
  const { t } = moderator
  await moderator.waitFor('/queue', t('queue.kind.comment'))
  await openQueued(moderator, new RegExp(name))
  await moderator.unfold(t(act === 'refuse' ? 'remoteComments.refuse' : 'queue.verb.publish'))
  const words =
    act === 'refuse' ? t('remoteComments.refuseYes') : t('remoteComments.accept', { channel: 'Boletín' })
  await moderator.press(words)
}

async function takeBackWithCode(person: Person, code: string): Promise<void> {
  const { t } = person
  await person.goTo('/withdraw')
  await person.pressInVain(t('withdrawal.submit'))
  await person.fill(t('withdrawal.code'), code)
  await person.press(t('withdrawal.submit'))
  await person.sees(texts.title)
  await person.press(t('shares.withdraw.submit'))
  await person.sees(t('shares.withdrawn.servers'))
}

/** A follower is removed, another one not let in, and a channel of somebody else is left. */
async function removeFollower({ bolivia, sweden, indonesia }: World): Promise<void> {
  const { moderator } = bolivia
  const { t } = moderator
  await moderator.goTo('/channels')
  await moderator.follow(t('channels.followers.see', { channel: 'Aliadas' }))
  await moderator.follow(
    new RegExp(t('followers.list.removeName', { name: sweden.plan.name, host: sweden.host })),
  )
  await moderator.press(t('followers.remove.submit'))
  await followChannel(indonesia.moderator, `@cocina@${bolivia.host}`, 'Cocina')
  await moderator.waitFor('/queue', t('queue.kind.follower'))
  await openQueued(moderator, new RegExp(indonesia.plan.name))
  await moderator.unfold(t('followers.queue.reject'))
  await moderator.press(t('followers.queue.rejectYes'))
  await indonesia.moderator.goTo('/allies/channels')
  await indonesia.moderator.follow(new RegExp(`${indonesia.moderator.t('allies.channels.leave')}.*Aliadas`))
  await indonesia.moderator.press(indonesia.moderator.t('allies.channels.leave'))
}

async function deletePost({ member }: Place, post: string): Promise<void> {
  const { t } = member
  await member.goTo(post)
  await member.unfold(t('post.more'))
  await member.follow(t('common.delete'))
  await member.press(t('common.delete'))
  await member.sees(t('post.deleted'))
}

/** Her own page: pen names, the language, the ways out. */
async function ownPage(place: Place): Promise<void> {
  const { member, plan } = place
  const { t } = member
  await member.goTo('/pen-names')
  await member.pressInVain(t('penNames.create'))
  await member.fill(t('penNames.new'), 'Nube de paso')
  await member.press(t('penNames.create'))
  await member.openTab(t('shell.tab.me'))
  await member.press(languageNames.en)
  expect(await member.page.locator('html').getAttribute('lang')).toBe('en')
  await member.press(languageNames[plan.locale])
  await member.press(t('members.me.signOut'))
  await signIn(member, memberOf(plan))
  await member.openTab(t('shell.tab.me'))
  await member.press(t('members.me.signOutEverywhere'))
  await member.sees(t('auth.signIn.title'))
  const newcomer = await place.guest()
  await joinAs(place, newcomer, { signInName: 'paso-corto', displayName: 'Yareta' })
  await newcomer.openTab(t('shell.tab.groups'))
  await newcomer.follow(t('groups.first.general'))
}
