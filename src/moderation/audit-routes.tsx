import { Hono } from 'hono'
import { RecordPage } from '../../views/moderation/record.tsx'
import { isMessageKey } from '../i18n/is-message-key.ts'
import type { Translator } from '../i18n/translator.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { missingPage, page } from '../web/respond.tsx'
import { readRecord } from './audit-queries.ts'
import { queuePlace } from './queue-place.ts'

/** The record of what moderators did, for moderators. */
export const auditRoutes = () =>
  new Hono<MemberEnv & AppEnv>().get('/queue/record', requireMember, requireModerator, async (c) => {
    const { ctx, t } = c.var
    const before = c.req.query('before')
    const record = await readRecord(ctx, { before })
    if (!record) return missingPage(c)
    const { days, older, verdict } = record
    const { brokenAt } = verdict
    return page(
      c,
      {
        place: queuePlace(t),
        back: { href: '/queue' },
      },
      <RecordPage
        t={t}
        days={days.map(({ day, acts }) => ({
          day,
          acts: acts.map(({ sequence, act }) => ({ sequence, text: textOf(t, act) })),
        }))}
        upTo={verdict.upTo}
        brokenAt={brokenAt && { sequence: brokenAt.sequence, why: t(`record.fault.${brokenAt.fault}`) }}
        older={older === undefined ? undefined : `/queue/record?before=${older}`}
        newer={before === undefined ? undefined : '/queue/record'}
      />,
    )
  })

/** A record may hold an act of a time when the program had another word for it. */
function textOf(t: Translator, act: string): string {
  const key = `record.act.${act}`
  return isMessageKey(key) ? t(key) : act
}
