import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'

/** What the settings pages show and change; undefined for whoever may not. In one statement. */
export async function readChangeableSettings(ctx: MemberCtx) {
  if (!can(ctx.actor, 'settings.read')) return undefined
  return ctx.db
    .selectFrom('community')
    .select([
      'name',
      'defaultLocale',
      'locales',
      'doorOpen',
      'approvalsNeeded',
      'invitePolicy',
      'alertPolicy',
    ])
    .select(['memberMessages', 'newcomerDays', 'postDays', 'messageDays', 'inactiveMonths', 'version'])
    .select(['timeZone', 'quietFrom', 'quietUntil'])
    .executeTakeFirstOrThrow()
}

export type ChangeableSettings = NonNullable<Awaited<ReturnType<typeof readChangeableSettings>>>

export interface WrittenText {
  readonly rules: string
  readonly welcome: string
}

/** The rules and the welcome as written in one language; empty where nobody has written them. */
export async function readWrittenText(ctx: MemberCtx, locale: string): Promise<WrittenText> {
  const row = await ctx.db
    .selectFrom('communityTexts')
    .select(['rules', 'welcome'])
    .where('locale', '=', locale)
    .executeTakeFirst()
  return row ?? { rules: '', welcome: '' }
}

export interface WrittenQuestion {
  readonly id: string
  readonly required: boolean
  readonly prompts: Readonly<Record<string, string>>
}

/** The questions asked now, in their order, in every language they are written in. */
export async function readWrittenQuestions(ctx: Pick<MemberCtx, 'db'>): Promise<WrittenQuestion[]> {
  const { rows } = await sql<WrittenQuestion>`
    select q.id, q.required, (select coalesce(jsonb_object_agg(t.locale, t.prompt), '{}')
      from join_question_texts t where t.question_id = q.id) as prompts
    from join_questions q where q.retired_at is null order by q.position, q.id`.execute(ctx.db)
  return rows
}
