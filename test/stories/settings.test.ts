import { afterAll, beforeAll, expect, it } from 'vitest'
import { languageNames } from '../../views/components/language-switch.tsx'
import { writerOf } from '../posts/writer.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'
import { about } from './person.ts'

const words = {
  rules: 'Det som sägs här stannar här.',
  welcome: 'Här väver vi tillsammans.',
  questions: ['Dari siapa kamu tahu tempat ini?', 'Apa yang kamu cari di sini?'],
  post: 'Kamis ada sarapan bersama. Bawa cangkir sendiri.',
  other: 'Ini tidak perlu di kertas.',
  alert: 'Hati-hati di jalan pasar malam ini.',
  heading: 'Pekan ini',
  closing: 'Sampai Kamis.',
} as const

describeStory('what holds for the whole community', (open) => {
  let house: House
  let ratna: Resident
  beforeAll(async () => {
    house = await createHouse('settings', open, { locale: 'id' })
  })
  afterAll(() => house?.close())

  it('is called and written in the languages that an admin chooses', async () => {
    ratna = await house.member('Ratna', ['admin', 'moderator'])
    const { t } = ratna
    await openSettings('settings.community.title')
    await ratna.fill(t('community.setUp.name'), '')
    await ratna.pressInVain(t('settings.save'))
    await ratna.fill(t('community.setUp.name'), 'Penenun')
    await ratna.choose(languageNames.sv, t('community.setUp.offered'))
    await ratna.press(t('settings.save'))
    await ratna.sees(t('settings.done'))
    await ratna.follow(t('settings.texts.title', { language: languageNames.sv }))
    await ratna.fill(t('community.setUp.welcome'), words.welcome)
    await ratna.pressInVain(t('settings.save'))
    await ratna.fill(t('community.setUp.rules'), words.rules)
    await ratna.press(t('settings.save'))
    await ratna.sees(t('settings.done'))

    const moderator = await house.member('Dewi', ['moderator'])
    await moderator.goTo('/settings')
    await moderator.seesNot(t('settings.community.title'))
    const hers = new URL('/settings/community', moderator.page.url()).href
    expect((await moderator.page.goto(hers))?.status()).toBe(404)
  })

  it('asks what has to be known of those who want to join', async () => {
    ratna = await house.member('Ratna', ['admin', 'moderator'])
    const { t, page } = ratna
    const prompt = (index: number, locale: string) => page.locator(`[name="prompt-${index}-${locale}"]`)
    await openSettings('settings.questions.title')
    await ratna.unfold(t('settings.questions.others'))
    await prompt(0, 'en').fill('Who told you?')
    await ratna.pressInVain(t('settings.save'))
    expect(await prompt(0, 'en').inputValue()).toBe('Who told you?')
    await prompt(0, 'id').fill(words.questions[0])
    await ratna.choose(t('settings.questions.required'))
    await ratna.press(t('settings.questions.another'))
    await prompt(1, 'id').fill(words.questions[1])
    await ratna.press(t('settings.save'))
    await openSettings('settings.questions.title')
    expect(await prompt(0, 'id').inputValue()).toBe(words.questions[0])
    await page.locator('label[for="field-remove-1"]').click()
    await ratna.press(t('settings.save'))
    await openSettings('settings.questions.title')
    expect(await prompt(1, 'id').inputValue()).toBe('')
  })

  it('says who may do what, how long things stay and when it is quiet', { timeout: 90_000 }, async () => {
    ratna = await house.member('Ratna', ['admin', 'moderator'])
    const { t, page } = ratna
    await openSettings('settings.people.title')
    await ratna.choose(t('settings.approvals.two'))
    await ratna.choose(t('settings.policy.members'), t('settings.invites'))
    await ratna.choose(t('settings.policy.allowed'), t('settings.alerts'))
    await ratna.untick(t('settings.doorOpen'))
    await ratna.press(t('settings.save'))
    await ratna.sees(t('settings.door.closed'))

    const second = await house.member('Wayan', ['admin'])
    await second.goTo('/settings/retention')
    await openSettings('settings.retention.title')
    for (const many of ['400', '1234567']) {
      await ratna.fill(t('settings.newcomerDays'), many)
      await ratna.pressInVain(t('settings.save'))
      expect(await page.getByLabel(t('settings.newcomerDays')).inputValue()).toBe(many)
    }
    await ratna.fill(t('settings.newcomerDays'), '7')
    await ratna.fill(t('settings.postDays'), '90')
    await ratna.press(t('settings.save'))
    second.story.allow(/status of 409/)
    await second.fill(t('settings.messageDays'), '30')
    await second.pressHere(t('settings.save'))
    await second.sees(t('settings.errors.changedMeanwhile'))
    expect(await second.page.getByLabel(t('settings.messageDays')).inputValue()).toBe('30')
    await second.press(t('settings.save'))

    await openSettings('settings.quiet.title')
    await ratna.fill(t('settings.quietFrom'), '22')
    await ratna.fill(t('settings.timeZone'), 'Bulan')
    await ratna.pressInVain(t('settings.save'))
    await ratna.fill(t('settings.quietUntil'), '7')
    await ratna.fill(t('settings.timeZone'), 'Asia/Jakarta')
    await ratna.press(t('settings.save'))
    await ratna.sees(t('settings.done'))
    await ratna.follow(t('settings.roles.title'))
    await ratna.sees(t('roles.title'))
  })

  it('keeps words ready, and watches for others', async () => {
    ratna = await house.member('Ratna', ['admin', 'moderator'])
    const { t } = ratna
    await openSettings('settings.words.title')
    await ratna.pressInVain(t('words.add'))
    await ratna.fill(t('words.word'), 'razia*')
    await ratna.press(t('words.add'))
    await ratna.sees('razia*')
    await ratna.press(about(t('words.remove'), t('words.removeNamed', { word: 'razia*' })))
    await ratna.sees(t('words.removed'))
    await openSettings('settings.replies.title')
    await ratna.fill(t('joining.replies.name'), 'Penuh')
    await ratna.fill(t('joining.replies.body'), 'Sekarang belum ada tempat.')
    await ratna.press(t('joining.replies.add'))
    await ratna.sees('Penuh')
  })

  it('goes on neutral paper for women without a phone', async () => {
    ratna = await house.member('Ratna', ['admin', 'moderator'])
    const { t, page } = ratna
    const writer = writerOf(house.app)
    await writer.write(ratna.ctx, { text: words.post, language: 'id' })
    const left = await writer.write(ratna.ctx, { text: words.other, language: 'id' })
    await writer.write(ratna.ctx, { text: words.alert, language: 'id', kind: 'alert', lifetime: 1 })
    await openSettings('digest.title')
    await ratna.select(t('search.group'), 'General')
    await ratna.select(t('search.period'), t('digest.days', { count: 7 }))
    await ratna.press(t('digest.show'))
    await page.locator(`label[for="post-${left}"]`).click()
    await ratna.fill(t('digest.heading'), words.heading)
    await ratna.fill(t('digest.closing'), words.closing)
    await ratna.press(t('digest.make'))
    await page.emulateMedia({ media: 'print' })
    const printed = (await page.locator('body').innerText()).split(/\n+/).filter((line) => line.trim() !== '')
    const today = expect.stringMatching(/^\d{1,2} \w+ \d{4}$/)
    const until = expect.stringContaining(t('search.kind.alert'))
    expect(printed).toEqual([words.heading, until, words.alert, words.post, words.closing, today])
    expect(await page.locator('.weave').isVisible()).toBe(false)
  })

  it('presses every form that it names', () => expectPressed('settings', house.sent))

  /** A line of the list of everything that can be set. */
  async function openSettings(
    line:
      | `settings.${'community' | 'questions' | 'people' | 'retention' | 'quiet' | 'words' | 'replies'}.title`
      | 'digest.title',
  ): Promise<void> {
    await ratna.goTo('/me')
    await ratna.follow(ratna.t('settings.title'))
    await ratna.follow(ratna.t(line))
  }
})
