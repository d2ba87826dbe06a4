import { suggestPassphrase } from '../../auth/passphrase-words.ts'
import { createAdmin } from '../../community/create-admin.ts'
import { readSettings } from '../../community/settings.ts'
import { type Command, readText } from './command.ts'
import { expectDone } from './refusals.ts'

export const createAdminCommand: Command = {
  name: 'admin create',
  summary: 'Makes another admin and prints her passphrase once.',
  options: {
    name: { value: 'NAME', text: 'What others call her.', required: true },
    'sign-in-name': { value: 'NAME', text: 'Her private name for signing in; another one.', required: true },
  },
  async run({ ctx, print }, values) {
    const { defaultLocale } = await readSettings(ctx)
    const passphrase = suggestPassphrase(ctx.random, defaultLocale)
    const signInName = readText(values, 'sign-in-name')
    expectDone(await createAdmin(ctx, { displayName: readText(values, 'name'), signInName, passphrase }))
    print(`She signs in at ${ctx.origin} as ${signInName} with this passphrase, which is shown only now:`)
    print(`  ${passphrase}`)
  },
}
