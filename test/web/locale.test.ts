import { describe, expect, it } from 'vitest'
import { chooseLocale } from '../../src/web/locale.ts'

const wishes = {
  cookie: undefined,
  account: undefined,
  acceptLanguage: undefined,
  offered: ['es', 'sv'],
  fallback: 'es',
} as const

describe('the language of a page', () => {
  it('is what she chose on this device, before everything else', () => {
    expect(chooseLocale({ ...wishes, cookie: 'ru', account: 'sv', acceptLanguage: 'es' })).toBe('ru')
  })

  it('is the one of her account where the device says nothing', () => {
    expect(chooseLocale({ ...wishes, account: 'sv', acceptLanguage: 'es' })).toBe('sv')
  })

  it('is the first that her browser wishes and the community offers', () => {
    expect(chooseLocale({ ...wishes, acceptLanguage: 'de, ru;q=0.9, sv-SE;q=0.8, es;q=0.7' })).toBe('sv')
    expect(chooseLocale({ ...wishes, acceptLanguage: 'es;q=0.1, sv;q=0.2' })).toBe('sv')
  })

  it('is the community’s own when nothing fits, or the header is nonsense', () => {
    for (const acceptLanguage of ['', ';;;,,', 'q=1', 'es;q=0', 'x'.repeat(100_000), '*'])
      expect(chooseLocale({ ...wishes, acceptLanguage })).toBe('es')
    expect(chooseLocale({ ...wishes, cookie: '../../etc', acceptLanguage: 'de' })).toBe('es')
  })

  it('may be any of ours while the community has named none', () => {
    expect(chooseLocale({ ...wishes, offered: [], acceptLanguage: 'id' })).toBe('id')
  })
})
