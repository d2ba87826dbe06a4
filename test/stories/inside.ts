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
  await member.press(t('common.save'))
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
  await person.goTo('/home')
  await page.locator(`main a[href="${post}"]`).first().click()
  const name = memberOf(plan).displayName
  await person.follow(about(t('comment.reply'), t('comment.by', { name })))
  await person.pressInVain(t('composer.commentIn', { group: t('groups.first.general') }))
  await person.fill(t('composer.comment'), words.reply)
  await person.press(t('composer.commentIn', { group: t('groups.first.general') }))
  await person.sees(words.reply)
  await person.sees(adminOf(plan).displayName)
}

async function changeComment(member: Person, post: string): Promise<void> {
  const { t, page } = member
  await member.goTo(post)
  const own = page.getByRole('article').filter({ hasText: words.comment }).last()
  await member.unfold(moreOfComment(member), own)
  await member.follow(t('common.edit'))
  await member.fill(t('composer.comment'), words.betterComment)
  await member.press(t('common.save'))
  await member.sees(words.betterComment)
}

async function takeCommentBack(member: Person, post: string): Promise<void> {
  const { t, page } = member
  await member.goTo(post)
  await comment(member, words.slip)
  const slip = page.getByRole('article').filter({ hasText: words.slip }).last()
  await member.unfold(moreOfComment(member), slip)
  await member.follow(t('common.delete'))
  await member.press(t('common.delete'))
  await member.sees(t('comment.deleted'))
  await member.seesNot(words.slip)
}

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
