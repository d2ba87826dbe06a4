import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { nameOf, useExhibition } from './exhibition.ts'

/**
 * The standard's own rules (WHATWG HTML), and what screen readers rely on. Left out is taste alone: how void elements,
 * attributes and white space are written, and what hono's JSX decides.
 */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  // Every file comes from this server, under a name that follows from its content.
  rules: { 'require-sri': 'off' },
})

describe('the markup of every page', () => {
  const exhibition = useExhibition()

  it('is valid HTML', async () => {
    const { exhibits, looker } = exhibition()
    const findings = new Map<string, string>()
    let read = 0
    for (const exhibit of exhibits.filter(({ send }) => send === undefined)) {
      const { html } = await looker.look(exhibit.house, exhibit.as, exhibit.path)
      if (html === '') continue
      read += 1
      const { results } = await validator.validateString(html)
      for (const { ruleId, message, selector } of results.flatMap(({ messages }) => messages)) {
        const finding = `${ruleId}: ${message} ${selector ?? ''}`
        if (!findings.has(finding)) findings.set(finding, nameOf(exhibit))
      }
    }
    expect(read).toBeGreaterThan(150)
    expect([...findings].map(([finding, name]) => `${name}: ${finding}`)).toEqual([])
  }, 300_000)
})
