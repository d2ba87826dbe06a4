import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/i18n/translator.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

describe('the security headers', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  it.each([
    ['GET', '/ap/actors/none', 404],
    ['GET', '/ap/files/none', 404],
    ['GET', '/ap/anything/else', 404],
    ['POST', '/ap/inbox', 400],
    ['GET', '/.well-known/webfinger', 404],
    ['GET', '/', 200],
    ['GET', '/no/such/page', 404],
  ] as const)('are on every answer: %s %s', async (method, path, status) => {
    const answer = await app.request(path, { method })
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow',
    })
  })
})

describe('a built file', () => {
  it.each([
    ['text/css; charset=utf-8', false],
    ['text/javascript; charset=utf-8', false],
    ['image/svg+xml', true],
  ])('of type %s carries only the headers that mean something for it', async (type, isDocument) => {
    const app = await createTestApp({ readAsset: async () => ({ bytes: new Uint8Array(1), type }) })
    const { headers } = await app.request('/assets/some')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    expect(headers.has('Content-Security-Policy')).toBe(isDocument)
    await app.close()
  })
})

describe('a page without a database', () => {
  it('says so calmly, with the quick exit', async () => {
    const app = await createTestApp()
    await app.db.schema.alterTable('community').renameTo('community_elsewhere').execute()
    const answer = await app.request('/')
    expect(answer.status).toBe(500)
    expect(await answer.text()).toContain('<a class="leave-now" href="/leave"')
    expect(app.faults).toHaveLength(1)
    await app.close()
  })
})

describe('a form that did not come from a page of ours', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  it.each([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' }],
    ['from a neighbouring address', { 'Sec-Fetch-Site': 'same-site' }],
    ['with the origin of another', { Origin: 'https://elsewhere.example' }],
    ['without an origin', {}],
  ] as const)('%s is refused with a calm page in the language of the reader', async (_, sent) => {
    for (const locale of ['en', 'es'] as const) {
      const headers = { ...sent, 'Accept-Language': locale }
      const answer = await app.request('/sign-in', { method: 'POST', headers, body: new URLSearchParams() })
      expect(answer.status).toBe(403)
      expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      expect(await answer.text()).toContain(createTranslator(locale)('errors.otherSite'))
    }
  })
})
