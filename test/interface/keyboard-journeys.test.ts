import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { createLooker } from '../gallery/look.ts'
import { write } from '../gallery/world/writing.ts'
import { createWorld, type Viewer, type World } from '../gallery/world.ts'
import { describeStory, type StoryPage } from '../support/browser.ts'
import { tabTo } from './focus.ts'

const t = createTranslator('en')
const passphrase = 'four woven words together'
const words = {
  asked: 'Who brings the bread?',
  comment: 'I bring it, and the salt.',
  poll: 'What do we cook?',
  title: 'A list for the doctor',
  text: 'What hurts, what I take, and what nobody has to write down.',
} as const

/** Everything is found with Tab, and pressed with Enter or Space; at each step she sees where she is. */
describeStory('the ways of every day with a keyboard only', (open) => {
  let world: World
  let asked: string
  beforeAll(async () => {
    world = await createWorld()
    const { people, groups, houses } = world
    asked = await write(people.ana, { groupId: groups.general, text: words.asked })
    const { app } = houses.full
    const passphraseHash = await app.system().hasher.hash(passphrase)
    await app.db
      .updateTable('credentials')
      .set({ passphraseHash })
      .where('memberId', '=', people.marta.id)
      .execute()
  }, 120_000)
  afterAll(async () => {
    await world?.close()
    expect(world?.houses.full.app.faults).toEqual([])
  })

  const timeout = 180_000

  it('lead from the door to a thread, to a reaction, a comment, and away', { timeout }, async () => {
    const her = await sitDown('guest', '/')
    await her.type(her.page.getByLabel(t('auth.signInName.label')), 'not this')
    await her.to(her.page.getByLabel(t('auth.passphrase.label'), { exact: true }))
    await her.to(her.page.getByLabel(t('auth.signInName.label')), 'Shift+Tab')
    await her.page.keyboard.press('Control+a')
    await her.page.keyboard.type(`${world.people.marta.name}-door`)
    await her.type(her.page.getByLabel(t('auth.passphrase.label'), { exact: true }), passphrase)
    await her.follow(her.button(t('auth.signIn.submit')))
    expect(her.path()).toBe('/home')

    const thread = her.main.locator(`a[href="/posts/${asked}"]`).first()
    const fold = her.main.locator('details').filter({ has: thread }).locator('> summary').first()
    if (!(await thread.isVisible())) await her.press(fold)
    await her.follow(thread)
    expect(her.path()).toBe(`/posts/${asked}`)

    const post = her.main.locator('article.post-card')
    await her.press(post.locator('summary').filter({ hasText: t('reaction.add') }))
    await her.press(post.getByRole('button', { name: t('reaction.hug') }))
    await post.locator('button[aria-pressed="true"]:focus').waitFor()

    const composer = her.main.locator('#write')
    await her.type(composer.getByLabel(t('composer.comment')), words.comment)
    await her.press(composer.getByRole('button'), 'Enter')
    await her.main.locator('article.comment').filter({ hasText: words.comment }).waitFor()
    await expect.poll(her.focused, { timeout: 15_000 }).toContain(words.comment)

    await her.follow(her.page.getByRole('link', { name: t('shell.leaveNow') }), 'Shift+Tab')
    expect(her.path()).not.toContain('/posts')
    her.allow(/status of 404/)
    await her.page.goto(`${world.houses.full.origin}/home`)
    await her.page.getByRole('heading', { name: t('auth.signIn.title') }).waitFor()
  })

  it('lead to a poll that she writes, and to her own vote', { timeout }, async () => {
    const her = await sitDown('member', '/home')
    await her.follow(her.page.getByRole('navigation').getByRole('link', { name: t('shell.tab.write') }))
    await her.follow(her.main.locator(`a[href^="/groups/${world.groups.general}/write"]`))
    await her.follow(her.main.getByRole('link', { name: t('composer.kinds.poll'), exact: true }))
    await her.type(her.main.getByLabel(t('composer.text.poll')), words.poll)
    await her.type(her.main.getByLabel(t('composer.poll.options')), 'Soup\nRice')
    await her.press(her.main.getByLabel(t('composer.poll.several')), 'Space')
    await her.follow(her.main.locator('.composer__frame form').getByRole('button', { name: /^Post in/ }))
    await her.main.getByText(words.poll).first().waitFor()

    await her.press(her.main.getByRole('checkbox', { name: 'Rice' }), 'Space')
    await her.press(her.button(t('poll.vote')))
    await her.main.getByRole('row', { name: 'Rice' }).getByText(t('poll.yours')).waitFor()
    expect(await her.focused()).not.toBe('')
  })

  it('lead a moderator to her decisions', { timeout }, async () => {
    const her = await sitDown('moderator', '/queue')
    await her.follow(her.main.locator('a[href^="/queue/applications/"]').first())
    await her.press(her.main.locator('.decision-bar').getByText(t('joining.decide.approve'), { exact: true }))
    await her.follow(her.button(t('joining.decide.approveYes')))
    await her.main.getByText(t('queue.done.approved')).first().waitFor()

    expect(her.path()).toBe('/queue')
    await her.follow(her.main.getByRole('link', { name: t('queue.one'), exact: true }))
    expect(her.path()).toContain('/queue/flags/post/')
    await her.press(her.button(t('review.keep')))
    await her.main.getByText(t('queue.result.kept')).first().waitFor()
    // What comes next took the place of what was decided: she goes on at its head.
    await expect.poll(her.focusedTag, { timeout: 15_000 }).toBe('H1')
  })

  it('lead to the yes with which something leaves', { timeout }, async () => {
    const her = await sitDown('member', `/posts/${world.threads.spanish}`)
    const post = her.main.locator('article.post-card')
    await her.press(post.locator('summary').filter({ hasText: t('post.more') }))
    await her.follow(post.getByRole('link', { name: t('post.share') }))
    await her.follow(her.button(t('shares.start.go')))
    await her.to(her.main.getByRole('radio'))
    await her.page.keyboard.press('Space')
    await her.page.keyboard.press('ArrowDown')
    await her.page.keyboard.press('ArrowUp')
    await her.follow(her.button(t('shares.next')))
    await her.press(her.main.getByRole('radio'), 'Space')
    await her.follow(her.button(t('shares.next')))
    await her.type(her.main.getByLabel(t('shares.text.heading')), words.title)
    await her.type(her.main.getByLabel(t('shares.text.text')), words.text)
    await her.follow(her.button(t('shares.next')))
    await her.main.getByText(words.text).first().waitFor()
    await her.press(her.main.getByLabel(t('shares.preview.agree')), 'Space')
    await her.follow(her.button(t('shares.preview.submit')))
    // With her first yes comes the code that takes everything back.
    await her.main.locator('code').first().waitFor()
    expect(await her.main.getByRole('alert').count()).toBe(0)
  })

  /** Somebody at a desk; from here on there are only keys. */
  async function sitDown(as: Viewer, path: string) {
    const { full } = world.houses
    const story: StoryPage = await open({ width: 1280, height: 800, locale: 'en' })
    const { page, context } = story
    page.setDefaultTimeout(60_000)
    const cookie = await createLooker(world).cookieOf('full', as)
    const [name = '', value = ''] = cookie?.split('=') ?? []
    if (name !== '') await context.addCookies([{ name, value, url: full.origin }])
    await page.goto(`${full.origin}${path}`)
    const main = page.getByRole('main')
    const to = (wanted: Locator, key?: 'Tab' | 'Shift+Tab') => tabTo(page, wanted, key)
    return {
      page,
      allow: story.allow,
      main,
      to,
      path: () => new URL(page.url()).pathname,
      button: (name: string) => main.getByRole('button', { name, exact: true }),
      async press(wanted: Locator, key = 'Enter') {
        await to(wanted)
        await page.keyboard.press(key)
      },
      async type(wanted: Locator, text: string) {
        await to(wanted)
        await page.keyboard.press('Control+a')
        await page.keyboard.type(text)
      },
      /** Presses what leads to another page. */
      async follow(wanted: Locator, key?: 'Tab' | 'Shift+Tab') {
        await to(wanted, key)
        await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
      },
      /** Nothing where the focus was lost. */
      focused: () =>
        page.evaluate(() =>
          document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? ''),
        ),
      focusedTag: () => page.evaluate(() => document.activeElement?.tagName),
    }
  }
})
