import type { Page, Request } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { createHouse, type House, type Resident } from './house.ts'

describeStory('a picture on a slow line', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('upload-progress', open, { locale: 'en', page: { javaScript: true } })
  })
  afterAll(() => house.close())

  /** She has written something and chosen a picture. */
  const choose = async (name: string, words: string): Promise<Resident> => {
    const member = await house.member(name)
    const { page, t } = member
    await member.goTo(`/groups/${house.app.groups.general}/write`)
    if (words) await page.getByLabel(t('composer.text')).fill(words)
    await member.unfold(t('composer.pictures.add'))
    const buffer = await noise()
    await page
      .getByLabel(t('composer.pictures', { count: 4 }))
      .setInputFiles({ name: 'soup.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('img', { name: t('composer.brush.picture', { number: '1' }) }).waitFor()
    await member.fill(t('composer.pictures.description'), 'A pot of soup')
    return member
  }
  const press = ({ page, t }: Resident) =>
    page.getByRole('button', { name: t('composer.postIn', { group: 'General' }) }).click()

  /** Holds what is sent until it is let go. */
  const hold = async (page: Page): Promise<() => void> => {
    const { promise, resolve } = deferred()
    await page.route('**/posts', async (route) => {
      await promise
      await route.continue().catch(() => undefined)
    })
    return resolve
  }

  it('shows how far it has come, and then the post, which is fetched once', async () => {
    const member = await choose('Sami', 'Soup is ready')
    const { page } = member
    const letGo = await hold(page)
    const asked: Request[] = []
    page.on('request', (request) => asked.push(request))
    await press(member)
    await page.getByRole('progressbar', { name: /^Sending [\d.]+ of [\d.]+ MB$/ }).waitFor()
    letGo()
    await page.waitForURL(/\/posts\/\w+$/)
    await member.sees('Soup is ready')
    expect(await page.getByRole('img', { name: 'A pot of soup' }).count()).toBe(1)
    const there = new URL(page.url()).pathname
    expect(asked.filter((request) => new URL(request.url()).pathname === there)).toHaveLength(1)
  })

  it('is stopped by one press, with words and picture still there', async () => {
    const member = await choose('Rosa', 'Wait for me')
    const { page, t } = member
    await hold(page)
    await press(member)
    await page.getByRole('button', { name: t('shell.sending.cancel') }).click()
    expect(await page.getByRole('progressbar').count()).toBe(0)
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.getByLabel(t('composer.text')).inputValue()).toBe('Wait for me')
    const input = page.getByLabel(t('composer.pictures', { count: 4 }))
    expect(await input.evaluate((field) => field instanceof HTMLInputElement && field.files?.length)).toBe(1)
  })

  it('goes again by one press when the line broke', async () => {
    const member = await choose('Elena', 'Second try')
    const { page, story, t } = member
    story.allow(/ERR_FAILED/)
    await page.route('**/posts', (route) => route.abort())
    await press(member)
    await page.getByRole('alert').getByText(t('shell.failed')).waitFor()
    await page.unroute('**/posts')
    await page.getByRole('button', { name: t('shell.again') }).click()
    await page.waitForURL(/\/posts\/\w+$/)
    expect(await page.getByRole('img', { name: 'A pot of soup' }).count()).toBe(1)
  })

  it('says in the form what has to be mended, and where', async () => {
    const member = await choose('Marta', 'Which one?')
    const { page, t } = member
    const input = page.getByLabel(t('composer.pictures', { count: 4 }))
    await input.setInputFiles({ name: 'soup.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') })
    await page.getByText(t('composer.brush.failed')).waitFor()
    await press(member)
    const summary = page.locator('#error-summary')
    await summary.waitFor()
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.getByLabel(t('composer.text')).inputValue()).toBe('Which one?')
    expect(new URL(page.url()).pathname).toBe(`/groups/${house.app.groups.general}/write`)
    // What stands there now works as the first page did: the script that covers faces too.
    await member.unfold(t('composer.pictures.add'))
    await input.setInputFiles({ name: 'soup.jpg', mimeType: 'image/jpeg', buffer: await noise() })
    await page.getByRole('img', { name: t('composer.brush.picture', { number: '1' }) }).waitFor()
    await press(member)
    await page.waitForURL(/\/posts\/\w+$/)
  })

  it('says that a page takes its time, and sends a form that is pressed twice once', async () => {
    const member = await house.member('Luz', ['moderator'])
    const { page, t } = member
    await member.goTo('/groups/new')
    let sent = 0
    // No page comes, and the browser stays where it is.
    await page.route('**/groups/new', async (route) => {
      sent += 1
      await route.fulfill({ status: 204 })
    })
    const send = page.getByRole('main').locator('form[method=post] button[type=submit]').first()
    await send.click()
    await page.getByRole('progressbar', { name: t('shell.working') }).waitFor()
    await send.click()
    expect(sent).toBe(1)
  })
})

/** What a test lets happen when it wants. */
function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** A picture that compresses badly. */
function noise(): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 640 * 480 * 3 }, (_, at) => (at * 7919) % 251))
  return sharp(pixels, { raw: { width: 640, height: 480, channels: 3 } })
    .jpeg()
    .toBuffer()
}
