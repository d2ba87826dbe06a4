import { nameKey } from '../../members/names.ts'
import { type CommandCtx, CommandError } from './command.ts'

/** The member whom others know by this name. Throws a line that says what to check. */
export async function findMember({ ctx }: CommandCtx, name: string): Promise<{ readonly id: string }> {
  const member = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('displayNameKey', '=', nameKey(name))
    .where('status', '<>', 'erased')
    .executeTakeFirst()
  if (member) return member
  throw new CommandError(
    'Nobody here has that name. Give the name that others see, not the one for signing in.',
  )
}
