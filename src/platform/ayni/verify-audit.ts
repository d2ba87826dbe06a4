import { type ActFault, verifyActs } from '../../moderation/audit.ts'
import { type Command, CommandError } from './command.ts'

export const verifyAuditCommand: Command = {
  name: 'audit verify',
  summary: 'Checks that nobody changed the moderators’ record, and names the first broken link.',
  options: {},
  async run({ ctx, print }) {
    const { acts, upTo, brokenAt } = await verifyActs(ctx.db)
    if (!brokenAt) {
      return print(
        acts === 1 ? 'The record is whole: 1 act.' : `The record is whole: ${acts} acts, up to #${upTo}.`,
      )
    }
    const { sequence, fault } = brokenAt
    throw new CommandError(
      `The record is broken at #${sequence}: ${faults[fault]}. It is whole up to #${upTo}. Keep a copy of the database before you do anything else, and compare it with your last backup.`,
    )
  },
}

const faults: Readonly<Record<ActFault, string>> = {
  'beginning-missing': 'acts before it are gone, and no signed checkpoint stands for them',
  gap: 'the act before it is gone',
  'previous-hash': 'it does not follow from the act before it',
  hash: 'its own words were changed',
  'checkpoint-hash': 'the checkpoint there was signed over something else',
  'checkpoint-signature': 'the signature of the checkpoint there is not this community’s',
  'end-missing': 'acts that were signed are gone from the end',
}
