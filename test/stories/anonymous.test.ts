import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { openQueued } from './arrival.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'

const words = {
  post: 'Me cobran por no denunciarme. Es la misma patrulla de siempre.',
  after: 'Otra vez sin mi nombre',
  reason: 'Se reconoce de quién hablas. Espera una semana.',
  appeal: 'No se reconoce a nadie: hay muchas patrullas.',
  answer: 'Tienes razón, lo leímos otra vez.',
  danger: 'Alguien puede morir esta noche.',
} as const
/** A name that stands in no sentence of the pages. */
const author = 'Quinuita'

describeStory('P8 an anonymous post', (open) => {
  let house: House
  let her: Resident
  let luz: Resident
  let killa: Resident
  let wara: Resident
  let post: string

  it('P8 is limited, appealed and unmasked without anybody reading who wrote it, until two agree', {
    timeout: 170_000,
  }, async () => {
    house = await createHouse('anonymous', open, { locale: 'es' })
    try {
      her = await house.member(author)
      luz = await house.member('Luz')
      killa = await house.member('Killa', ['moderator'])
      wara = await house.member('Wara', ['moderator'])
      const pages = [luz, killa, wara].map(keepPages)
      await writeWithoutName()
      await flagIt()
      await limitHer()
      await appealInside()
      await liftIt()
      await askInVain()
      for (const kept of pages) {
        const texts = await Promise.all(kept)
        expect(texts.length).toBeGreaterThan(3)
        expect(texts.filter((text) => text.includes(author) || text.includes(her.memberId))).toEqual([])
      }
      await learnTogether()
      expectPressed('anonymous', house.sent)
    } finally {
      await house.close()
    }
  })

  /** Every page and every piece of one that her browser is given from now on, as it came over the wire. */
  function keepPages({ page }: Resident): Promise<string>[] {
    const kept: Promise<string>[] = []
    page.on('response', (response) => {
      const isPage = response.headers()['content-type']?.startsWith('text/html') ?? false
      if (isPage && response.status() !== 303) kept.push(response.text())
    })
    return kept
  }

  async function writeHere(text: string): Promise<void> {
    const { t } = her
    await her.goTo(`/groups/${house.app.groups.general}/write`)
    await her.fill(t('composer.text'), text)
    await her.unfold(t('composer.more'))
    await her.choose(t('composer.anonymous'))
  }

  async function writeWithoutName(): Promise<void> {
    const { t } = her
    await writeHere(words.post)
    await her.press(t('composer.postIn', { group: 'General' }))
    await her.sees(t('post.author.anonymous'))
    await her.sees(t('comment.anonymous.hers'))
    post = new URL(her.page.url()).pathname
    await her.fill(t('composer.comment'), 'Y sigue pasando.')
    await her.press(t('composer.commentIn', { group: 'General' }))
    expect(await her.page.getByRole('main').textContent()).not.toContain(author)
  }

  async function flagIt(): Promise<void> {
    const { t } = luz
    await luz.goTo(post)
    await luz.sees(t('comment.anonymous.others'))
    await luz.unfold(t('post.more'))
    await luz.follow(t('post.report'))
    await luz.choose(t('flag.category.danger'))
    await luz.press(t('flag.send'))
  }

  /** From the queue; whoever wrote it loses anonymous posting for a week, and keeps everything else. */
  async function limitHer(): Promise<void> {
    const { t } = killa
    await openQueued(killa, /^Me cobran/)
    await killa.sees(t('review.author.anonymous'))
    await killa.unfold(t('review.more'))
    await killa.follow(t('review.anonymousTools'))
    await killa.pressInVain(t('standing.anonymous.do'))
    await killa.choose(t('standing.days', { count: 7 }))
    await killa.fill(t('standing.sanction.reasonLabel'), words.reason)
    await killa.press(t('standing.anonymous.do'))
    await killa.sees(t('standing.anonymous.done'))
    await killa.goTo(post)
    await killa.sees(t('standing.anonymous.tellsModerators'))
    await luz.goTo(post)
    await luz.seesNot(words.reason)
  }

  /** She reads it inside the post alone, cannot write another one, and asks them to look again. */
  async function appealInside(): Promise<void> {
    const { t, page } = her
    await writeHere(words.after)
    her.story.allow(/status of 403/)
    await her.click(page.getByRole('button', { name: t('composer.postIn', { group: 'General' }) }), 403)
    expect(await page.getByLabel(t('composer.text')).inputValue()).toBe(words.after)
    await her.goTo('/standing')
    await her.sees(t('standing.own.nothing'))
    await her.goTo(post)
    await her.sees(t('standing.anonymous.tellsAuthor'))
    await her.sees(words.reason)
    await her.follow(t('standing.appeal.title'))
    await her.sees(t('standing.anonymous.appealWarning'))
    await her.pressInVain(t('standing.appeal.send'))
    await her.fill(t('standing.appeal.label'), words.appeal)
    await her.press(t('standing.appeal.send'))
    await her.sees(t('standing.done.appealed'))
    await her.sees(t('standing.sanction.appealWaits'))
  }

  async function liftIt(): Promise<void> {
    const { t } = wara
    await openQueued(wara, /^No se reconoce/)
    await wara.sees(words.reason)
    await wara.pressInVain(t('standing.decide.lift'))
    await wara.fill(t('standing.decide.answer'), words.answer)
    await wara.press(t('standing.decide.lift'))
    await wara.sees(t('queue.done.appealDecided'))
    await her.goTo(post)
    await her.sees(words.answer)
    await writeHere(words.after)
    await her.press(her.t('composer.postIn', { group: 'General' }))
    await her.sees(words.after)
  }

  /** One asks, the other refuses: nobody learns anything. */
  async function askInVain(): Promise<void> {
    await ask()
    await killa.sees(killa.t('standing.unmask.waits'))
    const { t } = wara
    await openQueued(wara, words.danger)
    await wara.press(t('standing.unmask.refuse'))
    await wara.sees(t('queue.done.unmaskingRefused'))
    await killa.goTo(`${post.replace('posts', 'anonymous')}/unmask`)
    await killa.sees(killa.t('standing.unmask.refused'))
  }

  async function ask(): Promise<void> {
    const { t } = killa
    house.app.clock.moveDays(1 / 1_440)
    await killa.goTo(post)
    await killa.unfold(t('post.more'))
    await killa.follow(t('post.aboutAnonymous'))
    await killa.follow(t('standing.unmask.title'))
    await killa.pressInVain(t('standing.unmask.ask'))
    await killa.fill(t('standing.unmask.reason'), words.danger)
    await killa.press(t('standing.unmask.ask'))
  }

  /** Two agree: both read her name, and she is told in her notices, where she stands, and in the post. */
  async function learnTogether(): Promise<void> {
    await ask()
    await openQueued(wara, words.danger)
    await wara.unfold(wara.t('queue.verb.yes'))
    await wara.press(wara.t('standing.unmask.agree'))
    await wara.sees(author)
    await killa.page.reload()
    await killa.sees(author)
    await luz.goTo(post)
    expect(await luz.page.content()).not.toContain(author)
    const { t } = her
    await her.goTo('/notifications')
    await her.follow(t('notifications.line.unmasked'))
    await her.sees(t('standing.unmask.tellsAuthor'))
    await her.follow(t('standing.unmask.toPost'))
    await her.sees(t('standing.unmask.tellsAuthor'))
  }
})
