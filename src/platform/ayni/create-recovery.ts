import { createRecoveryLink } from '../../auth/create-recovery-link.ts'
import { type Command, readText } from './command.ts'
import { findMember } from './members.ts'
import { expectDone } from './refusals.ts'

export const createRecoveryCommand: Command = {
  name: 'recovery create',
  summary: 'Makes a code that lets a member choose a new passphrase once, within 24 hours.',
  options: {
    member: {
      value: 'NAME',
      text: 'What others call her. Make sure that it is she who asks.',
      required: true,
    },
  },
  async run(command, values) {
    const { ctx, print } = command
    const { id: memberId } = await findMember(command, readText(values, 'member'))
    const { code } = expectDone(await createRecoveryLink(ctx, { memberId }))
    print(`She opens ${ctx.origin}/recover/status and types this code, which is shown only now:`)
    print(`  ${code}`)
  },
}
