import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { isShut, type SessionLock } from '../auth/idle-lock.ts'
import type { AppEnv } from './environment.ts'
import { longestForm } from './forms.ts'
import { createTurns } from './turns.ts'

const mebibyte = 1024 * 1024

/** In bytes: four pictures from a phone, or a few beside a document and a voice message. */
export const longestUpload = 24 * mebibyte

/** Up to here, in bytes, what is sent is read at once; larger ones are read one after another. */
const smallUpload = mebibyte

const mostWaiting = 20

/**
 * Refuses with 413 what is longer than its form can be, before it is read. Only members send files, and only with a
 * post: to read as much from anybody would keep a small server busy. Without the script her files come along when she
 * looks at a preview or keeps her words for later.
 *
 * Reading a large one takes several times its length in memory until it is answered: one is read at a time, up to
 * twenty wait unread, and whoever comes then is asked to come again (429).
 */
export function limitBody() {
  const inTurn = createTurns(mostWaiting)
  return createMiddleware<AppEnv>(async (c, next) => {
    const mayBeUpload =
      (c.var.member ?? isShutForMember(c.var.lock)) &&
      /^\/(groups\/[^/]+\/posts|preview|drafts)$/.test(c.req.path)
    if (!mayBeUpload) return formLimit(c, next)
    const length =
      c.req.header('Transfer-Encoding') === undefined ? Number(c.req.header('Content-Length')) : Number.NaN
    if (length > longestUpload) return refuseLargeBody()
    if (c.req.raw.body === null || length <= smallUpload) return uploadLimit(c, next)
    const answered = await inTurn(async () => {
      await uploadLimit(c, next)
      return true
    })
    if (!answered) throw new HTTPException(429)
    return undefined
  })
}

/** Of a member whose pages have locked the words are kept; somebody suspended or expelled sends no files. */
const isShutForMember = (lock: SessionLock | undefined): boolean => isShut(lock) && lock.isActive

const refuseLargeBody = () => {
  throw new HTTPException(413)
}
const uploadLimit = bodyLimit({ maxSize: longestUpload, onError: refuseLargeBody })
const formLimit = bodyLimit({ maxSize: longestForm, onError: refuseLargeBody })
