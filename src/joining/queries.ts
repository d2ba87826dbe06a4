import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'

export interface ApplicationView {
  readonly id: string
  readonly state: 'waiting' | 'approved' | 'declined'
  /** The name she wishes to be called by; null once decided. Her sign-in name is nobody's but hers (P1). */
  readonly displayName: string | null
  readonly locale: string
  readonly createdAt: Date
  readonly answers: readonly { readonly prompt: string; readonly answer: string }[]
}

/** One application as moderators see it; nothing for everybody else. */
export async function readApplication(
  ctx: MemberCtx,
  applicationId: string,
): Promise<ApplicationView | undefined> {
  if (!can(ctx.actor, 'application.decide') || !couldBeId(applicationId)) return undefined
  const application = await ctx.db
    .selectFrom('applications')
    .select(['id', 'state', 'displayName', 'locale', 'createdAt'])
    .where('id', '=', applicationId)
    .executeTakeFirst()
  if (!application) return undefined
  const answers = await ctx.db
    .selectFrom('applicationAnswers')
    .select(['prompt', 'answer'])
    .where('applicationId', '=', applicationId)
    .orderBy('position')
    .execute()
  return { ...application, answers }
}
