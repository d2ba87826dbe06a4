import { startCommunity } from './community-process.ts'
import { readConfig } from './config.ts'
import { demoCommunities } from './demo/communities.ts'
import type { ReadyMessage } from './demo/processes.ts'
import { seedCommunity } from './demo/seed.ts'
import { runProgram } from './program.ts'

/** One community of the demonstration: a usual server that can fill itself, and ends when its parent does. */
await runProgram(async ({ stopped }) => {
  const orphaned = new Promise<void>((resolve) => process.once('disconnect', resolve))
  const community = await startCommunity({ config: readConfig(process.env), serve: true, work: true })
  const plan = demoCommunities.find(({ key }) => key === process.argv[2])
  const token = community.setUpUrl?.split('/').at(-1)
  if (plan && token !== undefined) await seedCommunity(community.parts.systemContext(), plan, token)
  const waitsForSetUp = plan === undefined && community.setUpUrl !== undefined
  const message: ReadyMessage = { ready: true, ...(waitsForSetUp ? { setUpUrl: community.setUpUrl } : {}) }
  process.send?.(message)
  const failure = await Promise.race([stopped, orphaned, community.failed])
  await community.stop()
  if (failure) throw failure
})
