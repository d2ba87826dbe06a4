import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoCommunity } from '../../src/platform/demo/communities.ts'
import { freePorts } from '../../src/platform/demo/ports.ts'
import { type RunningCommunity, startCommunityProcess } from '../../src/platform/demo/processes.ts'

export interface RunningCommunities {
  /** In the order of the plans. */
  readonly communities: readonly RunningCommunity[]
  stop(): Promise<void>
}

/**
 * Starts what `npm run build` made: each community a process of its own on a free port, with an embedded database in
 * a temporary folder. Nobody has set them up, unless they are to be filled as the demo is. When one does not start, the
 * others are stopped again.
 */
export async function startCommunities(
  plans: readonly DemoCommunity[],
  { seed = false } = {},
): Promise<RunningCommunities> {
  const folder = await mkdtemp(join(tmpdir(), 'ayni-story-'))
  const ports = await freePorts(plans.length)
  const starting = plans.map(({ key, port }, index) =>
    startCommunityProcess({
      key,
      port: ports[index] ?? port,
      dataDirectory: join(folder, key),
      databaseUrl: undefined,
      seed,
      program: join(import.meta.dirname, '../../dist/demo-community.js'),
    }),
  )
  const settled = await Promise.allSettled(starting)
  const communities = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stop = async (): Promise<void> => {
    await Promise.all(communities.map((community) => community.stop()))
    await rm(folder, { recursive: true, force: true })
  }
  const failed = settled.find((one) => one.status === 'rejected')
  if (!failed) return { communities, stop }
  await stop()
  throw failed.reason
}
