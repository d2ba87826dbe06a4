import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isLocale } from '../i18n/translator.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { holdSettings } from './hold-settings.ts'
import { offeredLocales } from './rules.ts'
import { isPolicy, judgeSettings, type SettingsChange } from './settings-rules.ts'

/**
 * Changes one section of the settings; recorded. Moderators may close and open the door with the other rules of who
 * comes in; the rest is for admins. Refuses invalid beside a field, conflict when somebody changed settings meanwhile.
 */
export async function changeSettings(
  ctx: MemberCtx,
  { version, change }: { readonly version: number; readonly change: SettingsChange },
): Promise<Result<undefined>> {
  const action = change.section === 'people' ? 'settings.change-people' : 'settings.change'
  if (!can(ctx.actor, action)) return forbidden()
  const [first, ...more] = judgeSettings(change)
  if (first) return refuse(first, ...more)
  return inTransaction(ctx, async (trx) => {
    const held = await holdSettings(trx, version)
    if (!held.ok) return held
    if (weakens(change, held.value) && !can(trx.actor, 'settings.change')) {
      return refuse({ kind: 'invalid', field: 'approvalsNeeded', message: 'settings.errors.fewerEyes' })
    }
    await trx.db.updateTable('community').set(columnsOf(change)).execute()
    await recordAct(trx, 'settings-changed', change.section)
    return ok()
  })
}

/** Of two pairs of eyes one must not be able to send the other away. */
const weakens = (change: SettingsChange, held: { readonly approvalsNeeded: number }): boolean =>
  change.section === 'people' && change.approvalsNeeded < held.approvalsNeeded

function columnsOf(change: SettingsChange) {
  switch (change.section) {
    case 'community': {
      const own = isLocale(change.defaultLocale) ? change.defaultLocale : 'en'
      return { name: change.name, defaultLocale: own, locales: offeredLocales(own, change.locales) }
    }
    case 'people': {
      const { doorOpen, memberMessages, approvalsNeeded, invitePolicy, alertPolicy } = change
      return {
        doorOpen,
        memberMessages,
        approvalsNeeded,
        ...(isPolicy(invitePolicy) ? { invitePolicy } : {}),
        ...(isPolicy(alertPolicy) ? { alertPolicy } : {}),
      }
    }
    case 'retention': {
      const { newcomerDays, postDays, messageDays, inactiveMonths } = change
      return { newcomerDays, postDays, messageDays, inactiveMonths }
    }
    case 'quiet': {
      const { timeZone, quietFrom, quietUntil } = change
      return { timeZone, quietFrom, quietUntil }
    }
  }
}
