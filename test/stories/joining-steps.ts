import { expect } from 'vitest'
import type { House, Resident } from './house.ts'
import { about, type Person } from './person.ts'

export const rules = ['Lo que se cuenta aquí se queda aquí.', 'Nos hablamos con respeto.']
const prompts = ['¿Cómo supiste de nosotras?', '¿Qué te gustaría encontrar aquí?'] as const

/** Rules, two questions of which the first has to be answered, two moderators to let anybody in. */
export async function furnish({ app: { db, random } }: House): Promise<void> {
  const texts = { locale: 'es', rules: rules.join('\n'), welcome: 'Aquí tejemos juntas.' }
  await db.insertInto('communityTexts').values(texts).execute()
  for (const [position, prompt] of prompts.entries()) {
    const id = random.id()
    await db
      .insertInto('joinQuestions')
      .values({ id, position, required: position === 0 })
      .execute()
    await db.insertInto('joinQuestionTexts').values({ questionId: id, locale: 'es', prompt }).execute()
  }
  await db.updateTable('community').set({ approvalsNeeded: 2, invitePolicy: 'allowed' }).execute()
}

/** She makes a link and gives its path. */
export async function invite(member: Resident): Promise<string> {
  const { t } = member
  await member.goTo('/me')
  await member.follow(t('joining.invites.title'))
  await member.fill(t('joining.invites.uses'), '0')
  await member.pressInVain(t('joining.invites.make'))
  await member.fill(t('joining.invites.uses'), '2')
  await member.press(t('joining.invites.make'))
  const link = await member.code()
  await member.follow(t('joining.invites.new.done'))
  return new URL(link).pathname
}

interface Wish {
  readonly answers: readonly [string, string]
  readonly signInName: string
  readonly displayName: string
  readonly voucher: string
}

/** What she has to write down. */
export interface Joining {
  readonly signInName: string
  readonly passphrase: string
  readonly code: string
}

/** From the rules to the code, with the five words that were made for her. */
export async function walkThroughDoor(person: Person, wish: Wish): Promise<Joining> {
  const { t } = person
  const { signInName, displayName, voucher } = wish
  await person.press(t('joining.start.agree'))
  await answerAll(person, wish.answers)
  await person.pressInVain(t('joining.continue'))
  await person.fill(t('auth.signInName.label'), signInName)
  await person.fill(t('members.displayName.label'), displayName)
  await person.fill(t('joining.voucher.label'), voucher)
  await person.press(t('joining.continue'))
  await person.sees(displayName)
  await person.press(about(t('common.change'), prompts[0]))
  await person.press(t('joining.continue'))
  await person.press(t('joining.continue'))
  const first = await person.code()
  await person.press(t('auth.passphrase.others'))
  const passphrase = await person.code()
  expect(passphrase).not.toBe(first)
  expect(passphrase.split(' ')).toHaveLength(5)
  await person.press(t('joining.send'))
  const code = await person.code()
  await person.follow(t('joining.code.done'))
  return { signInName, passphrase, code }
}

/** One question a page; the first has to be answered. */
export async function answerAll(person: Person, answers: readonly [string, string]): Promise<void> {
  const { t } = person
  await person.fill(prompts[0], '')
  await person.pressInVain(t('joining.continue'))
  for (const [index, prompt] of prompts.entries()) {
    await person.fill(prompt, answers[index] ?? '')
    await person.press(t('joining.continue'))
  }
}
