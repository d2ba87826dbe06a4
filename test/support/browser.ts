import { type BrowserContext, chromium, type Page, type Browser as PlaywrightBrowser } from 'playwright-core'
import { afterAll, afterEach, describe } from 'vitest'
import { type ChromiumFiles, unpackChromium } from './chromium-files.ts'

export interface PageOptions {
  /** CSS pixels; 360 x 740 (a small phone) unless told. */
  readonly width?: number
  readonly height?: number
  readonly javaScript?: boolean
  readonly locale?: string
  readonly timezoneId?: string
  readonly colorScheme?: 'light' | 'dark'
}

/** A page with a context of its own: no cookies are shared. */
export interface StoryPage {
  readonly page: Page
  readonly context: BrowserContext
  /**
   * Console errors, refusals by the content security policy, uncaught errors, and every request past loopback.
   * Taken by a test that provokes them, they no longer fail it.
   */
  takeProblems(): string[]
  /** Expected ones, `/status of 404/` for instance, do not count. Requests past loopback always do. */
  allow(expected: RegExp): void
  /** Throws an `Error` that names every problem. */
  expectNoProblems(): void
  close(): Promise<void>
}

export interface BrowserOptions {
  /** A port of this machine on which other programs may steer the browser too. */
  readonly debuggingPort?: number
}

interface Browser {
  newPage(options?: PageOptions): Promise<StoryPage>
  close(): Promise<void>
}

/**
 * Starts the registry's Chromium, as root too. Gives `undefined` where none starts, or throws then
 * if REQUIRE_BROWSER=1. The browser resolves no name but localhost.
 */
export async function launchBrowser({ debuggingPort }: BrowserOptions = {}): Promise<Browser | undefined> {
  const failures: string[] = []
  const files = await unpackChromium().catch((fault: unknown) => void failures.push(String(fault)))
  const steering = debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]
  const launched = files && (await launch(files, [...switches, ...steering], failures))
  if (launched && files) return wrap(launched, files)
  await files?.release()
  if (process.env['REQUIRE_BROWSER'] === '1') throw new Error(`no browser starts: ${failures.join('\n')}`)
  process.stderr.write(`\nNo browser starts here: ${failures.join('\n')}\n`)
  return undefined
}

/**
 * A story in a real browser; one per test file. Pages opened with `open` are closed after each test, which fails if
 * they had problems. Where no browser starts the story is skipped and stderr says so.
 */
export function describeStory(
  name: string,
  story: (open: (options?: PageOptions) => Promise<StoryPage>) => void,
): void {
  describe(name, async () => {
    const browser = await launchBrowser()
    if (!browser) process.stderr.write(`\n*** LEFT OUT, because no browser starts: ${name} ***\n\n`)
    describe.skipIf(!browser)('in a real browser', () => {
      const opened: StoryPage[] = []
      afterEach(async () => {
        const finished = opened.splice(0)
        await Promise.all(finished.map((page) => page.close()))
        for (const page of finished) page.expectNoProblems()
      })
      afterAll(() => browser?.close())
      story(async (options) => {
        if (!browser) throw new Error('no browser starts here')
        const page = await browser.newPage(options)
        opened.push(page)
        return page
      })
    })
  })
}

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // A microphone that beeps, and a person who always allows it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
]

/** First with the machine's own libraries, then with the bundled ones: mixing them where both exist is fragile. */
async function launch(
  files: ChromiumFiles,
  args: string[],
  failures: string[],
): Promise<PlaywrightBrowser | undefined> {
  for (const extra of [files.fonts, { ...files.fonts, ...files.libraries }]) {
    const env = Object.fromEntries(
      Object.entries({ ...process.env, ...extra }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    )
    const { executablePath } = files
    const options = { executablePath, args, env, headless: true, timeout: 60_000 }
    const browser = await chromium
      .launch(options)
      .catch((fault: unknown) => void failures.push(essence(fault)))
    if (browser) return browser
  }
  return undefined
}

/** Playwright tells its whole command line; what the browser itself said is worth reading. */
function essence(fault: unknown): string {
  const [first, ...lines] = String(fault).split('\n')
  return [first, ...lines.filter((line) => line.includes('[err]')).slice(0, 5)].join('\n')
}

const wrap = (browser: PlaywrightBrowser, files: ChromiumFiles): Browser => ({
  newPage: (options = {}) => openPage(browser, options),
  async close() {
    await browser.close()
    await files.release()
  },
})

async function openPage(browser: PlaywrightBrowser, options: PageOptions): Promise<StoryPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 360, height: options.height ?? 740 },
    javaScriptEnabled: options.javaScript ?? true,
    locale: options.locale ?? 'en',
    ...(options.timezoneId === undefined ? {} : { timezoneId: options.timezoneId }),
    colorScheme: options.colorScheme ?? 'light',
  })
  const page = await context.newPage()
  const problems: string[] = []
  const outside: string[] = []
  const allowed: RegExp[] = []
  watch(context, page, problems, outside)
  const unexpected = (): string[] => [
    ...outside,
    ...problems.filter((problem) => !allowed.some((expected) => expected.test(problem))),
  ]
  return {
    page,
    context,
    takeProblems() {
      const taken = unexpected()
      problems.length = 0
      outside.length = 0
      return taken
    },
    allow: (expected) => void allowed.push(expected),
    expectNoProblems() {
      const found = unexpected()
      if (found.length > 0) throw new Error(`the browser complained:\n${found.join('\n')}`)
    },
    close: () => context.close(),
  }
}

function watch(context: BrowserContext, page: Page, problems: string[], outside: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (fault) => void problems.push(String(fault.error())))
  const check = (url: string): void => {
    if (!isLocal(url)) outside.push(`a request left this machine: ${url}`)
  }
  context.on('request', (request) => check(request.url()))
  page.on('websocket', (socket) => check(socket.url()))
  page.on('crash', () => void problems.push('the page crashed'))
}

function isLocal(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  const isInline = ['data:', 'blob:', 'about:'].includes(protocol)
  return isInline || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
