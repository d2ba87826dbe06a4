import { Hono } from 'hono'
import { LockPage, UnsentPage } from '../../views/auth/lock.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { Layout } from '../../views/layout.tsx'
import { OwnLockPage } from '../../views/members/lock.tsx'
import type { Shell } from '../../views/shell.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import { goOnWith, keepForm, lockHere, pathBefore, readKeptOf } from '../web/locked-request.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  type PageContext,
  type PageOptions,
  page,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { isShut, lockMinutes } from './idle-lock.ts'
import { dropSealed } from './lock-session.ts'
import { openLock } from './open-lock.ts'
import { dropIdleLock, setIdleLock } from './set-idle-lock.ts'

/** The idle lock: the page that asks for the PIN, and the page on which she sets it. */
export const lockRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    // A link, so that it works without the script, and so that an unattended page can lead here by itself. From another
    // site, or fetched ahead, it must not lock her out.
    .get('/lock', async (c) => {
      const { lock } = c.var
      if (!lock) return withoutPin(c)
      const isHers = c.req.header('Sec-Fetch-Site') !== 'cross-site' && !c.req.header('Sec-Purpose')
      if (!isHers && !isShut(lock)) return seeOther(c, '/home')
      await lockHere(c, lock, pathBefore(c))
      return lockPage(c)
    })

    // With a form that the page gave up when it locked by itself: `lockedForm` says where it would have gone.
    .post('/lock', async (c) => {
      const { lock } = c.var
      if (!lock) return withoutPin(c)
      const form = await readForm(c)
      const action = form.line('lockedForm')
      await (action === '' ? lockHere(c, lock, pathBefore(c)) : keepForm(c, lock, { action, form }))
      return seeOther(c, '/lock')
    })

    .post('/lock/open', async (c) => {
      const { ctx, lock, sessions } = c.var
      if (!isShut(lock)) return lock ? seeOther(c, '/home') : withoutPin(c)
      const { memberId, storedAs } = lock
      const pin = (await readForm(c)).secret('pin')
      const result = await openLock(ctx, { memberId, storedAs, pin })
      if (result.ok) {
        const { path, isDraft, unsent } = await goOnWith(c, lock)
        return seeOther(c, unsent ? '/lock/unsent' : isDraft ? '/drafts?done=saved' : path)
      }
      if (statusOf(result.refusals) === 422) return lockPage(c, result.refusals)
      c.header('Set-Cookie', await sessions.end(c.req.header('Cookie') ?? ''), { append: true })
      c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
      return seeOther(c, '/')
    })

    /** She is there and touches the page: that this was asked is enough. */
    .post('/lock/stay', requireMember, (c) => c.body(null, 204))

    .get('/lock/unsent', requireMember, async (c) => {
      const { t } = c.var
      const { unsent } = await readKeptOf(c)
      if (!unsent) return seeOther(c, '/home')
      const back = unsent.action.startsWith('/messages/new') ? '/messages' : unsent.action
      return page(c, { ...ownPlace(c), back: { href: back } }, <UnsentPage t={t} unsent={unsent} />)
    })

    .post('/lock/unsent/discard', requireMember, async (c) => {
      const { ctx, lock } = c.var
      const { path } = await readKeptOf(c)
      if (lock) await dropSealed(ctx, lock.storedAs)
      return seeOther(c, path)
    })

    .get('/me/lock', requireMember, (c) => ownLockPage(c))

    .post('/me/lock', requireMember, async (c) => {
      const form = await readForm(c)
      const result = await setIdleLock(c.var.ctx, {
        minutes: Number(form.line('minutes')),
        pin: form.secret('pin'),
        again: form.secret('again'),
        passphrase: form.secret('passphrase'),
      })
      return result.ok ? seeOther(c, '/me/lock?done=on') : ownLockPage(c, { form, refusals: result.refusals })
    })

    .post('/me/lock/off', requireMember, async (c) => {
      const form = await readForm(c)
      const result = await dropIdleLock(c.var.ctx, { passphrase: form.secret('offPassphrase') })
      return result.ok ? seeOther(c, '/me/lock?done=off') : ownLockPage(c, { refusals: result.refusals })
    })

/** Nothing locks: whoever is signed in is shown how it would, for everybody else there is no such page. */
const withoutPin = (c: PageContext) => (c.var.member ? seeOther(c, '/me/lock') : missingPage(c))

/** Nothing of the community is on it: not its name, its colour or its pattern, nor where she was. */
async function lockPage(c: PageContext, refusals?: readonly [Refusal, ...Refusal[]]) {
  const { t, deps } = c.var
  const { isDraft, unsent } = await readKeptOf(c)
  const shell: Shell = {
    t,
    title: t('shell.title'),
    communityName: '',
    hue: 145,
    weaveSeed: '',
    assets: deps.assets,
    viewer: { kind: 'guest' },
    place: { kind: 'door' },
  }
  const kept = unsent ? 'unsent' : isDraft ? 'draft' : undefined
  return c.html(
    <Layout shell={shell}>
      <LockPage t={t} kept={kept} errors={toFormErrors(t, refusals ?? [])} />
    </Layout>,
    refusals ? statusOf(refusals) : 200,
  )
}

const ownPlace = ({ var: { t } }: MemberPageContext): PageOptions => ({
  place: { kind: 'inside', name: t('members.me.place'), readers: t('members.me.readers') },
  tab: 'me',
})

interface Asked {
  readonly form?: SubmittedForm
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

function ownLockPage(c: MemberPageContext, { form, refusals }: Asked = {}) {
  const { t, member } = c.var
  const done = c.req.query('done')
  const isDone = !refusals && (done === 'on' || done === 'off')
  const options: PageOptions = {
    ...ownPlace(c),
    back: { href: '/me' },
    status: refusals ? statusOf(refusals) : 200,
    ...(isDone ? { notice: { tone: 'done', text: t(`lock.done.${done}`) } } : {}),
  }
  return page(
    c,
    options,
    <OwnLockPage
      t={t}
      offered={lockMinutes}
      minutes={member.idleLock?.minutes}
      chosen={form?.line('minutes')}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}
