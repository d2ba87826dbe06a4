import { describe, expect, it } from 'vitest'
import { outsideLine, outsideText } from '../../src/channels/outside-text.ts'
import { renderMarkdown } from '../../src/markdown.ts'

const origin = 'https://harbour.example'
const outside = (text: string, from = origin) => outsideText(renderMarkdown(text), from)

describe('P4: no link that a reader could follow back', () => {
  it.each([
    ['a plain address', 'See https://harbour.example/posts/abc for more'],
    ['capital letters', 'See https://HARBOUR.Example/posts/abc'],
    ['a port', 'See https://harbour.example:443/posts/abc'],
    ['a subdomain', 'See https://www.harbour.example/'],
    ['no scheme', 'See harbour.example/posts/abc'],
    ['another scheme', 'See http://harbour.example/posts/abc'],
    ['a trailing dot of the name', 'See https://harbour.example./posts/abc'],
    ['percent-encoding', 'See https://harbour%2Eexample/posts/abc'],
    ['wide letters', 'See ｈａｒｂｏｕｒ．ｅｘａｍｐｌｅ'],
    ['an invisible letter', 'See harbour.\u200bexample/posts/abc'],
    ['a byte order mark inside', 'See harbour.\ufeffexample/posts/abc'],
    ['a soft hyphen', 'See har\u00adbour.example'],
    ['brackets around the dot', 'See harbour[.]example'],
    ['emphasis inside the name', 'See harbour.*exam*ple/posts/abc'],
    ['a hyphen before it', 'See -harbour.example/posts/abc'],
    ['a hyphen after it', 'Breakfast at harbour.example- as always'],
    ['a handle', 'Write to @voice@harbour.example'],
    ['a copy in an archive', 'See https://archive.example/save/https://harbour.example/posts/abc'],
    ['an encoded target', 'See https://translate.example/?u=https%3A%2F%2Fharbour.example%2Fposts'],
    ['the words of a link', '[harbour.example/x](https://other.example/)'],
    ['an automatic link', '<https://harbour.example/posts/abc>'],
    ['a link with words', 'See [our plan](https://harbour.example/posts/abc)'],
  ])('takes it out with %s', (_spelling, text) => {
    const { html, removed } = outside(text)
    expect(
      html
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\u00ad\u200b\ufeff]|<[^>]+>/g, ''),
    ).not.toContain('harbour')
    expect(html).not.toMatch(/href="[^"]*harbour/i)
    expect(removed.length).toBeGreaterThan(0)
  })

  it('takes out a name in another script, spelt either way', () => {
    const from = new URL('https://découverte.example').origin
    expect(from).toContain('xn--')
    expect(outside('See découverte.example/posts', from).html).toBe('<p>See </p>\n')
    expect(outside(`See ${from.slice(8)}/posts`, from).html).toBe('<p>See </p>\n')
  })

  it('keeps the words of a link and shows where it led as taken out', () => {
    const { html, marked, removed } = outside('See [our plan](https://harbour.example/posts/abc)')
    expect(html).toBe('<p>See our plan</p>\n')
    expect(marked).toBe('<p>See <del class="struck">https://harbour.example/posts/abc</del> our plan</p>\n')
    expect(removed).toEqual(['https://harbour.example/posts/abc'])
  })

  it.each([
    'See [the hotline](https://hotline.example/call) *today*',
    'Our harbour, for example, is calm',
    'See https://notharbour.example/ and https://harbour.example.net/',
    'See https://old-harbour.example/ and https://old--harbour.example/ and harbour.example-net.org',
    '1 < 2 & "3" > 2',
    '- one\n- two\n\n> three',
  ])('leaves everything else as it is: %s', (text) => {
    const { html, marked, removed } = outside(text)
    expect(html).toBe(renderMarkdown(text))
    expect(marked).toBe(renderMarkdown(text))
    expect(removed).toEqual([])
  })

  it('tells communities on one machine apart by their port', () => {
    const from = 'http://localhost:4001'
    expect(outside('See http://localhost:4001/posts/abc', from).removed).toHaveLength(1)
    expect(outside('See http://localhost:4002/posts/abc', from).removed).toHaveLength(0)
  })

  it('does the same for titles and descriptions', () => {
    expect(outsideLine('Friday, see harbour.example/x now', origin)).toEqual({
      text: 'Friday, see now',
      removed: ['harbour.example/x'],
    })
  })
})
