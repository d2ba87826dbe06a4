import type { Command } from './command.ts'
import { createAdminCommand } from './create-admin.ts'
import { createInviteCommand } from './create-invite.ts'
import { createRecoveryCommand } from './create-recovery.ts'
import { deliverCommand } from './federation-deliver.ts'
import { followCommand } from './federation-follow.ts'
import { lookupCommand } from './federation-lookup.ts'
import { replayCommand } from './federation-replay.ts'
import { rotateKeysCommand } from './federation-rotate-keys.ts'
import { verifySignatureCommand } from './federation-verify.ts'
import { seedCommand } from './seed.ts'
import { endSessionsCommand, listSessionsCommand } from './sessions.ts'
import { verifyAuditCommand } from './verify-audit.ts'

/** Everything `npm run ayni` can do, in the order of its help. */
export const commands: readonly Command[] = [
  createInviteCommand,
  createAdminCommand,
  createRecoveryCommand,
  listSessionsCommand,
  endSessionsCommand,
  verifyAuditCommand,
  lookupCommand,
  followCommand,
  deliverCommand,
  replayCommand,
  verifySignatureCommand,
  rotateKeysCommand,
  seedCommand,
]
