import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '../../src/context.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { readDraft } from '../../src/posts/draft-queries.ts'
import { describeStory } from '../support/browser.ts'
import { createHouse, type House, type Resident } from './house.ts'

describeStory('words on a line that breaks', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('lost-connection', open, { locale: 'en', page: { javaScript: true } })
  })
  afterAll(() => house.close())

  const writer = async (name: string, roles: readonly Role[] = []): Promise<Resident> => {
    const member = await house.member(name, roles)
    member.story.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION|status of (429|500)|htmx:/)
    return member
  }
  const write = ({ page, t }: Resident, words: string) =>
    page.getByLabel(t('composer.text')).pressSequentially(words)
  const waiting = (page: Page) => page.evaluate(() => Object.keys(sessionStorage))
  const place = () => `group:${house.app.groups.general}`
  const draftOf = async ({ memberId }: Resident) =>
    (await readDraft(house.app.as(memberId), place()))?.fields['text']
  const postsSaying = (body: string) =>
    house.app.db.selectFrom('posts').select('id').where('body', '=', body).execute()

  it('wait in the tab while they cannot be kept, and go to the server when the line is back', async () => {
    const member = await writer('Sami')
    const { page, story, t } = member
    await member.goTo(`/groups/${house.app.groups.general}/write`)
    await story.context.setOffline(true)
    await write(member, 'Soup on Friday')
    await page.getByText(t('shell.notKept')).waitFor()
    expect(await waiting(page)).toEqual([`unsent ${place()}`])
    await story.context.setOffline(false)
    await expect.poll(() => draftOf(member), { timeout: 10_000 }).toBe('Soup on Friday')
    await expect.poll(() => waiting(page)).toEqual([])
  })

  it('are there again when the page is loaded anew, and are kept then', async () => {
    const member = await writer('Rosa')
    const { page, t } = member
    await member.goTo(`/groups/${house.app.groups.general}/write`)
    await page.route('**/drafts', (route) => route.abort())
    await write(member, 'Bread on Monday')
    await page.getByText(t('shell.notKept')).waitFor()
    await page.unroute('**/drafts')
    await page.reload()
    await page.getByText(t('shell.wordsBack')).waitFor()
    expect(await page.getByLabel(t('composer.text')).inputValue()).toBe('Bread on Monday')
    await expect.poll(() => draftOf(member), { timeout: 10_000 }).toBe('Bread on Monday')
    await expect.poll(() => waiting(page)).toEqual([])
  })

  it('stay in their field when a post does not go out, and go by the same button once it can', async () => {
    const member = await writer('Elena')
    const { page, t } = member
    await member.goTo(`/groups/${house.app.groups.general}/write`)
    await page.route('**/posts', (route) => route.abort())
    await write(member, 'Tea on Tuesday')
    await page.getByRole('button', { name: t('composer.postIn', { group: 'General' }) }).click()
    await page.getByRole('alert').getByText(t('shell.failed')).waitFor()
    expect(await page.getByLabel(t('composer.text')).inputValue()).toBe('Tea on Tuesday')
    await page.unroute('**/posts')
    await page.getByRole('button', { name: t('shell.again') }).click()
    await page.waitForURL(/\/posts\/\w+$/)
    expect(await waiting(page)).toEqual([])
    expect(await postsSaying('Tea on Tuesday')).toHaveLength(1)
  })

  it('P15 are there once when only the answer was lost, however often they are sent', async () => {
    const member = await writer('Marta')
    const { page, t } = member
    await member.goTo(`/groups/${house.app.groups.general}/write`)
    await page.route('**/posts', async (route) => {
      await route.fetch({ maxRedirects: 0 })
      await route.abort()
    })
    await page.route('**/drafts', (route) => route.abort())
    await write(member, 'Rice on Sunday')
    await page.getByRole('button', { name: t('composer.postIn', { group: 'General' }) }).click()
    await page.getByRole('alert').waitFor()
    await page.unroute('**/posts')
    await page.reload()
    await page.getByText(t('shell.wordsBack')).waitFor()
    await page.getByRole('button', { name: t('composer.postIn', { group: 'General' }) }).click()
    await page.waitForURL(/\/posts\/\w+$/)
    expect(await postsSaying('Rice on Sunday')).toHaveLength(1)
  })

  it('of a comment come back too, and the small act is tried again where it was pressed', async () => {
    const member = await writer('Luz')
    const { page, t } = member
    const post = await createPost(member.ctx, {
      groupId: house.app.groups.general,
      submission: house.app.random.id(),
      text: 'Who has salt?',
      language: 'en',
      pictures: [],
    })
    if (!post.ok) throw new Error('no post')
    await member.goTo(`/posts/${post.value.postId}`)
    await page.route('**/comments', (route) => route.fulfill({ status: 500 }))
    await page.getByLabel(t('composer.comment')).fill('I have')
    await page.getByRole('button', { name: t('composer.commentIn', { group: 'General' }) }).click()
    await page.getByRole('alert').getByText(t('shell.failed')).waitFor()
    expect(await page.getByLabel(t('composer.comment')).inputValue()).toBe('I have')
    await page.unroute('**/comments')
    await page.getByRole('button', { name: t('shell.again') }).click()
    await page.locator('.comment').getByText('I have').waitFor()
    expect(await page.getByText(t('shell.failed')).count()).toBe(0)
    await expect.poll(() => waiting(page)).toEqual([])
  })

  it('of a message come back when the page is loaded anew', async () => {
    const member = await writer('Ada')
    const { page, t } = member
    await member.goTo('/contact')
    const isSending = (route: Route) => route.request().method() === 'POST'
    await page.route('**/*', (route) => (isSending(route) ? route.abort() : route.continue()))
    await page.getByLabel(t('contact.text')).fill('I need somebody to talk to')
    const send = page.locator('#write button[data-kind=inside]')
    await send.click()
    await page.getByRole('alert').getByText(t('shell.failed')).waitFor()
    await page.reload()
    await page.getByText(t('shell.wordsBack')).waitFor()
    expect(await page.getByLabel(t('contact.text')).inputValue()).toBe('I need somebody to talk to')
    await page.unroute('**/*')
    await send.click()
    await expect.poll(() => waiting(page)).toEqual([])
    const sent = await house.app.db.selectFrom('messages').select('id').execute()
    expect(sent).toHaveLength(1)
  })

  it('of any form stay on the page when there is no connection at all, and it says when it is back', async () => {
    const member = await writer('Nina', ['moderator'])
    const { page, story, t } = member
    await member.goTo('/groups/new')
    const address = page.url()
    await page.getByRole('main').getByRole('textbox').first().fill('Cooks')
    await story.context.setOffline(true)
    const send = page.getByRole('main').locator('form[method=post] button[type=submit]').first()
    await send.click()
    await page.getByRole('alert').getByText(t('shell.offline')).waitFor()
    expect(page.url()).toBe(address)
    expect(await page.getByRole('main').getByRole('textbox').first().inputValue()).toBe('Cooks')
    await story.context.setOffline(false)
    await page.getByText(t('shell.online')).waitFor()
    await page.getByRole('button', { name: t('shell.again') }).click()
    await page.waitForEvent('load')
    expect(await page.getByText(t('shell.online')).count()).toBe(0)
  })
})
