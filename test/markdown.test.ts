import { describe, expect, it } from 'vitest'
import { plainText, renderMarkdown, sanitizeRemoteHtml } from '../src/markdown.ts'

const rel = 'rel="nofollow noopener noreferrer"'

describe('what members write', () => {
  it('may be emphasised, listed, quoted and broken into lines', () => {
    expect(renderMarkdown('*a* **b**\nc\n\n- one\n- two\n\n> said')).toBe(
      '<p><em>a</em> <strong>b</strong><br>\nc</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<blockquote>\n<p>said</p>\n</blockquote>\n',
    )
  })

  it('shows HTML as it was typed', () => {
    expect(renderMarkdown('<script>alert(1)</script> <b onclick="x">')).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=&quot;x&quot;&gt;</p>\n',
    )
  })

  it.each([
    ['[here](https://clinic.example/a?b=1&c=2)', 'https://clinic.example/a?b=1&amp;c=2', 'here'],
    ['<https://clinic.example>', 'https://clinic.example', 'https://clinic.example'],
    ['https://clinic.example/open', 'https://clinic.example/open', 'https://clinic.example/open'],
    ['[here](https://clinic.example "unseen")', 'https://clinic.example', 'here'],
  ])('makes a link of %s', (text, href, words) => {
    expect(renderMarkdown(text)).toBe(`<p><a href="${href}" ${rel}>${words}</a></p>\n`)
  })

  it('lets a link without an address lead nowhere', () => {
    expect(renderMarkdown('[press]() [here](<>)')).not.toContain('href')
  })

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,1)',
    '[x](http://clinic.example)',
    '[x](//clinic.example)',
    '[x](/leave)',
    '<javascript:alert(1)>',
    'http://clinic.example',
    'somebody@mail.example',
    'clinic.example',
  ])('makes no link of %s', (text) => {
    expect(renderMarkdown(text)).not.toContain('<a ')
  })

  it('lets nobody hide the host of a link behind a name', () => {
    expect(renderMarkdown('[x](https://bank.example@evil.example)')).not.toMatch(/href="[^"]*(@|evil)/)
  })

  it('loads no picture, and keeps headings, rules and code as typed', () => {
    const html = renderMarkdown('![x](https://a.example/x.png)\n\n# h\n\n---\n\n`c`')
    expect(html).not.toMatch(/<(img|h1|hr|code)/)
    expect(html).toContain('# h')
  })

  it('cannot break out of an attribute', () => {
    expect(renderMarkdown('[x](https://a.example/"onmouseover="alert(1))')).toContain(
      'href="https://a.example/%22onmouseover=%22alert(1)"',
    )
  })

  it('survives deep nesting and long rows of markers', () => {
    for (const part of ['> ', '- ', '*a ', '[', '[a](https://', '<https://', '\\', '_*']) {
      expect(renderMarkdown(part.repeat(5_000)).length).toBeGreaterThan(0)
    }
  })
})

describe('what allies send', () => {
  it('keeps words, paragraphs, emphasis, lists, quotes and https links', () => {
    const html =
      '<p>a <em>b</em> <strong>c</strong><br />d</p><ul><li>e</li></ul><blockquote><p>f</p></blockquote>'
    expect(sanitizeRemoteHtml(html)).toBe(html)
    expect(sanitizeRemoteHtml('<a href="https://a.example/x" class="mention" target="_blank">@x</a>')).toBe(
      `<a href="https://a.example/x" ${rel}>@x</a>`,
    )
  })

  it.each([
    ['a script', '<p>a<script>alert(1)</script></p>', '<p>a</p>'],
    ['a picture', '<p>a<img src="https://a.example/x.png" onerror="alert(1)"></p>', '<p>a</p>'],
    ['a style', '<style>p{}</style><p style="color:red" class="x" id="y">a</p>', '<p>a</p>'],
    ['a frame', '<iframe src="https://a.example"></iframe>a', 'a'],
    ['a drawing', '<svg><script>alert(1)</script><text>x</text></svg>a', 'a'],
    ['an event', '<p onclick="alert(1)">a</p>', '<p>a</p>'],
    ['a form', '<form action="https://a.example"><input name="x"><button>a</button></form>', 'a'],
    ['a comment', '<!-- x --><p>a</p>', '<p>a</p>'],
  ])('takes out %s', (_what, html, expected) => {
    expect(sanitizeRemoteHtml(html)).toBe(expected)
  })

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'http://a.example',
    '//a.example',
    '/leave',
    'https://bank.example@evil.example',
    'data:text/html,x',
  ])('leaves only the words of a link to %s', (href) => {
    expect(sanitizeRemoteHtml(`<p><a href="${href}">a<span>b</span></a></p>`)).toBe('<p>ab</p>')
  })

  it('turns headings and other spellings into what members have', () => {
    expect(sanitizeRemoteHtml('<h2>a</h2><p><b>b</b> <i>c</i></p>')).toBe(
      '<p>a</p><p><strong>b</strong> <em>c</em></p>',
    )
  })

  it('closes what was left open', () => {
    expect(sanitizeRemoteHtml('<p>a <em>b')).toBe('<p>a <em>b</em></p>')
  })

  it('cuts off what is longer than any post', () => {
    expect(sanitizeRemoteHtml('a'.repeat(300_000))).toHaveLength(200_000)
  })
})

describe('the words of some HTML', () => {
  it('are its text with a line for each block', () => {
    expect(plainText('<p>a &lt;b&gt; &amp;amp;</p>\n<p>c<br>d</p><ul><li>1</li><li>2</li></ul>')).toBe(
      'a <b> &amp;\nc\nd\n1\n2',
    )
  })

  it('are without scripts', () => {
    expect(plainText('<p>a</p><script>alert(1)</script>')).toBe('a')
  })
})
