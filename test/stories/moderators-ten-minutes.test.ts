import { expect, it } from 'vitest'
import type { Flaggable, Written } from '../../src/moderation/things.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'
import { alliedPost, leaveTheRest, penOf } from './waiting.ts'

const reason = 'Nama asli tidak boleh di sini.'

describeStory('the ten minutes of a moderator', (open) => {
  let house: House
  let bulan: Resident
  let sari: Resident
  let melati: Resident
  let dewi: Resident

  it('take her through everything that waits, one by one', { timeout: 170_000 }, async () => {
    house = await createHouse('moderators', open, { locale: 'id' })
    try {
      bulan = await house.member('Bulan', ['moderator'])
      sari = await house.member('Sari', ['moderator'])
      melati = await house.member('Melati')
      dewi = await house.member('Dewi')
      await bulan.goTo('/queue')
      await bulan.sees(bulan.t('queue.empty'))
      house.app.clock.moveDays(2)
      const waiting = await leaveOneOfEach()
      await seeWhatIsNew()
      await decideFlaggedPosts(waiting)
      await decideHeld(waiting)
      await decideFlaggedComments(waiting)
      await decideAllied()
      await passOthersBy()
      await bringBack(waiting)
      await readWhy()
      expectPressed('moderators', house.sent)
    } finally {
      await house.close()
    }
  })

  it('take her through it by the keys of a desktop, in place', { timeout: 120_000 }, async () => {
    house = await createHouse('moderators-keys', open, { locale: 'en', page: { javaScript: true } })
    try {
      bulan = await house.member('Bulan', ['moderator'])
      melati = await house.member('Melati')
      dewi = await house.member('Dewi')
      const texts = ['The first words', 'The second words', 'The third words']
      for (const text of texts) {
        const pen = penOf(house.app, 'en')
        await pen.flag(melati, await pen.post(dewi, text))
      }
      await decideByKeys(texts)
    } finally {
      await house.close()
    }
  })

  /** Each key is seen at work: next, back, keep, undo, remove; and none while she is elsewhere on the page. */
  async function decideByKeys([first = '', second = '', third = '']: readonly string[]): Promise<void> {
    const { page, t } = bulan
    await bulan.goTo('/queue')
    await bulan.follow(t('queue.one'))
    let loads = 0
    page.on('load', () => {
      loads += 1
    })
    const heading = page.getByRole('heading', { level: 1 })
    const reads = async (text: string) => {
      await bulan.sees(text)
      await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    }
    await reads(first)
    await page.keyboard.press('j')
    await reads(second)
    await page.keyboard.press('k')
    await reads(first)
    loads = 0
    await page.keyboard.press('a')
    await reads(second)
    await bulan.sees(t('queue.result.kept'))
    expect(await heading.getAttribute('aria-describedby')).toBe('queue-result')
    expect(page.url()).toContain('/queue/flags/post/')
    await page.keyboard.press('u')
    await reads(first)
    await bulan.sees(t('queue.done.undone'))
    await page.keyboard.press('r')
    await reads(second)
    await bulan.sees(t('queue.result.removed'))
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await page.keyboard.press('a')
    await bulan.sees(second)
    expect(loads).toBe(0)
    await heading.focus()
    await page.keyboard.press('a')
    await reads(third)
    await page.keyboard.press('a')
    await bulan.sees(t('queue.empty'))
  }

  type Waiting = Readonly<
    Record<'kept' | 'removed' | 'removedComment' | 'heldComment' | 'answered', Written & { text: string }>
  >

  /** Dewi writes, Melati flags: on the pages one of each, the others behind them. */
  async function leaveOneOfEach(): Promise<Waiting> {
    const { app } = house
    const pen = penOf(app, 'id')
    await app.db.insertInto('watchedWords').values({ id: app.random.id(), word: 'razia' }).execute()
    const written = async (text: string) => ({ ...(await pen.post(dewi, text)), text })
    const thread = await pen.post(dewi, 'Makan siang bersama')
    const said = async (text: string) => ({ ...(await pen.comment(dewi, thread.id, text)), text })
    await written('Ada razia malam ini')
    await written('Ada razia lagi besok')
    const heldComment = await said('Razia di mana?')
    const kept = await written('Kata-kata kasar')
    const removed = await written('Nama lengkap seseorang')
    await flag(kept, 'danger')
    await pen.flag(melati, removed, 'names')
    const answered = await said('Jawaban biasa')
    const rude = await said('Jawaban kasar')
    const removedComment = await said('Jawaban dengan nama')
    await flag(answered, 'rules')
    await pen.flag(melati, rude)
    await pen.flag(melati, removedComment)
    await flag(await alliedPost(app, 'Iklan dari jauh'), 'spam')
    await pen.flag(melati, await alliedPost(app, 'Iklan kedua'))
    await leaveTheRest(app, { author: dewi, moderator: sari })
    return { kept, removed, removedComment, heldComment, answered }
  }

  /** She says what is wrong; her name goes nowhere. */
  async function flag({ what, id }: Flaggable, category: 'danger' | 'rules' | 'spam'): Promise<void> {
    const { t } = melati
    house.app.clock.moveDays(1 / 1_440)
    await melati.goTo(`/flag/${what}/${id}`)
    await melati.pressInVain(t('flag.send'))
    await melati.choose(t(`flag.category.${category}`))
    await melati.fill(t('flag.note'), 'Tolong dilihat')
    await melati.press(t('flag.send'))
    await melati.sees(t('flag.done'))
  }

  async function seeWhatIsNew(): Promise<void> {
    const { t, page } = bulan
    await bulan.goTo('/home')
    await bulan.follow(/\(\d+\)$/)
    expect(await page.locator('article.queue-row').count()).toBe(22)
    await bulan.sees(t('queue.left', { count: 22 }))
    await bulan.sees(t('queue.new'))
    await namesNoFlagger(bulan)
    await bulan.follow(t('queue.one'))
  }

  const namesNoFlagger = async ({ page }: Resident): Promise<void> => {
    expect((await page.content()).includes('Melati'), page.url()).toBe(false)
  }

  /** Another moderator sees who is on it; decided twice, the second is told. Then one removal with her own words. */
  async function decideFlaggedPosts({ kept, removed }: Waiting): Promise<void> {
    const { t } = bulan
    await bulan.sees(kept.text)
    await namesNoFlagger(bulan)
    await sari.goTo('/queue')
    await sari.sees(sari.t('queue.onItShort', { name: 'Bulan' }))
    await sari.goTo(`/queue/flags/post/${kept.id}`)
    await sari.sees(sari.t('queue.onIt', { name: 'Bulan' }))
    await bulan.press(t('review.keep'))
    await bulan.sees(t('queue.result.kept'))
    sari.story.allow(/status of 409/)
    await sari.click(sari.page.getByRole('button', { name: sari.t('review.remove') }), 409)
    await sari.sees(sari.t('queue.errors.kept'))
    await sari.goTo('/queue')
    await bulan.sees(removed.text)
    await bulan.press(t('review.remove'))
    await bulan.press(t('common.undo'))
    await bulan.sees(removed.text)
    await bulan.unfold(t('review.more'))
    await bulan.follow(t('review.removeWithReason'))
    await bulan.choose(t('flag.category.names'))
    await bulan.fill(t('removal.reason'), reason)
    await bulan.press(t('removal.send'))
    await bulan.sees(t('queue.result.removed'))
  }

  /** Let through, removed, and a removal taken back. */
  async function decideHeld({ heldComment }: Waiting): Promise<void> {
    const { t } = bulan
    await bulan.sees('Ada razia malam ini')
    await bulan.press(t('review.release'))
    await bulan.sees(t('queue.result.released'))
    await bulan.sees('Ada razia lagi besok')
    await removeFor('danger')
    await bulan.sees(heldComment.text)
    await removeFor('hate')
    await bulan.sees(t('queue.result.removed'))
    await bulan.press(t('common.undo'))
    await bulan.sees(t('queue.done.undone'))
    await bulan.sees(heldComment.text)
    await bulan.press(t('review.release'))
  }

  /** What the list held back nobody has judged yet: she says why, and with that it is gone. */
  async function removeFor(category: 'danger' | 'hate'): Promise<void> {
    const { t } = bulan
    await bulan.unfold(t('review.remove'))
    await bulan.press(t(`flag.category.${category}`))
  }

  async function decideFlaggedComments({ answered, removedComment }: Waiting): Promise<void> {
    const { t } = bulan
    await bulan.sees(answered.text)
    await bulan.sees(t('review.above'))
    await namesNoFlagger(bulan)
    await bulan.press(t('review.keep'))
    await bulan.sees('Jawaban kasar')
    await bulan.press(t('review.remove'))
    await bulan.sees(removedComment.text)
    await bulan.unfold(t('review.more'))
    await bulan.follow(t('review.removeWithReason'))
    await bulan.pressInVain(t('removal.send'))
    await bulan.choose(t('flag.category.rules'))
    await bulan.press(t('removal.send'))
  }

  async function decideAllied(): Promise<void> {
    const { t } = bulan
    await bulan.sees('Iklan dari jauh')
    await bulan.press(t('review.keep'))
    await bulan.sees('Iklan kedua')
    await bulan.press(t('review.remove'))
    await bulan.sees(t('queue.result.removed'))
  }

  /** What is left she only looks at, but for one appeal; what she skipped does not come back before the end. */
  async function passOthersBy(): Promise<void> {
    const { t, page } = bulan
    const places: string[] = []
    const here = () => new URL(page.url()).pathname
    while (here() !== '/queue/next') {
      places.push(here().split('/').slice(2, -1).join('/'))
      if (places.at(-1) === 'appeals') await answerAppeal()
      else await bulan.follow(t('queue.skip'))
    }
    expect(places).toEqual([
      ...['applications', 'group-requests', 'recoveries', 'appeals', 'anonymous-appeals', 'unmaskings'],
      ...['freezes', 'contact', 'shares', 'followers', 'comments', 'comments'],
    ])
    await bulan.sees(t('queue.skipped'))
    await bulan.sees(t('queue.left', { count: 11 }))
  }

  async function answerAppeal(): Promise<void> {
    const { t } = bulan
    await bulan.pressInVain(t('standing.decide.lift'))
    await bulan.fill(t('standing.decide.answer'), 'Kamu benar.')
    await bulan.press(t('standing.decide.lift'))
    await bulan.sees(t('queue.done.appealDecided'))
  }

  /** What was removed today can be brought back by any moderator. */
  async function bringBack({ removed, removedComment }: Waiting): Promise<void> {
    const { t, page } = sari
    for (const { id, text } of [removed, removedComment]) {
      await sari.goTo('/queue')
      await sari.follow(t('queue.toRemoved'))
      await sari.click(page.locator(`[id="${id}"]`).getByRole('button', { name: t('removed.restore') }))
      await sari.sees(t('queue.done.restored'))
      await sari.goTo('/queue/removed')
      await sari.seesNot(text)
    }
    await sari.sees('Jawaban kasar')
  }

  /** Dewi is told what became of her words, in which there is no name of anybody. */
  async function readWhy(): Promise<void> {
    const { t, page } = dewi
    await dewi.goTo('/notifications')
    await dewi.click(
      page.getByRole('link', { name: t('notifications.line.postRemoved', { group: 'General' }) }).first(),
    )
    await dewi.sees(t('removal.read.title'))
    expect(await page.content()).not.toMatch(/Bulan|Sari|Melati/)
  }
})
