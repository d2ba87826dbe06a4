import type { Ctx } from '../context.ts'
import { monthOf } from './sleep.ts'

export interface LastActivity {
  readonly activeMonth: string | null
  readonly asleepSince: string | null
}

/**
 * Notes that a member came this month, at most one write a month, and wakes an account that slept. It is all that is
 * kept of when she comes.
 */
export async function noteActivity(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  memberId: string,
  before: LastActivity,
): Promise<void> {
  const activeMonth = monthOf(ctx.clock.now())
  if (before.activeMonth === activeMonth && before.asleepSince === null) return
  await ctx.db
    .updateTable('members')
    .set({ activeMonth, asleepSince: null })
    .where('id', '=', memberId)
    .execute()
}
