import { expect, it } from 'vitest'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { describeStory } from '../support/browser.ts'
import { createHouse, type House, type Resident } from './house.ts'

const words = {
  ask: '¿Qué cocinamos?',
  first: 'Traigo la olla.',
  answer: 'Y yo el pan.',
  changed: 'Y yo el pan y la sal.',
  begun: 'Esto todavía no está',
} as const

describeStory('small acts on a small phone with scripts', (open) => {
  let house: House
  let luz: Resident
  let post: string
  let loads = 0

  it('change their part of the page, and leave her where she was', { timeout: 120_000 }, async () => {
    house = await createHouse('small-acts', open, { locale: 'es', page: { javaScript: true } })
    try {
      luz = await house.member('Luz')
      post = await longThread()
      await luz.goTo(`/posts/${post}`)
      luz.page.on('load', () => {
        loads += 1
      })
      await begins()
      await reacts()
      await votes()
      await answers()
      await changes()
      await isRefused()
      await losesTheLine()
      await deletes()
      await showsOlder()
      expect(loads).toBe(0)
    } finally {
      await house.close()
    }
  })

  async function longThread(): Promise<string> {
    const ana = await house.member('Ana')
    const postId = house.app.random.id()
    const poll = { options: ['Sopa', 'Arroz'], several: false, days: 2, secret: false }
    const asked = { groupId: house.app.groups.general, language: 'es', pictures: [], kind: 'poll' } as const
    const made = await createPost(ana.ctx, { ...asked, submission: postId, text: words.ask, poll })
    if (!made.ok) throw new Error(made.refusals[0].message)
    await say(postId, 'La más vieja')
    for (let number = 0; number < 204; number += 1) {
      house.app.clock.moveDays(1 / 1_440)
      await house.app.db
        .insertInto('comments')
        .values({
          ...{ id: house.app.random.id(), postId, body: `Número ${number}`, language: 'es' },
          createdAt: house.app.clock.now(),
        })
        .execute()
    }
    await say(postId, words.first)
    return postId
  }

  async function say(postId: string, text: string): Promise<void> {
    house.app.clock.moveDays(1 / 1_440)
    const ana = await house.member('Ana')
    const submission = house.app.random.id()
    const result = await createComment(ana.ctx, { target: { postId }, submission, text, language: 'es' })
    if (!result.ok) throw new Error(result.refusals[0].message)
  }

  const saying = (text: string) => luz.page.locator('article.comment').filter({ hasText: text })
  const focused = () =>
    luz.page.evaluate(() => (document.activeElement?.textContent ?? '').replace(/\s+/gu, ' ').trim())
  const height = () => luz.page.evaluate(() => Math.round(window.scrollY))
  const composer = () => luz.page.locator('#write').getByLabel(luz.t('composer.comment'))

  /** What she types below stays through everything that happens above. */
  async function begins(): Promise<void> {
    await composer().fill(words.begun)
  }

  async function reacts(): Promise<void> {
    const { t } = luz
    const comment = saying(words.first)
    await comment.scrollIntoViewIfNeeded()
    await luz.unfold(t('reaction.add'), comment)
    const before = await height()
    await comment.getByRole('button', { name: t('reaction.hug') }).click()
    await comment.locator('button[aria-pressed="true"]').waitFor()
    await expect.poll(focused).toContain(t('reaction.hug'))
    expect(await height()).toBe(before)
    expect(await luz.page.locator('#said').textContent()).toBe(t('reaction.given'))
    await comment.locator('button[aria-pressed="true"]').press('Enter')
    await expect.poll(() => luz.page.locator('#said').textContent()).toBe(t('reaction.takenBack'))
    await expect.poll(focused).toBe(t('reaction.add'))
    expect(await height()).toBe(before)
  }

  async function votes(): Promise<void> {
    const { t, page } = luz
    await luz.pressHere(t('poll.vote'))
    await page.locator('#poll #error-summary:focus').waitFor()
    await luz.choose('Sopa')
    await luz.pressHere(t('poll.vote'))
    await page.getByRole('row', { name: 'Sopa' }).getByText(t('poll.yours')).waitFor()
    await expect.poll(focused).toBe(t('poll.vote'))
  }

  async function answers(): Promise<void> {
    const { t, page } = luz
    const comment = saying(words.first)
    await comment.getByRole('link', { name: new RegExp(`^${t('comment.reply')}`) }).click()
    const field = comment.getByLabel(t('composer.answer', { name: 'Ana' }))
    await field.waitFor()
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
    await field.fill(words.answer)
    await comment.getByRole('button', { name: t('composer.answerIn', { group: 'General' }) }).click()
    await expect.poll(focused).toContain(words.answer)
    expect(await comment.getByRole('textbox').count()).toBe(0)
    expect(await composer().inputValue()).toBe(words.begun)
    expect(await page.locator('#comments li li').filter({ hasText: words.answer }).count()).toBe(1)
  }

  async function changes(): Promise<void> {
    const { t } = luz
    await openMore(words.answer)
    await saying(words.answer)
      .getByRole('link', { name: t('common.edit') })
      .click()
    await saying(words.answer).getByLabel(t('composer.comment')).fill(words.changed)
    await luz.pressHere(t('composer.saveIn', { group: 'General' }))
    await expect.poll(focused).toContain(words.changed)
    expect(await luz.page.locator('#said').textContent()).toBe(t('comment.changed'))
  }

  const openMore = (text: string) => luz.unfold(new RegExp(`^${luz.t('comment.more')}`), saying(text))

  /** Her words stay, and what is wrong with them is said where they stand. */
  async function isRefused(): Promise<void> {
    const { t, page } = luz
    await composer().fill('x'.repeat(5_001))
    await page
      .locator('#write')
      .getByRole('button', { name: t('composer.commentIn', { group: 'General' }) })
      .click()
    await page.locator('#write #error-summary:focus').waitFor()
    expect((await composer().inputValue()).length).toBe(5_001)
  }

  /** Nothing is pretended to be sent; the same words go once the line is back. */
  async function losesTheLine(): Promise<void> {
    const { t, page } = luz
    luz.story.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load resource|htmx:error/)
    await composer().fill('Ya voy')
    await page.route('**/comments', (route) => route.abort('internetdisconnected'))
    const send = page
      .locator('#write')
      .getByRole('button', { name: t('composer.commentIn', { group: 'General' }) })
    await send.click()
    const again = page.locator('#write').getByRole('button', { name: t('shell.again') })
    await again.waitFor()
    expect(await page.locator('#write [data-trouble]').textContent()).toContain(t('shell.failed'))
    expect(await composer().inputValue()).toBe('Ya voy')
    expect(await saying('Ya voy').count()).toBe(0)
    await page.unroute('**/comments')
    await again.click()
    await expect.poll(focused).toContain('Ya voy')
    expect(await composer().inputValue()).toBe('')
  }

  async function deletes(): Promise<void> {
    const { t } = luz
    await openMore('Ya voy')
    await saying('Ya voy')
      .getByRole('link', { name: t('common.delete') })
      .click()
    await expect.poll(focused).toContain(t('comment.delete.title'))
    await saying('Ya voy')
      .getByRole('link', { name: t('post.delete.keep') })
      .click()
    await expect.poll(() => saying('Ya voy').getByText(t('comment.delete.title')).count()).toBe(0)
    await openMore('Ya voy')
    await saying('Ya voy')
      .getByRole('link', { name: t('common.delete') })
      .click()
    await luz.pressHere(t('common.delete'))
    await expect.poll(focused).toBe(t('comment.deleted'))
    expect(await saying('Ya voy').count()).toBe(0)
  }

  async function showsOlder(): Promise<void> {
    const { t, page } = luz
    expect(await saying('La más vieja').count()).toBe(0)
    await page.getByRole('link', { name: t('list.older') }).click()
    await expect.poll(focused).toContain('La más vieja')
    expect(await saying(words.changed).count()).toBe(1)
    expect(new URL(page.url()).search).toBe('')
  }
})
