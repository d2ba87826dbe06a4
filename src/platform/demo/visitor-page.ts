import { DomUtils, parseDocument } from 'htmlparser2'
import { type PageForm, readForm } from './visitor-form.ts'
import { type Element, fold, wordsOf } from './visitor-words.ts'

export interface Page {
  readonly status: number
  /** After redirects. */
  readonly url: string
  readonly headers: Headers
  /** The body as it came. */
  readonly text: string
  /** What can be read on it, white space folded. */
  readonly words: string
  /** Addresses that were passed through, the first one asked for first. */
  readonly redirectedFrom: readonly string[]
  /** By `#id`, or by the path of its action. Throws and names the forms there are when it is not on the page. */
  form(idOrAction: string): PageForm
  forms(): PageForm[]
  /** Absolute addresses with what they say. */
  links(): readonly { readonly href: string; readonly text: string }[]
}

export function readPage(
  response: Response,
  url: string,
  text: string,
  redirectedFrom: readonly string[],
): Page {
  const isHtml = (response.headers.get('content-type') ?? '').includes('html')
  const document = parseDocument(isHtml ? text : '')
  const named = (name: string): Element[] => DomUtils.getElementsByTagName(name, document)
  const forms = (): PageForm[] => named('form').map((form) => readForm(form, url, document))
  return {
    status: response.status,
    url,
    headers: response.headers,
    text,
    words: isHtml ? wordsOf(document) : fold(text),
    redirectedFrom,
    form(idOrAction) {
      const index = named('form').findIndex((form) => isMeant(form, idOrAction, url))
      const found = forms()[index]
      if (found) return found
      const present = forms().map(({ action }) => new URL(action).pathname)
      throw new Error(`no form ${idOrAction} on ${url} (${response.status}), only: ${present.join(', ')}`)
    },
    forms,
    links: () =>
      named('a').flatMap((link) => {
        const href = link.attribs['href']
        return href === undefined ? [] : [{ href: new URL(href, url).href, text: wordsOf(link) }]
      }),
  }
}

function isMeant(form: Element, idOrAction: string, url: string): boolean {
  if (idOrAction.startsWith('#')) return form.attribs['id'] === idOrAction.slice(1)
  return new URL(form.attribs['action'] ?? url, url).pathname === new URL(idOrAction, url).pathname
}
