import { afterAll, beforeAll, expect, it } from 'vitest'
import { createComment } from '../../src/posts/create-comment.ts'
import { smsText } from '../../src/posts/sms-text.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { done, refusals, writerOf } from './writer.ts'

let community: TestCommunity
beforeAll(async () => {
  community = await createTestCommunity()
})
afterAll(() => community.close())

it('P8 a comment that went out with her name is not taken for the same without it', async () => {
  const { ctx } = await community.member()
  const postId = await writerOf(community).write(ctx, { isAnonymous: true })
  const comment = { target: { postId }, submission: community.random.id(), text: 'It was me', language: 'en' }
  done(await createComment(ctx, { ...comment, withName: true }))
  expect(refusals(await createComment(ctx, comment))).toEqual(['conflict post.errors.sentBefore'])
  expect((await createComment(ctx, { ...comment, withName: true })).ok).toBe(true)
})

it('an alert that is longer than any message is read as far as one goes, and not into half an address', () => {
  const words = `${'Stay away. '.repeat(181)}https://example.org/${'a'.repeat(500)}`
  const { text } = smsText({ body: words, corrections: [] }, 'Harbour')
  expect(text.startsWith('Stay away.')).toBe(true)
  expect(text).not.toContain('example')
  const endless = smsText({ body: `${'x'.repeat(2_100)}.example.org`, corrections: [] }, 'Harbour')
  expect(endless.text).toMatch(/^x+\.\.\.$/)
})
