import { Hono } from 'hono'
import { RecoverAskedPage, RecoverAskPage, RecoverCodePage, RecoverPage } from '../../views/auth/recover.tsx'
import { RecoverStatusForm, RecoverStatusPage } from '../../views/auth/recover-status.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { LiveRegion } from '../../views/live/live.tsx'
import { readCode, showCode } from '../codes.ts'
import { sha256 } from '../hashing.ts'
import { versionOf } from '../live/version.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import {
  asksForFragment,
  fragment,
  type PageContext,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { askRecovery } from './ask-recovery.ts'
import { finishRecovery } from './finish-recovery.ts'
import { passphraseModel, readKnock, readNewPassphrase, ticketFor, wantsOtherWords } from './forms.ts'
import { lookUpRecovery, type RecoveryStatus } from './look-up-recovery.ts'
import { recoverWithCode } from './recover-with-code.ts'

const door = { kind: 'door' } as const
const toRecover = { href: '/recover' }

/** Ways in for whoever has lost her passphrase; also open to her who is still signed in somewhere. */
export const recoveryRoutes = () =>
  new Hono<AppEnv>()
    .get('/recover', (c) => {
      const { t, community } = c.var
      return page(c, { place: door, back: { href: '/' } }, <RecoverPage t={t} offered={community.locales} />)
    })

    .get('/recover/code', (c) => codePage(c))

    .post('/recover/code', async (c) => {
      const form = await readForm(c)
      if (wantsOtherWords(form)) return codePage(c, { form })
      const chosen = readNewPassphrase(form)
      if (!chosen.ok) return codePage(c, { form, refusals: chosen.refusals })
      const result = await recoverWithCode(c.var.ctx, {
        signInName: form.line('signInName'),
        code: form.line('code'),
        passphrase: chosen.value,
        ...readKnock(c, form),
      })
      return result.ok ? comeIn(c, result.value.memberId) : codePage(c, { form, refusals: result.refusals })
    })

    .get('/recover/ask', (c) => page(c, { place: door, back: toRecover }, <RecoverAskPage t={c.var.t} />))

    .post('/recover/ask', async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const signInName = form.line('signInName')
      const result = await askRecovery(ctx, { signInName, ...readKnock(c, form) })
      if (result.ok) {
        return page(c, { place: door }, <RecoverAskedPage t={t} code={showCode(result.value.code)} />)
      }
      const { refusals } = result
      const errors = toFormErrors(t, refusals)
      const ticket = await ticketFor(c, 'recovery', refusals)
      return page(
        c,
        { place: door, back: toRecover, status: statusOf(refusals) },
        <RecoverAskPage t={t} signInName={signInName} errors={errors} ticket={ticket} />,
      )
    })

    .get('/recover/status', (c) =>
      page(c, { place: door, back: toRecover }, <RecoverStatusForm t={c.var.t} />),
    )

    .post('/recover/status', async (c) => {
      const form = await readForm(c)
      const code = form.line('code')
      const result = await lookUpRecovery(c.var.ctx, { code, ...readKnock(c, form) })
      return result.ok
        ? statusPage(c, { form, status: result.value })
        : statusForm(c, { code, refusals: result.refusals })
    })

    // Whatever is wrong with a code is said on the form for codes; with a passphrase, beside it.
    .post('/recover/finish', async (c) => {
      const form = await readForm(c)
      const code = form.line('code')
      if (wantsOtherWords(form)) return statusPage(c, { form, status: { state: 'open' } })
      const chosen = readNewPassphrase(form)
      if (!chosen.ok) return statusPage(c, { form, status: { state: 'open' }, refusals: chosen.refusals })
      const passphrase = chosen.value
      const result = await finishRecovery(c.var.ctx, { code, passphrase, ...readKnock(c, form) })
      if (result.ok) return comeIn(c, result.value.memberId)
      const { refusals } = result
      const isAboutCode = refusals[0].field === 'code'
      return isAboutCode
        ? statusForm(c, { code, refusals })
        : statusPage(c, { form, status: { state: 'open' }, refusals })
    })

async function comeIn(c: PageContext, memberId: string): Promise<Response> {
  const { ctx, sessions } = c.var
  c.header('Set-Cookie', await sessions.start(ctx, memberId), { append: true })
  return seeOther(c, '/home')
}

interface Asked {
  readonly form?: SubmittedForm
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function codePage(c: PageContext, { form, refusals }: Asked = {}): Promise<Response> {
  const { t } = c.var
  const status = refusals ? statusOf(refusals) : 200
  if (refusals && status === 403) return refusedPage(c, refusals)
  return page(
    c,
    { place: door, back: toRecover, status },
    <RecoverCodePage
      t={t}
      signInName={form?.line('signInName')}
      code={form?.line('code')}
      passphrase={passphraseModel(c, form)}
      errors={toFormErrors(t, refusals ?? [])}
      ticket={await ticketFor(c, 'recovery', refusals ?? [])}
    />,
  )
}

interface AskedStatus {
  readonly form: SubmittedForm
  readonly status: RecoveryStatus
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function statusPage(c: PageContext, { form, status, refusals }: AskedStatus): Promise<Response> {
  const { t, ctx, deps } = c.var
  const code = form.line('code')
  const version = await versionOf(await sha256(readCode(code)), status.state)
  const content = (
    <RecoverStatusPage
      t={t}
      now={ctx.clock.now()}
      code={code}
      status={status}
      passphrase={passphraseModel(c, form)}
      errors={toFormErrors(t, refusals ?? [])}
      ticket={await ticketFor(c, 'recovery', refusals ?? [])}
      live={{ stream: '/live/recovery', version }}
    />
  )
  if (!refusals && asksForFragment(c)) return fragment(c, content)
  return page(
    c,
    { place: door, back: toRecover, status: refusals ? statusOf(refusals) : 200 },
    <LiveRegion script={deps.assets.live}>{content}</LiveRegion>,
  )
}

async function statusForm(
  c: PageContext,
  { code, refusals }: { readonly code: string; readonly refusals: readonly [Refusal, ...Refusal[]] },
): Promise<Response> {
  const { t } = c.var
  const errors = toFormErrors(t, refusals)
  const ticket = await ticketFor(c, 'recovery', refusals)
  return page(
    c,
    { place: door, back: toRecover, status: statusOf(refusals) },
    <RecoverStatusForm t={t} code={code} errors={errors} ticket={ticket} />,
  )
}
