import { describe, expect, it } from 'vitest'
import { cutPage, decodeCursor, encodeCursor } from '../../src/paging.ts'
import { altsOf, judgeComment, judgeLanguage, judgePost, nextEdit, versionOf } from '../../src/posts/rules.ts'

const fields = (refusals: readonly { readonly field?: string }[]) => refusals.map(({ field }) => field)
const id = '0123456789abcdefghjkmnpq'

describe('a post', () => {
  it('needs words or a picture', () => {
    expect(fields(judgePost({ text: '', pictures: [] }))).toEqual(['text'])
    expect(judgePost({ text: 'a', pictures: [] })).toEqual([])
    expect(judgePost({ text: '', pictures: [{ alt: '' }] })).toEqual([])
  })

  it('has at most 20,000 characters, four pictures and 500 characters about each', () => {
    const picture = { alt: 'a'.repeat(500) }
    expect(judgePost({ text: 'a'.repeat(20_000), pictures: Array(4).fill(picture) })).toEqual([])
    expect(
      fields(judgePost({ text: 'a'.repeat(20_001), pictures: Array(5).fill({ alt: `${picture.alt}a` }) })),
    ).toEqual(['text', 'pictures', 'pictureDescription'])
  })

  it('is written in a language of the community, or in the one it had', () => {
    const community = { locales: ['es', 'sv'] as const }
    expect(judgeLanguage('sv', community)).toEqual([])
    expect(fields(judgeLanguage('ru', community))).toEqual(['language'])
    expect(judgeLanguage('ru', community, 'ru')).toEqual([])
    expect(fields(judgeLanguage('tlh', { locales: [] }))).toEqual(['language'])
  })
})

describe('a comment', () => {
  it('needs words, and at most 5,000 characters', () => {
    expect(fields(judgeComment(''))).toEqual(['text'])
    expect(judgeComment('a'.repeat(5_000))).toEqual([])
    expect(fields(judgeComment('a'.repeat(5_001)))).toEqual(['text'])
  })
})

describe('descriptions of several pictures', () => {
  it('are one line each, and what is left over belongs to the last', () => {
    expect(altsOf('a\n\n b \nc\nd', 3)).toEqual(['a', 'b', 'c d'])
    expect(altsOf('a\nb', 1)).toEqual(['a b'])
    expect(altsOf('a', 2)).toEqual(['a', ''])
    expect(altsOf('a', 0)).toEqual([])
  })
})

describe('versions of a text', () => {
  it('differ even when two edits fall on the same moment', () => {
    const now = new Date('2030-01-01T00:00:00Z')
    const first = nextEdit(now, null)
    const second = nextEdit(now, first)
    expect(first).toEqual(now)
    expect(new Set([versionOf(null), versionOf(first), versionOf(second)]).size).toBe(3)
  })
})

describe('a cursor', () => {
  it('comes back as it went', () => {
    const cursor = { at: new Date('2030-01-01T12:34:56.789Z'), id }
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)
  })

  it.each([
    undefined,
    '',
    'x',
    '\0',
    `zzzzzzzzzz-${id}`,
    `ky-${id.replace('0', 'u')}`,
    `ky-${id}0`,
    `ky${id}`,
  ])('that nobody made is none: %j', (text) => {
    expect(decodeCursor(text)).toBeUndefined()
  })

  it('stands where a page was cut', () => {
    const rows = ['a', 'b', 'c'].map((letter) => ({ id: id.replace('0', letter), createdAt: new Date(5) }))
    expect(cutPage(rows, 3)).toEqual({ rows })
    expect(decodeCursor(cutPage(rows, 2).older)).toEqual({ at: new Date(5), id: rows[1]?.id })
  })
})
