import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import {
  CodesPage,
  HelperPage,
  NewCodesPage,
  OwnRecoveryPage,
  PassphrasePage,
} from '../../views/members/account.tsx'
import { changePassphrase } from '../auth/change-passphrase.ts'
import { passphraseModel, readNewPassphrase, wantsOtherWords } from '../auth/forms.ts'
import { makeRecoveryCodes } from '../auth/make-recovery-codes.ts'
import { dropHelper, nameHelper } from '../auth/name-helper.ts'
import { readOwnRecovery } from '../auth/recovery-queries.ts'
import { stopRecovery } from '../auth/stop-recovery.ts'
import { showCode } from '../codes.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'

/** Her passphrase, and what she prepares for the day she loses it. */
export const accountRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/me/passphrase', requireMember, (c) => passphrasePage(c))

    .post('/me/passphrase', requireMember, async (c) => {
      const { ctx, sessions } = c.var
      const form = await readForm(c)
      if (wantsOtherWords(form)) return passphrasePage(c, { form })
      const chosen = readNewPassphrase(form)
      if (!chosen.ok) return passphrasePage(c, { form, refusals: chosen.refusals })
      const result = await changePassphrase(ctx, {
        oldPassphrase: form.secret('oldPassphrase'),
        passphrase: chosen.value,
      })
      if (!result.ok) return passphrasePage(c, { form, refusals: result.refusals })
      c.header('Set-Cookie', await sessions.start(ctx, ctx.actor.memberId), { append: true })
      return seeOther(c, '/me?done=passphrase')
    })

    .get('/me/codes', requireMember, (c) => codesPage(c))

    .post('/me/codes', requireMember, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const result = await makeRecoveryCodes(ctx, { passphrase: form.secret('passphrase') })
      if (!result.ok) return codesPage(c, { refusals: result.refusals })
      const content = <NewCodesPage t={t} codes={result.value.codes.map(showCode)} />
      return page(c, { ...ownPage(c), isForPaper: true }, content)
    })

    .get('/me/helper', requireMember, (c) => helperPage(c))

    .post('/me/helper', requireMember, async (c) => {
      const form = await readForm(c)
      const result = await nameHelper(c.var.ctx, {
        displayName: form.line('helper'),
        passphrase: form.secret('passphrase'),
      })
      return result.ok
        ? seeOther(c, '/me/helper?done=named')
        : helperPage(c, { form, refusals: result.refusals })
    })

    .post('/me/helper/remove', requireMember, async (c) => {
      const result = await dropHelper(c.var.ctx)
      return result.ok ? seeOther(c, '/me/helper?done=removed') : refusedPage(c, result.refusals)
    })

    .get('/me/recovery', requireMember, async (c) => {
      const { ctx, t } = c.var
      const { askedAt, opensAt } = await readOwnRecovery(ctx)
      const now = ctx.clock.now()
      return page(c, ownPage(c), <OwnRecoveryPage t={t} now={now} askedAt={askedAt} opensAt={opensAt} />)
    })

    .post('/me/recovery/stop', requireMember, async (c) => {
      const result = await stopRecovery(c.var.ctx)
      return result.ok ? seeOther(c, '/me?done=stopped') : refusedPage(c, result.refusals)
    })

/** What these pages say once something is done. */
const doneTexts = {
  passphrase: 'members.passphrase.done',
  named: 'members.helper.named',
  removed: 'members.helper.removed',
  stopped: 'recovery.own.stopped',
} as const

const isDone = (done: string): done is keyof typeof doneTexts => Object.hasOwn(doneTexts, done)

export function doneNotice(c: MemberPageContext): Pick<PageOptions, 'notice'> {
  const done = c.req.query('done') ?? ''
  return isDone(done) ? { notice: { tone: 'done', text: c.var.t(doneTexts[done]) } } : {}
}

const ownPage = (c: MemberPageContext, status: NonNullable<PageOptions['status']> = 200): PageOptions => ({
  place: { kind: 'inside', name: c.var.t('members.me.place'), readers: c.var.t('members.me.readers') },
  tab: 'me',
  back: { href: '/me' },
  status,
  ...(status === 200 ? doneNotice(c) : {}),
})

interface Asked {
  readonly form?: SubmittedForm
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

const statusFor = ({ refusals }: Asked) => (refusals ? statusOf(refusals) : 200)

function passphrasePage(c: MemberPageContext, asked: Asked = {}) {
  const { t } = c.var
  const passphrase = passphraseModel(c, asked.form)
  const errors = toFormErrors(t, asked.refusals ?? [])
  const content = <PassphrasePage t={t} passphrase={passphrase} errors={errors} />
  return page(c, ownPage(c, statusFor(asked)), content)
}

async function codesPage(c: MemberPageContext, asked: Asked = {}) {
  const { t, ctx } = c.var
  const { codes } = await readOwnRecovery(ctx)
  const errors = toFormErrors(t, asked.refusals ?? [])
  return page(c, ownPage(c, statusFor(asked)), <CodesPage t={t} left={codes} errors={errors} />)
}

async function helperPage(c: MemberPageContext, asked: Asked = {}) {
  const { t, ctx } = c.var
  const { helper } = await readOwnRecovery(ctx)
  const errors = toFormErrors(t, asked.refusals ?? [])
  const content = <HelperPage t={t} helper={helper} typed={asked.form?.line('helper')} errors={errors} />
  return page(c, ownPage(c, statusFor(asked)), content)
}
