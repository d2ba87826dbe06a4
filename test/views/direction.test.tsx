import { expect, it } from 'vitest'
import { locales } from '../../src/i18n/translator.ts'
import { Icon, IconSprite } from '../../views/components/icon.tsx'
import { directionOf } from '../../views/direction.ts'

it.each(['ar', 'ar-MA', 'fa', 'he', 'ur-PK', 'uz-Arab', 'ps', 'ckb', 'pa-Arab-PK'])(
  '%s is written from the right',
  (tag) => {
    expect(directionOf(tag)).toBe('rtl')
  },
)

it.each([...locales, 'qu', 'az-Latn', 'ku-Latn', 'zh-Hant-TW', 'ar-Latn', 'EN-GB', ''])(
  '%s is written from the left',
  (tag) => {
    expect(directionOf(tag)).toBe('ltr')
  },
)

it('icons that point turn round with the text, the others stay', () => {
  const icon = (name: 'arrow-left' | 'lock') =>
    String(<IconSprite url="/s.svg">{<Icon name={name} />}</IconSprite>)
  expect(icon('arrow-left')).toContain('data-points')
  expect(icon('lock')).not.toContain('data-points')
})
