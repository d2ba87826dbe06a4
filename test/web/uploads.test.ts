import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { longestUpload } from '../../src/web/limit-body.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let cookie: string
let path: string
const t = createTranslator('en')
const spanish = createTranslator('es')

beforeAll(async () => {
  app = await createTestApp()
  cookie = await app.signIn((await app.member()).id)
  path = `/groups/${app.groups.general}/posts`
})
afterAll(() => app.close())

/** A post with files of these lengths that are no pictures, so that each is refused once it was read. */
function formWith(...lengths: readonly number[]): FormData {
  const form = new FormData()
  const fields = { text: 'Soup', language: 'en', submission: app.random.id() }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const length of lengths) form.append('pictures', new File([new Uint8Array(length)], 'x.png'))
  return form
}

const headers = () => ({ Origin: app.origin, Cookie: cookie })
const send = (body: FormData) => app.request(path, { method: 'POST', headers: headers(), body })

/** Sends a form so that every moment is known in which its body is being read; `gate` holds its first bytes back. */
async function sendWatched(
  form: FormData,
  watch: { reading: number; most: number },
  { gate = Promise.resolve(), isMeasured = true }: { gate?: Promise<void>; isMeasured?: boolean } = {},
) {
  const whole = new Response(form)
  const type = whole.headers.get('Content-Type') ?? ''
  const bytes = new Uint8Array(await whole.arrayBuffer())
  let sent = 0
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (sent === 0) {
          watch.reading += 1
          watch.most = Math.max(watch.most, watch.reading)
          await gate
        }
        controller.enqueue(bytes.subarray(sent, sent + 262_144))
        sent += 262_144
        if (sent < bytes.length) return
        watch.reading -= 1
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const length: Record<string, string> = isMeasured
    ? { 'Content-Length': String(bytes.length) }
    : { 'Transfer-Encoding': 'chunked' }
  const init = { method: 'POST', headers: { ...headers(), 'Content-Type': type, ...length }, body }
  const answer = await app.request(path, { ...init, duplex: 'half' } as RequestInit)
  await answer.arrayBuffer()
  return answer.status
}

describe('large uploads', () => {
  it('are read one at a time, whether they say how long they are or not', async () => {
    const watch = { reading: 0, most: 0 }
    const statuses = await Promise.all(
      [true, false, true, false].map((isMeasured) => sendWatched(formWith(2_000_000), watch, { isMeasured })),
    )
    expect(statuses).toEqual([422, 422, 422, 422])
    expect(watch).toEqual({ reading: 0, most: 1 })
  })

  it('wait unread while one is read, twenty at most; what is small does not wait', async () => {
    const watch = { reading: 0, most: 0 }
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const all = Array.from({ length: 22 }, () => sendWatched(formWith(1_100_000), watch, { gate }))
    expect(await Promise.race(all)).toBe(429)
    expect(watch.reading).toBe(1)
    expect(await sendWatched(formWith(500_000), { reading: 0, most: 0 })).toBe(422)
    open()
    expect((await Promise.all(all)).toSorted()).toEqual([...Array(21).fill(422), 429])
    expect(watch.most).toBe(1)
  })

  it('give their turn on when they break', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error('gone'))
      },
    })
    const type = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': '2000000' }
    const init = { method: 'POST', headers: { ...headers(), ...type }, body, duplex: 'half' } as RequestInit
    expect((await app.request(path, init)).status).toBe(400)
    expect((await send(formWith(2_000_000))).status).toBe(422)
  })

  it('may hold pictures of 12 MB each, and a larger one is refused beside the field', async () => {
    const answer = await send(formWith(12_000_001))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(t('images.errors.tooLarge', { megabytes: 12 }))
  })

  it('over 24 MiB are refused over HTTP, two of 50 MB at once, with a calm page in her language', async () => {
    const server = createAdaptorServer({ fetch: app.app.fetch })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const upload = (length: number) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { Origin: app.origin, Cookie: `${cookie}; language-4000=es` },
        body: formWith(length),
      })
    try {
      for (const answer of await Promise.all([upload(50_000_000), upload(50_000_000)])) {
        expect(answer.status).toBe(413)
        expect(await answer.text()).toContain(spanish('errors.tooLarge'))
      }
      expect((await upload(longestUpload - 10_000)).status).toBe(422)
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })
})
