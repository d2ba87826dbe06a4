import { sql } from 'kysely'
import { showCode } from '../codes.ts'
import type { Ctx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { createTranslator, isLocale, type Translator } from '../i18n/translator.ts'
import { enqueueOnce } from '../jobs/queue.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import { can } from '../policy/permissions.ts'
import type { Mailer, OutgoingMail } from '../ports.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { topicColumn } from './kinds.ts'
import { quietEnd } from './quiet-hours.ts'
import { nextMailAt } from './rules.ts'

/** Characters of the code that confirms an address: 40 bits, and ten guesses an hour. */
const codeLength = 8
/** What is being written while a mail is made is not there yet: its minute counts for the next one. */
const margin = 60_000

/**
 * Queues a mail for everybody who is due one, and forgets addresses whose code nobody typed in. Part of keeping house;
 * may run beside itself.
 */
export async function enqueueMails(ctx: Ctx): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'mail.enqueue')) return forbidden()
  const now = ctx.clock.now()
  await ctx.db
    .deleteFrom('emailAddresses')
    .where('confirmed', '=', false)
    .where('nextAt', '<=', now)
    .execute()
  await enqueueOnce(
    ctx,
    'mail',
    sql`select jsonb_build_object('memberId', due.member_id) as payload, 'mail:' || due.member_id as order_key
      from email_addresses due join members on members.id = due.member_id and members.status = 'active'
      where due.confirmed and due.next_at <= ${now}`,
  )
  return ok()
}

/**
 * Job `mail`: a reminder that something new stands in the app, or the code that confirms an address. Neither names the
 * community, a person or what it is about; only whoever confirmed her address is told ours. What is due next is noted
 * after the mail server took the mail: killed in between it goes once more, a reminder with the same Message-ID, and is
 * never lost. A mail server that is away is asked for as long as it takes; without one nothing waits.
 */
export const createMailHandler =
  (mailer: Mailer | undefined): JobHandler<'mail'> =>
  async (ctx, { memberId }) => {
    const recipient = mailer && (await readRecipient(ctx, memberId))
    if (!recipient) return { done: true }
    if (!recipient.confirmed) return sendCode(ctx, mailer, recipient)

    const now = ctx.clock.now()
    if (recipient.nextAt > now) return { done: true }
    const end = quietEnd(now, recipient)
    if (end) return { done: false, failure: 'quiet hours', final: false, notBefore: end }
    if (recipient.news > 0) {
      const sent = await mailer.send(await reminder(ctx, recipient))
      if (!sent.ok && sent.failure === 'unreachable') return retry
    }
    await ctx.db
      .updateTable('emailAddresses')
      .set({
        nextAt: nextMailAt(recipient.nextAt, recipient.everyDays, now),
        newsSince: new Date(now.getTime() - margin),
      })
      .where('memberId', '=', memberId)
      .where('address', '=', recipient.address)
      .where('nextAt', '=', recipient.nextAt)
      .execute()
    return { done: true }
  }

const retry: JobOutcome = { done: false, failure: 'mail server', final: false }

/** Somebody with an address, and what she was told since her last mail but has not seen; in one statement. */
const readRecipient = (ctx: Ctx, memberId: string) =>
  ctx.db
    .selectFrom('emailAddresses as letter')
    .innerJoin('members', 'members.id', 'letter.memberId')
    .innerJoin('community', (join) => join.onTrue())
    .select(['letter.memberId', 'letter.address', 'letter.confirmed', 'letter.everyDays', 'letter.nextAt'])
    .select([
      'letter.codeHash',
      'members.locale',
      'community.timeZone',
      'community.quietFrom',
      'community.quietUntil',
    ])
    .select(
      sql<number>`(select count(*)::int from notifications n
        join notification_choices choice on choice.member_id = n.member_id
          and choice.topic = ${topicColumn(sql.ref('n.kind'))} and choice.email
        where n.member_id = letter.member_id and not n.seen
          and n.created_at >= coalesce(letter.news_since, '-infinity'))`.as('news'),
    )
    .where('letter.memberId', '=', memberId)
    .where('members.status', '=', 'active')
    .executeTakeFirst()

type Recipient = NonNullable<Awaited<ReturnType<typeof readRecipient>>>

/** A code that went out is not sent again; killed in between another one goes out, and the newest is right. */
async function sendCode(
  ctx: Ctx,
  mailer: Mailer,
  { memberId, address, locale, codeHash }: Recipient,
): Promise<JobOutcome> {
  if (codeHash !== null) return { done: true }
  const code = ctx.random.token().slice(0, codeLength)
  const t = translatorOf(locale)
  const sent = await mailer.send({
    ...envelope(address, ctx.random.id()),
    subject: t('notifications.mail.code.subject'),
    text: t('notifications.mail.code.text', { code: showCode(code) }),
  })
  if (!sent.ok) return sent.failure === 'refused' ? { done: true } : retry
  await ctx.db
    .updateTable('emailAddresses')
    .set({ codeHash: await sha256(code) })
    .where('memberId', '=', memberId)
    .where('address', '=', address)
    .where('confirmed', '=', false)
    .execute()
  return { done: true }
}

async function reminder(
  ctx: Ctx,
  { memberId, address, locale, nextAt, news }: Recipient,
): Promise<OutgoingMail> {
  const t = translatorOf(locale)
  const id = await sha256(`${memberId} ${nextAt.toISOString()}`)
  return {
    ...envelope(address, id.slice(0, 32)),
    subject: t('notifications.mail.reminder.subject'),
    text: t('notifications.mail.reminder.text', { count: news, address: ctx.origin }),
  }
}

const envelope = (to: string, id: string) => ({
  ...{ to, id },
  // No holiday answers (RFC 3834).
  headers: { 'Auto-Submitted': 'auto-generated' },
})

const translatorOf = (locale: string): Translator => createTranslator(isLocale(locale) ? locale : 'en')
