import type { Ctx } from '../../context.ts'
import { createFederationDeps } from '../../federation/federation.ts'
import { readConfig } from '../config.ts'
import { readEnvironmentFile } from '../environment-file.ts'
import { createImageProcessor } from '../images.ts'
import { createLog } from '../log.ts'
import { systemClock } from '../parts.ts'
import { createPassphraseHasher } from '../passphrase-hasher.ts'
import { runProgram } from '../program.ts'
import { createRandom } from '../random.ts'
import { createSafeFetch } from '../safe-fetch.ts'
import { StartupError } from '../startup-error.ts'
import { CommandError } from './command.ts'
import { openBeside } from './open-database.ts'
import type { ReadArguments } from './read-arguments.ts'

/** Runs what was asked for on the command line, or prints its help. Ends with 1 and one line for what can be mended. */
export const runCommand = (read: () => ReadArguments): Promise<void> =>
  runProgram(async ({ print }) => {
    try {
      const asked = read()
      if (asked.kind === 'help') return print(asked.text)
      readEnvironmentFile()
      const config = readConfig(process.env)
      const log = createLog({ clock: systemClock })
      const database = await openBeside(config, log)
      const { isLoopback, softwareName } = config
      const safeFetch = createSafeFetch({ allowLoopback: isLoopback })
      try {
        const ctx: Ctx = {
          db: database.db,
          actor: { kind: 'system' },
          clock: systemClock,
          random: createRandom(),
          hasher: createPassphraseHasher(),
          images: createImageProcessor(),
          origin: config.origin,
        }
        const federation = createFederationDeps({ safeFetch, isLoopback, log, softwareName }, systemClock)
        await asked.command.run({ ctx, print, federation }, asked.values)
      } finally {
        await safeFetch.close()
        await database.close()
      }
    } catch (fault) {
      if (fault instanceof CommandError) throw new StartupError(fault.message)
      throw fault
    }
  })
