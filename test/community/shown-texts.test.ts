import { describe, expect, it } from 'vitest'
import { showTexts } from '../../src/community/shown-texts.ts'

const shown = (texts: { welcome?: string; rules?: string }) =>
  showTexts({ welcome: '', rules: '', locale: 'en', locales: ['en'], ...texts })

describe('what the community wrote of itself', () => {
  it('says a stress as a stress, and makes a paragraph of each line', () => {
    expect(String(shown({ welcome: '**Sit down** first.\nThen read.' }).welcome)).toBe(
      '<p><strong>Sit down</strong> first.</p>\n<p>Then read.</p>\n',
    )
  })

  it('is not numbered twice, whatever she typed before a rule', () => {
    const { rules } = shown({ rules: '1. Be kind.\n\n2) Be quiet.\n- Stay.\n3 breakfasts a week.' })
    expect(rules.map(String)).toEqual([
      '<p>Be kind.</p>\n',
      '<p>Be quiet.</p>\n',
      '<p>Stay.</p>\n',
      '<p>3 breakfasts a week.</p>\n',
    ])
  })

  it('shows HTML as it was typed', () => {
    expect(String(shown({ rules: '<b>Loud</b>' }).rules[0])).toBe('<p>&lt;b&gt;Loud&lt;/b&gt;</p>\n')
  })

  it('leaves out a welcome that nobody wrote', () => {
    expect(shown({ welcome: ' \n ' }).welcome).toBeNull()
  })
})
