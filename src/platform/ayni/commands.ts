import type { Command } from './command.ts'
import { createAdminCommand } from './create-admin.ts'
import { seedCommand } from './seed.ts'
import { endSessionsCommand, listSessionsCommand } from './sessions.ts'

/** Everything `npm run ayni` can do, in the order of its help. */
export const commands: readonly Command[] = [
  createAdminCommand,
  listSessionsCommand,
  endSessionsCommand,
  seedCommand,
]
