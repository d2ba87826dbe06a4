import { startCommunity } from './community-process.ts'
import { readConfig } from './config.ts'
import { readEnvironmentFile } from './environment-file.ts'
import { runProgram } from './program.ts'
import { StartupError } from './startup-error.ts'

await runProgram(async ({ print, stopped }) => {
  readEnvironmentFile()
  const config = readConfig(process.env)
  if (config.databaseUrl === undefined)
    throw new StartupError(
      'A worker of its own needs DATABASE_URL: the embedded database belongs to the process that `npm start` runs.',
    )
  const community = await startCommunity({ config, serve: false, work: true })
  print(`A worker for ${config.origin} is running (Ctrl-C stops it).`)
  await stopped
  await community.stop()
})
