import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAttachmentFile, readPicture } from '../../src/media/queries.ts'
import { readBuiltAssets } from '../../src/platform/assets.ts'
import { buildPublic } from '../../src/platform/tools/build.ts'
import { readDraft } from '../../src/posts/draft-queries.ts'
import { readPost } from '../../src/posts/queries.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { describeStory } from '../support/browser.ts'

describeStory('writing a post with the script', (open) => {
  let app: TestApp
  let folder: string
  let server: ReturnType<typeof serve>
  let origin: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ayni-composer-'))
    await buildPublic(folder)
    app = await createTestApp(await readBuiltAssets(folder))
    origin = await new Promise((resolve) => {
      server = serve({ port: 0, hostname: '127.0.0.1', fetch: app.app.fetch }, ({ port }) =>
        resolve(`http://127.0.0.1:${port}`),
      )
    })
  })
  afterAll(async () => {
    server?.close()
    await app?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Somebody new on the page to write on. */
  async function compose() {
    const { id, ctx } = await app.member()
    const [name = '', value = ''] = (await app.signIn(id)).split('=')
    const story = await open()
    story.allow(/status of (404|422)/)
    await story.context.addCookies([{ name, value, url: origin }])
    await story.page.goto(`${origin}/groups/${app.groups.general}/write`)
    return { ...story, ctx }
  }

  /** Thin stripes of black and white: what is averaged becomes grey, what is only hidden stays striped. */
  const stripes = (): Promise<Buffer> => {
    const pixels = Buffer.alloc(1600 * 1200 * 3)
    for (let at = 0; at < pixels.length; at += 3)
      pixels.fill(Math.floor(at / 3 / 2) % 2 ? 255 : 0, at, at + 3)
    return sharp(pixels, { raw: { width: 1600, height: 1200, channels: 3 } })
      .withExif({ IFD0: { Artist: 'CanariaSecreta' } })
      .png()
      .toBuffer()
  }

  /** How much neighbouring pixels differ in a part of a picture. */
  async function contrast(
    picture: Uint8Array,
    part: { left: number; top: number; width: number; height: number },
  ) {
    // Statistics are of the whole that sharp was given: the part is cut out first.
    const cut = await sharp(picture).extract(part).greyscale().png().toBuffer()
    const { channels } = await sharp(cut).stats()
    return channels[0]?.stdev ?? 0
  }

  it('covers what she draws over before anything is sent, and nothing else', async () => {
    const { page, ctx } = await compose()
    await page.getByText('Add pictures').click()
    const input = page.getByLabel('Pictures, up to 4')
    await input.setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: await stripes() })
    const canvas = page.locator('canvas')
    // Away from the bars at the top and at the bottom, which lie over the page.
    await canvas.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    const box = await canvas.boundingBox()
    if (!box) throw new Error('no canvas')
    // Over the left half, from top to bottom; the right half stays as it is.
    for (let across = 0.05; across < 0.5; across += 0.05) {
      await page.mouse.move(box.x + box.width * across, box.y + 2)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * across, box.y + box.height - 2, { steps: 30 })
      await page.mouse.up()
    }
    await page.getByRole('button', { name: 'Post in General' }).click()
    await page.waitForURL(/\/posts\//)
    const post = await readPost(ctx, new URL(page.url()).pathname.slice('/posts/'.length))
    const picture = await readPicture(ctx, post?.pictures[0]?.id ?? '', { isKnown: false })
    const bytes = picture?.bytes ?? new Uint8Array()
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1280, height: 960 })
    expect(await contrast(bytes, { left: 40, top: 40, width: 480, height: 880 })).toBeLessThan(8)
    expect(await contrast(bytes, { left: 800, top: 40, width: 440, height: 880 })).toBeGreaterThan(20)
  })

  it('covers everything at once, and takes the last stroke back', async () => {
    const { page } = await compose()
    await page.getByText('Add pictures').click()
    const input = page.getByLabel('Pictures, up to 4')
    await input.setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: await stripes() })
    const chosen = async () => {
      const bytes = await input.evaluate(async (field) => {
        const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined
        return file ? Array.from(new Uint8Array(await file.arrayBuffer())) : []
      })
      return contrast(new Uint8Array(bytes), { left: 10, top: 10, width: 1200, height: 900 }).catch(() => -1)
    }
    await page.getByRole('button', { name: 'Cover everything' }).click()
    await expect.poll(chosen, { timeout: 15_000 }).toBeLessThan(8)
    await page.getByRole('button', { name: 'Undo the last one' }).click()
    await expect.poll(chosen, { timeout: 15_000 }).toBeGreaterThan(20)
    const name = await input.evaluate((field) => field instanceof HTMLInputElement && field.files?.[0]?.name)
    expect(name).toBe('picture-1.jpg')
  })

  it('records a voice message, lets her listen, and sends it without saying what recorded it', async () => {
    const { page, ctx } = await compose()
    await page.getByText('More: without your name').click()
    await page.getByRole('button', { name: 'Record' }).click()
    await page.getByText('Recording: seconds left: 58').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Recorded. Listen before you send it.').waitFor()
    const length = () =>
      page.locator('audio').evaluate((player) => player instanceof HTMLAudioElement && player.readyState)
    await expect.poll(length, { timeout: 15_000 }).toBeGreaterThan(0)
    await page.getByLabel('What is said, in words').fill('Beep')
    await page.getByRole('button', { name: 'Post in General' }).click()
    await page.waitForURL(/\/posts\//)
    const post = await readPost(ctx, new URL(page.url()).pathname.slice('/posts/'.length))
    const [voice] = post?.attachments ?? []
    expect(voice).toMatchObject({ kind: 'voice', transcript: 'Beep' })
    expect([1, 2, 3]).toContain(voice?.seconds)
    const file = await readAttachmentFile(ctx, voice?.id ?? '')
    expect(Buffer.from(file?.bytes ?? []).toString('latin1')).not.toMatch(/chrome|ENCODER/i)
    // The browser itself plays what was packed anew.
    const seconds = await page.evaluate(async (path) => {
      const sound = await (await fetch(path)).arrayBuffer()
      return (await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(sound)).duration
    }, `/attachments/${voice?.id}`)
    expect(Math.abs(seconds - (voice?.seconds ?? 0))).toBeLessThan(1)
  })

  it('keeps it on the server while she types, shows how it will look when she asks, nothing in the browser', async () => {
    const { page, ctx } = await compose()
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.getByLabel('What do you want to say?').pressSequentially('We *cook* on Friday')
    await page.getByText('Saved for you at').waitFor()
    // Her words go over the line once for each pause, and nothing else does.
    expect(sent.filter((request) => request !== 'POST /drafts')).toEqual([])
    await page.getByRole('button', { name: 'Show how it looks' }).click()
    await page.locator('#preview em').waitFor()
    const draft = await readDraft(ctx, `group:${app.groups.general}`)
    expect(draft?.fields['text']).toBe('We *cook* on Friday')
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    await page.reload()
    expect(await page.getByLabel('What do you want to say?').inputValue()).toBe('We *cook* on Friday')
  })

  it('keeps the last words when she turns to another kind of post at once', async () => {
    const { page } = await compose()
    await page.getByLabel('What do you want to say?').fill('Who has a pot?')
    await page.getByRole('navigation').getByRole('link', { name: 'Question' }).click()
    await page.waitForURL(/kind=question/)
    expect(await page.locator('[name=text]').inputValue()).toBe('Who has a pot?')
  })
})
