import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeStory } from './browser.ts'

const policy = "default-src 'none'; script-src 'self'; img-src *"
const pages: Readonly<Record<string, string>> = {
  '/': '<title>Warm</title><h1>Without</h1><script src="/with.js"></script><noscript>No script</noscript>',
  '/with.js': 'document.querySelector("h1").textContent = ["With", innerWidth, navigator.language].join(" ")',
  '/inline': '<h1>Inline</h1><script>document.body.textContent = "ran"</script>',
  '/outside': '<img src="http://192.0.2.1/picture.png" alt="">',
  '/named': '<img src="https://pictures.example/picture.png" alt="">',
  '/fault.js': 'throw new Error("a planted fault")',
  '/fault': '<script src="/fault.js"></script>',
}

describeStory('a loopback page', (open) => {
  let server: Server
  let origin: string
  beforeAll(async () => {
    server = createServer((request, response) => {
      const body = pages[request.url ?? ''] ?? ''
      const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html'
      const status = body === '' ? 404 : 200
      response.writeHead(status, { 'content-type': type, 'content-security-policy': policy }).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    origin = `http://localhost:${typeof address === 'object' && address ? address.port : ''}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('is rendered with JavaScript, in the size and language asked for', async () => {
    const { page } = await open({ width: 1280, height: 800, locale: 'sv' })
    await page.goto(`${origin}/`)
    expect(await page.textContent('h1')).toBe('With 1280 sv')
    expect((await page.screenshot()).length).toBeGreaterThan(1000)
  })

  it('is rendered without JavaScript, where even a page’s own scripts stay silent', async () => {
    const { page } = await open({ javaScript: false, colorScheme: 'dark' })
    await page.goto(`${origin}/`)
    expect(await page.textContent('h1')).toBe('Without')
    expect(await page.isVisible('noscript')).toBe(true)
  })

  it('is watched for what the content policy refuses', async () => {
    const story = await open()
    await story.page.goto(`${origin}/inline`)
    expect(await story.page.textContent('h1')).toBe('Inline')
    expect(() => story.expectNoProblems()).toThrow('Content Security Policy')
    expect(story.takeProblems()).toHaveLength(1)
    story.expectNoProblems()
  })

  it('is watched for uncaught errors and missing files, which may be expected', async () => {
    const story = await open()
    await story.page.goto(`${origin}/fault`)
    await story.page.goto(`${origin}/nowhere`)
    expect(() => story.expectNoProblems()).toThrow('a planted fault')
    story.allow(/planted/)
    expect(() => story.expectNoProblems()).toThrow('404')
    story.allow(/status of 404/)
    story.expectNoProblems()
  })

  it.each(['/outside', '/named'])(
    'never reaches past loopback (%s), and that is always told',
    async (path) => {
      const story = await open({ javaScript: false })
      const failed = story.page.waitForEvent('requestfailed')
      await story.page.goto(`${origin}${path}`)
      expect((await failed).failure()?.errorText).toContain('ERR_NAME_NOT_RESOLVED')
      story.allow(/./)
      expect(() => story.expectNoProblems()).toThrow('a request left this machine')
      expect(story.takeProblems()).toHaveLength(1)
    },
  )
})
