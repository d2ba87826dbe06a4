import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'
import { markSafe, type SafeHtml } from './safe-html.ts'

/** Links say nothing about where somebody comes from, and lend no weight to where they lead. */
const linkRelation = 'nofollow noopener noreferrer'

/** More than any post here may hold; longer HTML of others is cut off. */
const longestRemoteHtml = 200_000

const markdown = new MarkdownIt('zero', { html: false, breaks: true, linkify: true, maxNesting: 20 }).enable([
  'autolink',
  'blockquote',
  'emphasis',
  'escape',
  'link',
  'linkify',
  'list',
  'newline',
])
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
markdown.validateLink = isPlainHttps
markdown.renderer.rules['link_open'] = (tokens, index, options, _env, renderer) => {
  const token = tokens[index]
  // No title: it would be text that nobody sees before it is pressed. An empty address would lead to this very page.
  const attributes = token?.attrs?.filter(([name, value]) => name === 'href' && value !== '') ?? []
  if (token) token.attrs = [...attributes, ['rel', linkRelation]]
  return renderer.renderToken(tokens, index, options)
}

/**
 * Members' text as HTML: paragraphs, line breaks, emphasis, lists, quotes and https links, everything else as
 * typed. HTML in the text is shown, never obeyed. Never throws, whatever the text.
 */
export const renderMarkdown = (text: string): SafeHtml => markSafe(markdown.render(text))

/**
 * HTML that allies send, brought down to what members' own Markdown can say (OWASP XSS Prevention: allowlist). No
 * pictures, classes, ids, styles or scripts; headings become paragraphs; of links that are not https only the words
 * stay. Cut off after 200,000 characters.
 */
export const sanitizeRemoteHtml = (html: string): SafeHtml =>
  markSafe(
    sanitizeHtml(html.slice(0, longestRemoteHtml), {
      allowedTags: ['p', 'div', 'br', 'em', 'strong', 'ul', 'ol', 'li', 'blockquote', 'a'],
      allowedAttributes: { a: ['href', 'rel'] },
      allowedClasses: {},
      allowedSchemes: ['https'],
      allowProtocolRelative: false,
      disallowedTagsMode: 'discard',
      exclusiveFilter: ({ tag, attribs }) =>
        tag === 'a' && !isPlainHttps(attribs['href'] ?? '') && 'excludeTag',
      nestingLimit: 20,
      nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template', 'svg', 'math'],
      transformTags: {
        a: (tagName, { href = '' }) => ({ tagName, attribs: { href, rel: linkRelation } }),
        b: 'strong',
        i: 'em',
        h1: 'p',
        h2: 'p',
        h3: 'p',
        h4: 'p',
        h5: 'p',
        h6: 'p',
      },
    }),
  )

/** The words of some HTML, with line breaks where blocks ended: for subjects, previews and comparisons. */
export const plainText = (html: string): string =>
  sanitizeHtml(
    html.slice(0, longestRemoteHtml).replace(/<(br|\/p|\/li|\/blockquote|\/h[1-6]|\/div)\b/giu, '\n<$1'),
    {
      allowedTags: [],
      allowedAttributes: {},
    },
  )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n[\s]*/gu, '\n')
    .trim()

/** https, with nothing before the host that could pass for another host. */
function isPlainHttps(url: string): boolean {
  const parsed = /^https:\/\//iu.test(url) ? URL.parse(url) : null
  return parsed !== null && parsed.username === '' && parsed.password === ''
}
