import type { PublishedEdition } from './published.ts'

/** An open channel with what stands in it, newest first, as feed readers get it. */
export interface ChannelFeed {
  readonly origin: string
  readonly slug: string
  readonly actorUri: string
  readonly name: string
  readonly language: string
  /** In its original language; empty where it says nothing. */
  readonly description: string
  readonly editions: readonly PublishedEdition[]
}

/**
 * The channel as Atom (RFC 4287). Entries are named by the addresses of their objects, so that a reader who follows
 * both ways knows them; they are dated by days. Nothing in it is fetched from elsewhere.
 */
export function atomFeed(feed: ChannelFeed): string {
  const page = pageOf(feed)
  const entries = feed.editions.map((edition) => atomEntry(feed, edition)).join('')
  // A feed must say when it changed; an empty one never did.
  const updated = feed.editions.map(changedOn).sort().at(-1) ?? '1970-01-01'
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"${languageOf(feed.language)}>
<id>${escapeXml(feed.actorUri)}</id>
<title>${escapeXml(feed.name)}</title>
${feed.description === '' ? '' : `<subtitle>${escapeXml(feed.description)}</subtitle>\n`}<updated>${timeOf(updated)}</updated>
<link rel="self" type="application/atom+xml" href="${escapeXml(page)}/feed.atom"/>
<link rel="alternate" type="text/html" href="${escapeXml(page)}"/>
${entries}</feed>
`
}

function atomEntry(feed: ChannelFeed, edition: PublishedEdition): string {
  const [text, ...others] = edition.texts
  if (!text) return ''
  const page = `${pageOf(feed)}/${edition.id}`
  const translations = others.map(
    ({ language }) =>
      `<link rel="alternate" type="text/html" hreflang="${escapeXml(language)}" href="${escapeXml(`${page}?language=${language}`)}"/>\n`,
  )
  const pictures = edition.images.map(
    ({ url, mediaType, byteLength }) =>
      `<link rel="enclosure" type="${escapeXml(mediaType)}" length="${byteLength}" href="${escapeXml(url)}"/>\n`,
  )
  return `<entry${languageOf(text.language)}>
<id>${escapeXml(edition.uri)}</id>
<title>${escapeXml(text.title)}</title>
<author><name>${escapeXml(edition.author.name)}</name></author>
<published>${timeOf(edition.publishedOn)}</published>
<updated>${timeOf(changedOn(edition))}</updated>
<link rel="alternate" type="text/html" hreflang="${escapeXml(text.language)}" href="${escapeXml(page)}"/>
${translations.join('')}${pictures.join('')}<content type="html">${escapeXml(text.html)}</content>
</entry>
`
}

/** The same as JSON Feed 1.1. */
export function jsonFeed(feed: ChannelFeed): string {
  const page = pageOf(feed)
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.name,
    ...(feed.description === '' ? {} : { description: feed.description }),
    home_page_url: page,
    feed_url: `${page}/feed.json`,
    language: feed.language,
    items: feed.editions.flatMap((edition) => {
      const [text] = edition.texts
      if (!text) return []
      return {
        id: edition.uri,
        url: `${page}/${edition.id}`,
        ...(text.title === '' ? {} : { title: text.title }),
        content_html: text.html,
        language: text.language,
        authors: [{ name: edition.author.name }],
        date_published: timeOf(edition.publishedOn),
        date_modified: timeOf(changedOn(edition)),
        attachments: edition.images.map(({ url, mediaType, byteLength, alt }) => ({
          url,
          mime_type: mediaType,
          size_in_bytes: byteLength,
          ...(alt === '' ? {} : { title: alt }),
        })),
      }
    }),
  })
}

const pageOf = ({ origin, slug }: ChannelFeed): string => `${origin}/c/${slug}`

const changedOn = ({ updatedOn, publishedOn }: PublishedEdition): string => updatedOn ?? publishedOn

const timeOf = (day: string): string => `${day}T00:00:00Z`

const languageOf = (language: string): string => ` xml:lang="${escapeXml(language)}"`

/** Text and attribute values of XML 1.0, without the characters that it cannot carry at all (2.2). */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
