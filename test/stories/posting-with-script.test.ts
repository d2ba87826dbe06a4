import sharp from 'sharp'
import { expect, it } from 'vitest'
import { readDraft } from '../../src/posts/draft-queries.ts'
import { describeStory } from '../support/browser.ts'
import { createExaminer } from './examine.ts'
import { createHouse, type House, type Resident } from './house.ts'

const words = {
  post: 'El viernes *cocinamos* juntas',
  picture: 'Dos mujeres con una olla grande, de espaldas',
  heard: 'Traigan cucharas.',
} as const

describeStory('writing a post on a small phone with scripts', (open) => {
  let house: House
  let writer: Resident

  it('keeps it while she types, shows it when she asks, covers faces, records her voice and keeps nothing on the phone', async () => {
    house = await createHouse('posting-with-script', open, { locale: 'es', page: { javaScript: true } })
    try {
      writer = await house.member('Sami')
      await writer.goTo('/home')
      await writer.openTab(writer.t('shell.tab.write'))
      await watchItGrow()
      await coverFaces()
      await speak()
      await send()
    } finally {
      await house.close()
    }
  })

  /** What scripts add is examined as it stands there: no address tells it from the page before. */
  const examine = (what: string) => createExaminer(`posting-with-script-${what}`, true)(writer.page)

  /** Her words are saved without a press, and one press shows how they will look. */
  async function watchItGrow(): Promise<void> {
    const { t, page } = writer
    await page.getByLabel(t('composer.text')).pressSequentially(words.post)
    await page
      .locator('#draft-state')
      .filter({ hasText: /\d\d?[:.]\d\d/ })
      .waitFor()
    await page.getByRole('button', { name: t('composer.preview') }).click()
    await page.locator('#preview em', { hasText: /^cocinamos$/ }).waitFor()
    await writer.sees(t('composer.preview.title'))
    const ctx = house.app.as(writer.memberId)
    const draft = await readDraft(ctx, `group:${house.app.groups.general}`)
    expect(draft?.fields['text']).toBe(words.post)
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    await examine('preview')
  }

  /** She paints over the left half with her finger: the file that would be sent is another one then. */
  async function coverFaces(): Promise<void> {
    const { t, page } = writer
    await writer.unfold(t('composer.pictures.add'))
    const input = page.getByLabel(t('composer.pictures', { count: 4 }))
    await input.setInputFiles({ name: 'IMG_2209.png', mimeType: 'image/png', buffer: await stripes() })
    const canvas = page.getByRole('img', { name: t('composer.brush.picture', { number: '1' }) })
    await canvas.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    const chosen = () =>
      input.evaluate(async (field) => {
        const [file] = field instanceof HTMLInputElement ? (field.files ?? []) : []
        return file
          ? { name: file.name, bytes: Array.from(new Uint8Array(await file.arrayBuffer())) }
          : undefined
      })
    await expect.poll(async () => (await chosen())?.name).toBe('picture-1.jpg')
    const before = await chosen()
    const box = await canvas.boundingBox()
    if (!box) throw new Error('there is no picture to paint on')
    for (let across = 0.05; across < 0.5; across += 0.08) {
      await page.mouse.move(box.x + box.width * across, box.y + 2)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * across, box.y + box.height - 2, { steps: 20 })
      await page.mouse.up()
    }
    const left = { left: 20, top: 40, width: 180, height: 400 }
    const contrast = async () => contrastOf((await chosen())?.bytes ?? [], left)
    const uncovered = await contrastOf(before?.bytes ?? [], left)
    expect(uncovered).toBeGreaterThan(100)
    await expect.poll(contrast, { timeout: 15_000 }).toBeLessThan(uncovered / 8)
    await writer.fill(t('composer.pictures.description'), words.picture)
    await examine('brush')
  }

  /** Two seconds of the beep that the browser's own microphone gives. */
  async function speak(): Promise<void> {
    const { t, page } = writer
    await writer.unfold(t('composer.more'))
    await page.getByRole('button', { name: t('composer.voice.record') }).click()
    await page.getByText(`${t('composer.voice.left')}: 58`).waitFor()
    await examine('recording')
    await page.getByRole('button', { name: t('composer.voice.stop') }).click()
    await writer.sees(t('composer.voice.ready'))
    const player = page.getByLabel(t('composer.voice.player'))
    const state = () => player.evaluate((one) => one instanceof HTMLAudioElement && one.readyState)
    await expect.poll(state, { timeout: 15_000 }).toBeGreaterThan(0)
    await writer.fill(t('composer.voice.transcript'), words.heard)
    await examine('recorded')
  }

  async function send(): Promise<void> {
    const { t, page } = writer
    await writer.press(t('composer.postIn', { group: 'General' }))
    await writer.sees('cocinamos')
    expect(await page.getByRole('img', { name: words.picture }).count()).toBe(1)
    await writer.unfold(t('attachment.transcript'))
    await writer.sees(words.heard)
    const { mediaType, seconds } = await house.app.db
      .selectFrom('attachments')
      .select(['mediaType', 'seconds'])
      .executeTakeFirstOrThrow()
    expect(mediaType).toBe('audio/webm')
    expect(seconds).toBeGreaterThan(0)
    await writer.goTo('/drafts')
    await writer.sees(t('drafts.empty'))
  }
})

/** Thin stripes of black and white: what is averaged becomes grey, what is only hidden stays striped. */
function stripes(): Promise<Buffer> {
  const pixels = Buffer.alloc(640 * 480 * 3)
  for (let at = 0; at < pixels.length; at += 3) pixels.fill(Math.floor(at / 6) % 2 ? 255 : 0, at, at + 3)
  return sharp(pixels, { raw: { width: 640, height: 480, channels: 3 } })
    .png()
    .toBuffer()
}

/** How much neighbouring pixels differ in a part of a picture. */
async function contrastOf(
  bytes: readonly number[],
  part: { left: number; top: number; width: number; height: number },
): Promise<number> {
  // Statistics are of the whole that sharp was given: the part is cut out first.
  const cut = await sharp(new Uint8Array(bytes)).extract(part).greyscale().png().toBuffer()
  const { channels } = await sharp(cut).stats()
  return channels[0]?.stdev ?? 0
}
