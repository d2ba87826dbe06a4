import { askToFollow } from '../../allies/follow-channel.ts'
import { inTransaction } from '../../db/transaction.ts'
import { createResolveChannel } from '../../federation/resolve-channel.ts'
import { cleaned } from './cleaned.ts'
import type { Command } from './command.ts'
import { expectDone } from './refusals.ts'

export const followCommand: Command = {
  name: 'federation follow',
  summary: 'Asks to follow a channel of another community, in the name of this one.',
  words: [{ name: 'address', value: 'ADDRESS', text: 'A handle (name@host) or any address of the channel.' }],
  options: {},
  async run({ ctx, print, federation }, { address = '' }) {
    const channel = expectDone(await createResolveChannel(federation)(ctx, address))
    expectDone(await inTransaction(ctx, (trx) => askToFollow(trx, channel)))
    print(cleaned(`Asked ${channel.host} to let us follow "${channel.name}" (${channel.actorUri}).`))
    print('The server sends it as soon as it runs; the answer is seen on the page of allies.')
  },
}
