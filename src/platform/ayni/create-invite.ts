import { createInvite } from '../../joining/create-invite.ts'
import { type Command, type CommandCtx, CommandError, readNumber } from './command.ts'
import { findMember } from './members.ts'
import { expectDone } from './refusals.ts'

export const createInviteCommand: Command = {
  name: 'invite create',
  summary: 'Makes a link with which women may ask to join, even while the door is closed.',
  options: {
    uses: { value: 'COUNT', text: 'How many may ask with it, 1 to 20.', default: '1' },
    days: { value: 'COUNT', text: 'How long it works, 1 to 30 days.', default: '7' },
    from: {
      value: 'NAME',
      text: 'The moderator in whose name it is made. Without it: the longest serving moderator.',
    },
  },
  async run(command, values) {
    const { ctx, print } = command
    const memberId =
      values['from'] === undefined
        ? await aModerator(command)
        : (await findMember(command, values['from'])).id
    const roles = await ctx.db
      .selectFrom('memberRoles')
      .select('role')
      .where('memberId', '=', memberId)
      .execute()
    const { token, uses } = expectDone(
      await createInvite(
        { ...ctx, actor: { kind: 'member', memberId, roles: roles.map(({ role }) => role) } },
        {
          token: ctx.random.token(),
          uses: readNumber(values, 'uses', 1, 20),
          days: readNumber(values, 'days', 1, 30),
        },
      ),
    )
    print(`Works for ${uses === 1 ? 'one woman' : `${uses} women`}. It is shown only now:`)
    print(`  ${ctx.origin}/invite/${token}`)
  },
}

async function aModerator({ ctx }: CommandCtx): Promise<string> {
  const moderator = await ctx.db
    .selectFrom('members')
    .innerJoin('memberRoles', 'memberRoles.memberId', 'members.id')
    .select('members.id')
    .where('members.status', '=', 'active')
    .where('memberRoles.role', '=', 'moderator')
    .orderBy('members.joinedAt')
    .limit(1)
    .executeTakeFirst()
  if (moderator) return moderator.id
  throw new CommandError('Nobody here can invite yet. Set the community up first, or add --from NAME.')
}
