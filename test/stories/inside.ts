import type { Locator } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { adminOf, memberOf } from './arrival.ts'
import { about, type Person } from './person.ts'
import type { Place } from './world.ts'

const words = {
  first: 'Mi lista para ir a la consulta: qué me duele y qué tomo.',
  post: 'Mi lista para ir a la consulta: qué me duele, qué tomo, qué **no** quiero que anoten.',
  picture: 'Una hoja con tres renglones escritos a mano',
  comment: 'Ir acompañada ayuda.',
  betterComment: 'Ir acompañada ayuda mucho.',
  reply: 'Me copio la idea.',
  slip: 'Esto lo borro enseguida.',
} as const

/** What is said in a closed group and stays there; leaves the member on her post and gives its path. */
export async function lifeInGroup(place: Place): Promise<string> {
  const { member } = place
  const post = await writePost(member)
  await changePost(member)
  await comment(member, words.comment)
  await answer(place, post)
  await changeComment(member, post)
  await takeCommentBack(member, post)
  return post
}

async function writePost(member: Person): Promise<string> {
  const { t, page } = member
  const group = t('groups.first.general')
  await member.openTab(t('shell.tab.write'))
  await member.pressInVain(t('composer.postIn', { group }))
  await member.fill(t('composer.text'), words.first)
  await page.getByText(t('composer.pictures.add')).click()
  const buffer = await drawPicture()
  await page
    .getByLabel(t('composer.pictures', { count: 4 }))
    .setInputFiles({ name: 'IMG_2207.png', mimeType: 'image/png', buffer })
  await member.fill(t('composer.pictures.description'), words.picture)
  await member.press(t('composer.postIn', { group }))
  await member.sees('qué me duele y qué tomo')
  await expectPicture(member, words.picture)
  return new URL(page.url()).pathname
}

async function expectPicture({ page }: Person, description: string): Promise<void> {
  const picture = page.getByRole('img', { name: description })
  await picture.scrollIntoViewIfNeeded()
  await expect
    .poll(() => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBeGreaterThan(0)
}

async function changePost(member: Person): Promise<void> {
  const { t, page } = member
  await member.unfold(t('post.more'))
  await member.follow(t('common.edit'))
  expect(await page.getByLabel(t('composer.text')).inputValue()).toBe(words.first)
  await member.fill(t('composer.text'), words.post)
  await member.press(t('composer.saveIn', { group: t('groups.first.general') }))
  await member.sees(t('post.card.edited'))
  expect(await page.locator('strong', { hasText: /^no$/ }).count()).toBe(1)
}

async function comment(member: Person, text: string): Promise<void> {
  const { t } = member
  await member.fill(t('composer.comment'), text)
  await member.pressHere(t('composer.commentIn', { group: t('groups.first.general') }))
  await member.sees(text)
}

/** Somebody else finds the thread from her home page and answers the comment. */
async function answer({ moderator: person, plan }: Place, post: string): Promise<void> {
  const { t, page } = person
  const group = t('groups.first.general')
  await person.goTo('/home')
  await person.unfold(new RegExp(`^${t('home.since')}`))
  await person.click(page.locator(`main a[href="${post}"]`).first())
  const name = memberOf(plan).displayName
  const reply = page.getByRole('link', { name: about(t('comment.reply'), t('comment.by', { name })) })
  const form = await openForm(person, reply)
  const label = t('composer.answer', { name })
  await person.pressInVain(t('composer.answerIn', { group }), form)
  await fillIn(person, form, words.reply, label)
  await person.pressHere(t('composer.answerIn', { group }), form)
  await person.sees(words.reply)
  await person.sees(adminOf(plan).displayName)
}

async function changeComment(member: Person, post: string): Promise<void> {
  const { t, page } = member
  await member.goTo(post)
  const own = page.getByRole('article').filter({ hasText: words.comment }).last()
  await member.unfold(moreOfComment(member), own)
  const form = await openForm(member, own.getByRole('link', { name: t('common.edit'), exact: true }))
  await fillIn(member, form, words.betterComment)
  await member.pressHere(t('composer.saveIn', { group: t('groups.first.general') }), form)
  await member.sees(words.betterComment)
}

async function takeCommentBack(member: Person, post: string): Promise<void> {
  const { t, page } = member
  await member.goTo(post)
  await comment(member, words.slip)
  const slip = page.getByRole('article').filter({ hasText: words.slip }).last()
  await member.unfold(moreOfComment(member), slip)
  const form = await openForm(member, slip.getByRole('link', { name: t('common.delete'), exact: true }))
  await member.pressHere(t('common.delete'), form)
  await member.sees(t('comment.deleted'))
  await member.seesNot(words.slip)
}

/** Its form has the same address, and stands on a page of its own or among the comments. */
async function openForm(person: Person, link: Locator): Promise<string> {
  const form = (await link.getAttribute('href')) ?? ''
  await person.followHere(link)
  await person.page.locator(`form[action="${form}"]`).waitFor()
  return form
}

const fillIn = ({ t, page }: Person, form: string, text: string, label = t('composer.comment')) =>
  page.locator(`form[action="${form}"]`).getByLabel(label, { exact: true }).fill(text)

/** "More (comment by …)". */
const moreOfComment = ({ t }: Person): RegExp => {
  const [by = ''] = t('comment.by', { name: '\n' }).split('\n')
  return new RegExp(`^${t('comment.more')}\\s*\\${by}`)
}

const drawPicture = (): Promise<Buffer> =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="#f3e3c3"/><path d="M60 110h420M60 210h500M60 310h360" stroke="#5b3a67" stroke-width="16" stroke-linecap="round"/></svg>',
    ),
  )
    .png()
    .toBuffer()
