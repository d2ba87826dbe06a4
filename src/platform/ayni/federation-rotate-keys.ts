import { createKeyPair } from '../../channels/key-pair.ts'
import { rotateKeys } from '../../channels/rotate-keys.ts'
import type { Command } from './command.ts'
import { expectDone } from './refusals.ts'

export const rotateKeysCommand: Command = {
  name: 'federation rotate-keys',
  summary: 'Gives every actor a new key and tells all servers that know it.',
  options: {
    compromised: { text: 'Somebody else may have the keys: the old ones count for nothing at once.' },
  },
  async run({ ctx, print }, values) {
    const compromised = values['compromised'] !== undefined
    const { actors } = expectDone(await rotateKeys(ctx, { newKeyPair: createKeyPair, compromised }))
    print(actors === 1 ? '1 actor has a new key.' : `${actors} actors have new keys.`)
    print('Every server that knows them is told as soon as the server runs.')
    if (!compromised)
      return print('The keys before stay published for 30 days, for those who know only them.')
    for (const line of afterTheft) print(line)
  },
}

const afterTheft = [
  'Nothing is left here of the keys before. What else to do (docs/keys.md):',
  '  1. Find out how they got out, and close that way: whoever had the keys had the database or a backup.',
  '  2. Change what else lay there: the database passphrase, backups, SMTP_URL.',
  '  3. Look at the page of allies until every server has got the news; "federation replay HOST" tries one again.',
  '  4. Tell the moderators of allied communities by another way which day it was, so that they look at what came',
  '     in our name since then.',
  '  5. End everybody’s sessions if the database was read: npm run ayni -- sessions end --all',
]
