import { type Context, Hono } from 'hono'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { type AddressModel, NotificationSettingsPage } from '../../views/notifications/settings.tsx'
import { workerPath } from '../../views/script-words.ts'
import type { Result } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, type PageOptions, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { readChoices, saveChoices } from './choices.ts'
import { countDevices, leaveDevices, wakeDevice } from './devices.ts'
import { confirmAddress, giveAddress, readEmailAddress, removeAddress } from './email-address.ts'
import { readChosen, readRhythm } from './forms.ts'
import { topics } from './kinds.ts'
import { readPushKeys } from './push-keys.ts'

type SettingsContext = Context<MemberEnv & AppEnv>

/** How a member wants to hear of things: in the app, by a sign on her devices, by mail. */
export const settingsRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/notifications/settings', requireMember, (c) => {
      const done = dones.find((known) => known === c.req.query('done'))
      return settingsPage(
        c,
        done ? { notice: { tone: 'done', text: c.var.t(`notifications.done.${done}`) } } : {},
      )
    })

    .post('/notifications/settings', requireMember, async (c) => {
      const { ctx } = c.var
      const form = await readForm(c)
      const offered = { push: (await countDevices(ctx)) > 0, email: await getsMail(c) }
      const chosen = readChosen(form, offered, await readChoices(ctx))
      return answer(c, await saveChoices(ctx, chosen), 'saved')
    })

    .post('/notifications/devices', requireMember, async (c) => {
      const { ctx, sessions } = c.var
      const endpoint = (await readForm(c)).line('endpoint')
      const sessionHash = await sessions.storedAs(c.req.header('Cookie') ?? '')
      if (sessionHash === undefined) return missingPage(c)
      return answer(c, await wakeDevice(ctx, { endpoint, sessionHash }), 'deviceOn')
    })

    .post('/notifications/devices/end', requireMember, async (c) => {
      const endpoint = (await readForm(c)).line('endpoint')
      return answer(c, await leaveDevices(c.var.ctx, endpoint), 'deviceOff')
    })

    .post('/notifications/email', requireMember, async (c) => {
      if (c.var.deps.mailFrom === undefined) return missingPage(c)
      const form = await readForm(c)
      const typed = { address: form.line('address'), everyDays: readRhythm(form) }
      return answer(c, await giveAddress(c.var.ctx, typed), 'email', typed)
    })

    .post('/notifications/email/code', requireMember, async (c) => {
      const code = (await readForm(c)).line('code')
      return answer(c, await confirmAddress(c.var.ctx, code), 'emailConfirmed', { code })
    })

    .post('/notifications/email/end', requireMember, async (c) =>
      answer(c, await removeAddress(c.var.ctx), 'emailRemoved'),
    )

const dones = ['saved', 'deviceOn', 'deviceOff', 'email', 'emailConfirmed', 'emailRemoved'] as const

/** What she typed, kept where it was refused. */
type Typed = Partial<AddressModel> & { readonly code?: string }

async function answer(
  c: SettingsContext,
  result: Result<undefined>,
  done: (typeof dones)[number],
  typed: Typed = {},
): Promise<Response> {
  if (result.ok) return seeOther(c, `/notifications/settings?done=${done}`)
  const status = statusOf(result.refusals)
  if (status !== 422 && status !== 429) return refusedPage(c, result.refusals)
  return settingsPage(c, { status }, toFormErrors(c.var.t, result.refusals), typed)
}

async function getsMail(c: SettingsContext): Promise<boolean> {
  if (c.var.deps.mailFrom === undefined) return false
  return (await readEmailAddress(c.var.ctx))?.confirmed ?? false
}

async function settingsPage(
  c: SettingsContext,
  options: Pick<PageOptions, 'status' | 'notice'>,
  errors: readonly FormError[] = [],
  { code, ...typed }: Typed = {},
): Promise<Response> {
  const { ctx, t, deps } = c.var
  const [choices, devices, letter, { publicKey }] = await Promise.all([
    readChoices(ctx),
    countDevices(ctx),
    readEmailAddress(ctx),
    readPushKeys(ctx),
  ])
  return page(
    c,
    {
      place: { kind: 'inside', name: t('notifications.place'), readers: t('notifications.readers') },
      tab: 'me',
      back: { href: '/notifications' },
      ...options,
    },
    <NotificationSettingsPage
      t={t}
      topics={topics.map((topic) => ({ topic, ...choices[topic] }))}
      devices={devices}
      push={{ key: publicKey, script: deps.assets.push, worker: workerPath(t.locale) }}
      host={new URL(ctx.origin).host}
      mailFrom={deps.mailFrom}
      letter={letter}
      typed={typed}
      code={code}
      errors={errors}
    />,
  )
}
