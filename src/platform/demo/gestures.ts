import type { Visitor } from './visitor.ts'
import type { Page } from './visitor-page.ts'

/**
 * What people do in a community, as their browsers without JavaScript would send it: pages are opened, their forms
 * filled in. A gesture throws when the page does not show what it should.
 */

export interface NewPerson {
  readonly signInName: string
  readonly displayName: string
  readonly passphrase: string
}

const patienceMilliseconds = 30_000
const pauseMilliseconds = 150

/** Asks again until something is there, as somebody who presses Refresh; throws when patience ends. */
export async function eventually<Value>(
  what: string,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  const until = Date.now() + patienceMilliseconds
  while (Date.now() < until) {
    const value = await look()
    if (value !== undefined) return value
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds))
  }
  throw new Error(`waited in vain for ${what}`)
}

export async function openPage(visitor: Visitor, path: string): Promise<Page> {
  const page = await visitor.get(path)
  return expectStatus(page, 200)
}

export function expectStatus(page: Page, status: number): Page {
  if (page.status === status) return page
  throw new Error(`${new URL(page.url).pathname} answered ${page.status}: ${page.words.slice(0, 300)}`)
}

export function expectWords(page: Page, words: string): Page {
  if (page.words.includes(words)) return page
  throw new Error(`${new URL(page.url).pathname} does not say "${words}": ${page.words.slice(0, 600)}`)
}

/** The address of the first link that begins with a path, without the origin. */
export function linkTo(page: Page, prefix: string, text = ''): string {
  const found = findLink(page, prefix, text)
  if (found !== undefined) return found
  const paths = page.links().map(({ href }) => new URL(href).pathname)
  throw new Error(`no link to ${prefix} "${text}" on ${page.url}, only ${[...new Set(paths)].join(' ')}`)
}

export function findLink(page: Page, prefix: string, text = ''): string | undefined {
  const link = page
    .links()
    .find(({ href, text: said }) => new URL(href).pathname.startsWith(prefix) && said.includes(text))
  return link === undefined ? undefined : new URL(link.href).pathname
}

/** The value of a code that a page shows once. */
export function shownCode(page: Page): string {
  const code = findCode(page)
  if (code === undefined) throw new Error(`no code on ${page.url}: ${page.words.slice(0, 300)}`)
  return code
}

const findCode = (page: Page): string | undefined =>
  /<code class="code__value"[^>]*>\s*([^<]+?)\s*<\/code>/.exec(page.text)?.[1]

export async function setUp(
  visitor: Visitor,
  path: string,
  community: { name: string; locale: string; rules: string; questions: readonly string[] } & NewPerson,
): Promise<void> {
  const page = await openPage(visitor, path)
  const done = await visitor.submit(page.form(path), {
    communityName: community.name,
    defaultLocale: community.locale,
    offered: [community.locale, 'en'],
    rules: community.rules,
    questions: community.questions.join('\n'),
    signInName: community.signInName,
    displayName: community.displayName,
    passphraseFrom: 'own',
    passphrase: community.passphrase,
  })
  expectStatus(done, 200)
  expectWords(done, community.displayName)
}

/** Asks to join, a question a page; returns the status code. */
export async function askToJoin(
  visitor: Visitor,
  person: NewPerson,
  answers: readonly string[],
): Promise<string> {
  let page = await openPage(visitor, '/join')
  const left = [...answers]
  const steps = 20
  for (let step = 0; step < steps; step += 1) {
    const last = page.forms().find(({ action }) => new URL(action).pathname === '/join')
    if (last) {
      const own = { passphraseFrom: 'own', passphrase: person.passphrase }
      return shownCode(await visitor.submit(last, own))
    }
    const form = page.form('/join/questions')
    const at = form.defaults.find(([name]) => name === 'at')?.[1]
    const isQuestion = typeof at === 'string' && form.names.has(at)
    const names = { signInName: person.signInName, displayName: person.displayName }
    const isNames = at === 'names'
    // The page to check everything has a button beside each answer as well; the one that goes on has no name.
    const goOn = form.buttons.find(({ name }) => name === '')?.text
    page = await visitor.submit(form, isQuestion ? { [at]: left.shift() ?? '' } : isNames ? names : {}, goOn)
    expectStatus(page, 200)
  }
  throw new Error('asking to join does not come to an end')
}

/** A moderator lets in whoever has waited longest under that name. */
export async function admit(moderator: Visitor, displayName: string): Promise<void> {
  const queue = await openPage(moderator, '/queue')
  const path = linkTo(queue, '/queue/applications/', displayName)
  const application = await openPage(moderator, path)
  expectStatus(await moderator.submit(application.form(`${path}/approve`)), 200)
}

/** Looks up her code, comes in with it and settles the name that others see. */
export async function comeInWithCode(visitor: Visitor, code: string): Promise<void> {
  const door = await openPage(visitor, '/join/status')
  const status = await visitor.submit(door.form('/join/status'), { code })
  const welcome = await visitor.submit(status.form('/join/enter'))
  const home = await visitor.submit(welcome.form('/welcome'))
  expectStatus(home, 200)
}

export async function signIn(
  visitor: Visitor,
  person: Pick<NewPerson, 'signInName' | 'passphrase'>,
): Promise<void> {
  const door = await openPage(visitor, '/')
  const { signInName, passphrase } = person
  expectStatus(await visitor.submit(door.form('/sign-in'), { signInName, passphrase }), 200)
}

/** Posts in the first group; returns the thread's path. */
export async function writePost(visitor: Visitor, text: string, picture?: File): Promise<string> {
  const groups = await openPage(visitor, '/groups')
  const group = linkTo(groups, '/groups/')
  const page = await openPage(visitor, `${group}/write`)
  const fields = picture
    ? { text, pictures: picture, pictureDescription: picture.name.replace(/\.\w+$/, '') }
    : { text }
  const thread = await visitor.submit(page.form(`${group}/posts`), fields)
  expectStatus(thread, 200)
  return new URL(thread.url).pathname
}

export interface ShareWish {
  /** Where sharing begins: `/share/new/…`, `/share/answer/…`. */
  readonly start: string
  /** What the channel is called; absent for an answer, which goes where the post came from. */
  readonly channel?: string
  readonly penName?: string
  readonly title: string
  readonly text: string
  /** Every picture of the post goes along; none unless told. */
  readonly withPictures?: true
}

export interface Proposed {
  /** The page that tells her what became of it. */
  readonly path: string
  /** Shown the first time she proposes. */
  readonly withdrawalCode?: string
}

/** Goes through the share pages to the end and consents to the exact preview. */
export async function proposeShare(visitor: Visitor, wish: ShareWish): Promise<Proposed> {
  const start = await openPage(visitor, wish.start)
  return finishShare(visitor, await visitor.submit(start.form(wish.start)), wish)
}

/** From any page of the share flow on. */
export async function finishShare(
  visitor: Visitor,
  from: Page,
  wish: Omit<ShareWish, 'start'>,
): Promise<Proposed> {
  let page = expectStatus(from, 200)
  const base = /^\/share\/[^/]+/.exec(new URL(page.url).pathname)?.[0] ?? ''
  if (page.url.endsWith('/channel')) {
    const form = page.form(`${base}/channel`)
    page = await visitor.submit(form, { channel: optionLabelled(page, 'channel', wish.channel ?? '') })
  }
  if (page.url.endsWith('/attribution')) {
    const form = page.form(`${base}/attribution`)
    const choice =
      wish.penName === undefined ? { attribution: 'voice' } : { attribution: 'new', penName: wish.penName }
    page = await visitor.submit(form, choice)
  }
  const words = { title: wish.title, text: wish.text }
  // No picture goes along by itself.
  const pictures = wish.withPictures ? { pictures: boxesNamed(page, 'pictures') } : {}
  page = await visitor.submit(page.form(`${base}/text`), { ...words, ...pictures })
  expectWords(expectStatus(page, 200), wish.text)
  const proposed = await visitor.submit(page.form(`${base}/propose`), { agree: 'yes' })
  expectStatus(proposed, 200)
  const code = findCode(proposed)
  return {
    path: base.replace('/share/', '/shares/'),
    ...(code === undefined ? {} : { withdrawalCode: code }),
  }
}

/** The values of all boxes of a name, ticked or not. */
const boxesNamed = (page: Page, name: string): string[] =>
  [...page.text.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].flatMap(([input]) =>
    input.includes(`name="${name}"`) ? (/value="([^"]+)"/.exec(input)?.[1] ?? []) : [],
  )

/** The value of the radio button whose label says a text. */
function optionLabelled(page: Page, name: string, text: string): string {
  const inputs = [...page.text.matchAll(/<input[^>]*type="radio"[^>]*>/g)].map(([input]) => input)
  const labels = page.text.split(/<input[^>]*type="radio"[^>]*>/).slice(1)
  const index = labels.findIndex(
    (label, at) => label.includes(text) && (inputs[at] ?? '').includes(`name="${name}"`),
  )
  const value = /value="([^"]+)"/.exec(inputs[index] ?? '')?.[1]
  if (value === undefined) throw new Error(`no choice "${text}" on ${page.url}`)
  return value
}

/** A moderator publishes what waits under a title. */
export async function publish(moderator: Visitor, title: string): Promise<void> {
  const queue = await openPage(moderator, '/queue')
  const path = linkTo(queue, '/queue/shares/', title)
  const review = await openPage(moderator, path)
  expectStatus(await moderator.submit(review.form(`${path}/publish`)), 200)
}
