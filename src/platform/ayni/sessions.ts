import { endSessions, listSessions, overseenIdLength } from '../../auth/oversee-sessions.ts'
import { dayOf } from '../../days.ts'
import { nameKey } from '../../members/names.ts'
import { type Command, CommandError, type OptionValues } from './command.ts'
import { findMember } from './members.ts'
import { expectDone } from './refusals.ts'

export const listSessionsCommand: Command = {
  name: 'sessions list',
  summary: 'Lists who is signed in, and until when.',
  options: {},
  async run({ ctx, print }) {
    const sessions = expectDone(await listSessions(ctx))
    for (const { id, displayName, endsAt } of sessions) print(`${id}  until ${dayOf(endsAt)}  ${displayName}`)
    print(sessions.length === 1 ? '1 session.' : `${sessions.length} sessions.`)
  },
}

export const endSessionsCommand: Command = {
  name: 'sessions end',
  summary: 'Signs out one session, one member on all her devices, or everybody.',
  options: {
    id: { value: 'ID', text: 'One session, as "sessions list" shows it.' },
    member: { value: 'NAME', text: 'Every session of the member whom others call so.' },
    all: { text: 'Every session of everybody.' },
  },
  async run(command, values) {
    const { ended } = expectDone(await endSessions(command.ctx, await which(command, values)))
    command.print(ended === 1 ? 'Ended 1 session.' : `Ended ${ended} sessions.`)
  },
}

async function which(command: Parameters<Command['run']>[0], values: OptionValues) {
  const { id, member, all } = values
  if ([id, member, all].filter((value) => value !== undefined).length !== 1) {
    throw new CommandError('Say which: --id ID, --member NAME or --all.')
  }
  if (id !== undefined) {
    if (new RegExp(`^[0-9a-f]{${overseenIdLength}}$`).test(id)) return { sessionId: id }
    throw new CommandError('--id must be one that "npm run ayni -- sessions list" shows.')
  }
  if (member === undefined) return { everybody: true } as const
  await findMember(command, member)
  return { displayNameKey: nameKey(member) }
}
