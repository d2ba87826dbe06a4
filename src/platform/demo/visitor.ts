import { createCookieJar } from './visitor-cookies.ts'
import type { FieldValue, PageForm } from './visitor-form.ts'
import { type Page, readPage } from './visitor-page.ts'

/** Values by field name; a list for several of one name. `undefined` leaves a default of the form out (unticks a box). */
type Fields = Readonly<Record<string, FieldValue | readonly FieldValue[] | undefined>>

/** The global `fetch`, or an application's own `request`, which needs no socket. */
export type FetchLike = (url: string, init: RequestInit) => Response | Promise<Response>

/**
 * Somebody with a browser without JavaScript: keeps cookies, reads pages, fills in their forms.
 * Redirects within the origin are followed; one that leads elsewhere is given back as the page.
 */
export interface Visitor {
  readonly origin: string
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Page>
  /** POSTs fields to an address, as they are. */
  submit(path: string, fields: Fields | FormData): Promise<Page>
  /**
   * Sends a form of a page: its defaults, replaced by `fields`. `button` is what the pressed button says.
   * Throws for a field or a button that the form does not have, because nobody could send it.
   */
  submit(form: PageForm, fields?: Fields, button?: string): Promise<Page>
  hasCookie(name: string): boolean
}

/** `origin` without a path. The language is that of `Accept-Language`, English unless told. */
export function createVisitor(origin: string, fetchLike: FetchLike = fetch, language = 'en'): Visitor {
  const jar = createCookieJar(origin)

  const navigate = async (url: string, init: RequestInit, passed: readonly string[] = []): Promise<Page> => {
    const { pathname } = new URL(url)
    const cookie = jar.headerFor(pathname)
    const headers = { ...plainHeaders(init), ...(cookie === undefined ? {} : { cookie }) }
    const response = await fetchLike(url, { ...init, headers, redirect: 'manual' })
    jar.take(response.headers, pathname)
    const text = await response.text()
    const target = redirectTarget(response, url)
    if (target === undefined || new URL(target).origin !== origin)
      return readPage(response, url, text, passed)
    if (passed.length >= maximumRedirects)
      throw new Error(`too many redirects: ${[...passed, url].join(' -> ')}`)
    const keepsMethod = [307, 308].includes(response.status)
    return navigate(target, keepsMethod ? init : { headers: common }, [...passed, url])
  }

  const common = {
    accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
    'accept-language': language,
    'sec-fetch-site': 'same-origin',
  }

  const post = (url: string, body: FormData | URLSearchParams): Promise<Page> =>
    navigate(url, { method: 'POST', headers: { ...common, origin }, body })

  return {
    origin,
    get: (path, headers = {}) => navigate(new URL(path, origin).href, { headers: { ...common, ...headers } }),
    async submit(target: string | PageForm, fields: Fields | FormData = {}, button?: string) {
      if (typeof target === 'string') return post(new URL(target, origin).href, toBody(fields))
      if (fields instanceof FormData) throw new Error('a form takes fields by name')
      const filled = fillIn(target, fields, button)
      const url = filled.action
      if (new URL(url).origin !== origin) throw new Error(`the form leads away from ${origin}, to ${url}`)
      if (target.method === 'post') return post(url, encode(filled.entries, target.enctype))
      const asked = new URL(url)
      asked.search = encode(filled.entries, 'application/x-www-form-urlencoded').toString()
      return navigate(asked.href, { headers: common })
    },
    hasCookie: (name) => jar.has(name),
  }
}

const maximumRedirects = 10

function plainHeaders(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers))
}

function redirectTarget(response: Response, url: string): string | undefined {
  const location = response.headers.get('location')
  const isRedirect = [301, 302, 303, 307, 308].includes(response.status)
  return isRedirect && location !== null ? new URL(location, url).href : undefined
}

type Entries = readonly (readonly [string, FieldValue])[]

function toBody(fields: Fields | FormData): FormData | URLSearchParams {
  if (fields instanceof FormData) return fields
  const entries = Object.entries(fields).flatMap(([name, given]) => entriesOf(name, given))
  const hasFile = entries.some(([, value]) => value instanceof File)
  return encode(entries, hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded')
}

function entriesOf(name: string, given: Fields[string]): Entries {
  if (given === undefined) return []
  return typeof given === 'string' || given instanceof File
    ? [[name, given]]
    : given.map((value) => [name, value])
}

/** A form that is not multipart sends only the names of files (HTML, "convert to a list of name-value pairs"). */
function encode(entries: Entries, enctype: PageForm['enctype']): FormData | URLSearchParams {
  if (enctype === 'multipart/form-data') {
    const form = new FormData()
    for (const [name, value] of entries) form.append(name, value)
    return form
  }
  return new URLSearchParams(
    entries.map(([name, value]) => [name, value instanceof File ? value.name : value]),
  )
}

function fillIn(form: PageForm, fields: Fields, text?: string): { action: string; entries: Entries } {
  const unknown = Object.keys(fields).find((name) => !form.names.has(name))
  if (unknown !== undefined) {
    throw new Error(`the form at ${form.action} has no field ${unknown}, only: ${[...form.names].join(', ')}`)
  }
  const button = text === undefined ? form.buttons[0] : form.buttons.find((one) => one.text === text)
  if (text !== undefined && !button) {
    throw new Error(`no button "${text}", only: ${form.buttons.map((one) => one.text).join(', ')}`)
  }
  const kept = form.defaults.filter(([name]) => !Object.hasOwn(fields, name))
  const given = Object.entries(fields).flatMap(([name, value]) => entriesOf(name, value))
  const pressed: Entries = button && button.name !== '' ? [[button.name, button.value]] : []
  return { action: button?.action ?? form.action, entries: [...kept, ...given, ...pressed] }
}
