import type { Context } from 'hono'
import type { SessionLock } from '../auth/idle-lock.ts'
import { isMessageForm, type Kept, keepTyped, readKept, writeKept } from '../auth/kept-words.ts'
import { localPath } from '../auth/local-path.ts'
import { dropSealed, lockSession, readSealed } from '../auth/lock-session.ts'
import { typedFields } from '../posts/forms.ts'
import { readForm, type SubmittedForm } from './forms.ts'
import type { PageContext } from './respond.tsx'

/** What the session of this request goes on with after the PIN. */
export async function readKeptOf(c: PageContext): Promise<Kept> {
  return readKept(await readTextOf(c))
}

async function readTextOf(c: PageContext): Promise<string | undefined> {
  const { ctx, sessions, lock } = c.var
  const cookie = c.req.header('Cookie') ?? ''
  const sealed = lock && (await readSealed(ctx, lock.storedAs))
  return sealed === undefined ? undefined : sessions.unseal(cookie, sealed)
}

/**
 * What was kept before this request. Of a session that is locked already the place and the words stay; of any other,
 * and of one that locked unseen, only a message that she has neither sent nor thrown away.
 */
function keptBefore({ state }: SessionLock, text: string | undefined, path: string): Kept {
  const kept = readKept(text)
  return state === 'locked' && text !== undefined ? kept : { path, isDraft: false, unsent: kept.unsent }
}

/** Locks the session of this request; with the place where she goes on, unless it was locked already. */
export async function lockHere(c: PageContext, lock: SessionLock, path: string): Promise<void> {
  const text = await readTextOf(c)
  if (lock.state === 'locked' && text !== undefined) return
  await store(c, lock, keptBefore(lock, text, path), lock.state === 'locked')
}

/** The session goes on: nothing of it is kept any more but a message that was not sent. Gives what was kept. */
export async function goOnWith(c: PageContext, { storedAs }: SessionLock): Promise<Kept> {
  const kept = await readKeptOf(c)
  if (!kept.unsent) await dropSealed(c.var.ctx, storedAs)
  return kept
}

/** After a form did its work: a message that was kept is not kept any longer once it is sent. */
export async function forgetSent(c: PageContext, { storedAs }: SessionLock): Promise<void> {
  if (c.req.method !== 'POST' || c.res.status >= 400 || !isMessageForm(c.req.path)) return
  const { unsent } = await readKeptOf(c)
  if (unsent?.action !== c.req.path) return
  if (unsent.submission === (await readForm(c)).line('submission')) await dropSealed(c.var.ctx, storedAs)
}

/**
 * Keeps what was typed into a form that came to a locked session, or that a page gave up when it locked, beside what is
 * kept already. A script is told by the header `Words: kept` that the phone need not keep it too.
 */
export async function keepForm(
  c: PageContext,
  lock: SessionLock,
  { action, form }: { readonly action: string; readonly form: SubmittedForm },
): Promise<void> {
  const { ctx } = c.var
  const before = keptBefore(lock, await readTextOf(c), pathBefore(c))
  // Whoever was suspended writes nothing here.
  if (!lock.isActive) return store(c, lock, before)
  const actor = { kind: 'member', memberId: lock.memberId, roles: lock.roles } as const
  const typed = await keepTyped(
    { ...ctx, actor },
    {
      action,
      place: form.line('place'),
      submission: form.line('submission'),
      fields: typedFields(form),
      text: form.text('text'),
      to: form.line('to'),
    },
  )
  if (typed.isDraft || typed.unsent) c.header('Words', 'kept')
  return store(c, lock, {
    path: before.path,
    isDraft: before.isDraft || typed.isDraft,
    unsent: typed.unsent ?? before.unsent,
  })
}

async function store(
  c: PageContext,
  { storedAs }: SessionLock,
  kept: Kept,
  onlyIfLocked = false,
): Promise<void> {
  const { ctx, sessions } = c.var
  const sealed = await sessions.seal(ctx, c.req.header('Cookie') ?? '', writeKept(kept))
  await lockSession(ctx, { storedAs, kept: sealed, onlyIfLocked })
}

/** The page that a request comes from. The browser names it within this site only; what it says of the host is moot. */
export function pathBefore(c: Context): string {
  const referrer = c.req.header('Referer') ?? ''
  if (!URL.canParse(referrer)) return '/home'
  const { pathname, search } = new URL(referrer)
  const path = localPath(pathname + search)
  return /^\/($|lock\b|leave\b)/.test(path) ? '/home' : path
}
