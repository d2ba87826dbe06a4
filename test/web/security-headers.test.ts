import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
