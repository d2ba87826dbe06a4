import { describe, expect, it } from 'vitest'
import { readList, writeList } from '../../src/servers/list-format.ts'

const header = '#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate'

describe('a list as Mastodon exports it', () => {
  it('is read by its header, with quotes, capitals and the hardest severity of a domain', () => {
    const read = readList(
      `\ufeff${header}\r\nBad.example,suspend,true,true,"Spam, and ""worse""",false\r\nloud.example,silence,false,false,,false\r\nbad.example,noop,false,false,later,false\r\n`,
    )
    expect(read).toEqual({
      servers: [
        { domain: 'bad.example', severity: 'suspend', comment: 'Spam, and "worse"' },
        { domain: 'loud.example', severity: 'silence', comment: '' },
      ],
      unusable: [],
      repeated: 1,
      isTooLong: false,
    })
  })

  it('gives hidden domains back as unusable', () => {
    const read = readList(`${header}\nb*d.ex*mple,suspend,,,,true\n*,suspend\nfine.example,suspend\n`)
    expect(read.unusable).toEqual(['b*d.ex*mple', '*'])
    expect(read.servers.map(({ domain }) => domain)).toEqual(['fine.example'])
  })

  it('may have its columns in any order, and without signs', () => {
    const read = readList('severity,domain\nsilence,a.example\nwhatever,b.example')
    expect(read.servers).toEqual([
      { domain: 'a.example', severity: 'silence', comment: '' },
      { domain: 'b.example', severity: 'suspend', comment: '' },
    ])
  })
})

describe('a plain list', () => {
  it('has a domain on each line, and comments', () => {
    const read = readList('# from our friends\na.example\n\nhttps://b.example/\nnot a domain\ncom\n')
    expect(read.servers.map(({ domain, severity }) => `${domain} ${severity}`)).toEqual([
      'a.example suspend',
      'b.example suspend',
    ])
    expect(read.unusable).toEqual(['not a domain', 'com'])
  })
})

it('is read to the end of an open quote, and no further than it may be long', () => {
  expect(readList('"a.example\nb.example').unusable).toHaveLength(1)
  const many = Array.from({ length: 5_002 }, (_, at) => `s${at}.example`).join('\n')
  expect(readList(many)).toMatchObject({ isTooLong: true })
  expect(readList('x'.repeat(200_001)).isTooLong).toBe(true)
  expect(readList(many.split('\n').slice(0, 5_000).join('\n')).isTooLong).toBe(false)
})

it('what is written is what can be read', () => {
  const domains = ['a.example', 'xn--bcher-kva.example']
  expect(writeList(domains).split('\r\n')[0]).toBe(header)
  expect(readList(writeList(domains)).servers.map(({ domain }) => domain)).toEqual(domains)
})
