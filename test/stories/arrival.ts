import { expect } from 'vitest'
import { type DemoCommunity, demoPassphrase } from '../../src/platform/demo/communities.ts'
import { languageNames } from '../../views/components/language-switch.tsx'
import type { Person } from './person.ts'
import type { Place } from './world.ts'

/** From the one-time link to a member who has come in. */
export async function arrive(place: Place): Promise<void> {
  await openCommunity(place)
  const { member, plan } = place
  await joinAs(place, member, memberOf(plan))
}

/** The admin sets the community up; the link works once. */
async function openCommunity({ moderator, plan, setUpPath, guest }: Place): Promise<void> {
  const { t } = moderator
  const admin = adminOf(plan)
  await moderator.goTo(setUpPath)
  await moderator.fill(t('community.setUp.name'), plan.name)
  await moderator.fill(t('community.setUp.rules'), '')
  await moderator.pressInVain(t('community.setUp.submit'))
  await moderator.select(t('community.setUp.defaultLocale'), languageNames[plan.locale])
  const offered = t('community.setUp.offered')
  await moderator.choose(languageNames[plan.locale], offered)
  await moderator.choose(languageNames.en, offered)
  await moderator.fill(t('community.setUp.rules'), plan.rules)
  await moderator.fill(t('community.setUp.questions'), plan.questions.join('\n'))
  await fillNames(moderator, admin)
  await moderator.choose(t('auth.passphrase.own'))
  await moderator.fill(t('auth.passphrase.choose'), demoPassphrase)
  await moderator.press(t('community.setUp.submit'))
  await moderator.goTo('/home')
  await moderator.sees(t('home.title', { name: admin.displayName }))

  const late = await guest()
  const again = await late.page.goto(new URL(setUpPath, moderator.page.url()).href)
  expect(again?.status()).toBe(404)
  await late.sees(t('auth.signIn.title'))
}

/** Rules, questions, names, a look at everything, a passphrase; gives the code that stands in for an e-mail. */
export async function askToJoin(
  person: Person,
  plan: DemoCommunity,
  names: { readonly signInName: string; readonly displayName: string },
): Promise<string> {
  const { t } = person
  await person.goTo('/')
  await person.follow(t('auth.signIn.join'))
  await person.press(t('joining.start.agree'))
  for (const [index, question] of plan.questions.entries()) {
    await person.fill(question, plan.applicant.answers[index] ?? '')
    await person.press(t('joining.continue'))
  }
  await person.pressInVain(t('joining.continue'))
  await fillNames(person, names)
  await person.press(t('joining.continue'))
  await person.sees(names.displayName)
  await person.press(t('joining.continue'))
  await person.choose(t('auth.passphrase.own'))
  await person.fill(t('auth.passphrase.choose'), demoPassphrase)
  await person.press(t('joining.send'))
  const code = await person.code()
  await person.follow(t('joining.code.done'))
  return code
}

async function fillNames(
  person: Person,
  { signInName, displayName }: { readonly signInName: string; readonly displayName: string },
): Promise<void> {
  await person.fill(person.t('auth.signInName.label'), signInName)
  await person.fill(person.t('members.displayName.label'), displayName)
}

/** What became of her application, with nothing but the code. */
export async function lookUp(person: Person, code: string): Promise<void> {
  await person.goTo('/')
  await person.follow(person.t('auth.signIn.status'))
  await person.fill(person.t('joining.code.label'), code)
  await person.press(person.t('joining.status.look'))
}

/** A moderator finds the application on her list and says yes. */
export async function approve(moderator: Person, displayName: string): Promise<void> {
  await openQueued(moderator, displayName)
  await moderator.unfold(moderator.t('joining.decide.approve'))
  await moderator.press(moderator.t('joining.decide.approveYes'))
}

/** Opens what waits under a title, from the strip on the home page. */
export async function openQueued(moderator: Person, title: string | RegExp): Promise<void> {
  await moderator.goTo('/home')
  await moderator.follow(/\(\d+\)$/)
  await moderator.follow(title)
}

async function comeIn(person: Person, code: string): Promise<void> {
  const { t } = person
  await lookUp(person, code)
  await person.press(t('joining.status.enter'))
  await person.press(t('members.welcome.submit'))
  await person.sees(t('help.leave'))
}

export async function signIn(person: Person, { signInName }: { readonly signInName: string }): Promise<void> {
  const { t } = person
  await person.goTo('/')
  await person.fill(t('auth.signInName.label'), signInName)
  await person.fill(t('auth.passphrase.label'), demoPassphrase)
  await person.press(t('auth.signIn.submit'))
}

/** Another woman who was let in; she has settled her name. */
export async function joinAs(
  place: Place,
  person: Person,
  names: { readonly signInName: string; readonly displayName: string },
): Promise<void> {
  const code = await askToJoin(person, place.plan, names)
  await lookUp(person, code)
  await person.sees(person.t('joining.status.waiting'))
  await approve(place.moderator, names.displayName)
  await comeIn(person, code)
}

export const adminOf = ({ people: [admin], key }: DemoCommunity) => {
  if (!admin) throw new RangeError(`${key} has no admin`)
  return admin
}

export const memberOf = ({ people: [, , member], key }: DemoCommunity) => {
  if (!member) throw new RangeError(`${key} has no member`)
  return member
}
