import { startCommunity } from './community-process.ts'
import { readConfig } from './config.ts'
import { readEnvironmentFile } from './environment-file.ts'
import { runProgram } from './program.ts'

await runProgram(async ({ print, stopped }) => {
  readEnvironmentFile()
  const config = readConfig(process.env)
  const community = await startCommunity({ config, serve: true, work: config.worker === 'inline' })
  print(`Ayni is running at ${config.origin} (Ctrl-C stops it).`)
  if (community.setUpUrl) {
    print('This community is not set up yet. Open this link once, in a browser that only you use:')
    print(`  ${community.setUpUrl}`)
  }
  const failure = await Promise.race([stopped, community.failed])
  await community.stop()
  if (failure) throw failure
})
