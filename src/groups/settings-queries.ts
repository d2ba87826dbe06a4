import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { looksAfter } from './group-moderator.ts'
import { type GroupQuestion, questions } from './request-queries.ts'
import type { GroupAccess } from './rules.ts'

export interface GroupSettings {
  readonly key: 'general' | 'moderators' | null
  readonly name: string
  readonly description: string
  readonly rules: string
  readonly access: GroupAccess
  readonly postDays: number | null
  readonly version: number
  readonly questions: readonly GroupQuestion[]
}

/** What a group is, for those who look after it; undefined for everybody else. */
export async function readGroupSettings(ctx: MemberCtx, groupId: string): Promise<GroupSettings | undefined> {
  if (!couldBeId(groupId)) return undefined
  return ctx.db
    .selectFrom('groups')
    .select(['key', 'name', 'description', 'rules', 'access', 'postDays', 'version'])
    .select(questions.as('questions'))
    .where('groups.id', '=', groupId)
    .where(looksAfter(ctx, sql.ref('groups.id')))
    .executeTakeFirst()
}
