import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explainDatabaseUrl } from './community-database.ts'
import { readConfig } from './config.ts'
import { type Arrival, arriveAsKnown, arriveAsNew } from './demo/arrival.ts'
import { demoCommunities, demoPassphrase } from './demo/communities.ts'
import { createDemoDatabases } from './demo/databases.ts'
import { leaveThingsWaiting } from './demo/leave-waiting.ts'
import { freePorts, isTaken } from './demo/ports.ts'
import { type CommunityPlace, type RunningCommunity, startCommunityProcess } from './demo/processes.ts'
import { runSteps } from './demo/run-steps.ts'
import { tellStory } from './demo/story.ts'
import type { StoryWorld } from './demo/story-place.ts'
import { type Program, runProgram } from './program.ts'
import { StartupError } from './startup-error.ts'

const keys = demoCommunities.map(({ key }) => key)

await runProgram(async (program) => {
  const config = readConfig(process.env)
  if (!config.isLoopback)
    throw new StartupError(
      'The demo signs everybody in with a passphrase that is printed: it runs on this machine only. Leave ORIGIN out.',
    )
  const run = process.argv.includes('--check')
    ? check(program, config.databaseUrl)
    : demonstrate(program, config.dataDirectory, config.databaseUrl)
  await run.catch((fault) => {
    throw config.databaseUrl === undefined ? fault : explainDatabaseUrl(fault)
  })
})

/** Fresh data, free ports, the whole story once; the exit status says whether every step held. */
async function check({ print, stopped }: Program, databaseUrl: string | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ayni-check-'))
  const databases = databaseUrl
    ? await createDemoDatabases(databaseUrl, `check_${process.pid}`, keys)
    : undefined
  const running = new Map<string, RunningCommunity>()
  const start = async (place: CommunityPlace): Promise<RunningCommunity> => {
    const community = await startCommunityProcess(place)
    running.set(place.key, community)
    return community
  }
  try {
    const ports = await freePorts(keys.length)
    const started = demoCommunities.map(async (plan, index) => {
      const place: CommunityPlace = {
        key: plan.key,
        port: ports[index] ?? plan.port,
        dataDirectory: join(folder, plan.key),
        databaseUrl: databases?.urlOf(plan.key),
        seed: false,
      }
      const community = await start(place)
      return arriveAsNew(plan, community, {
        begin: community.stop,
        end: async () => {
          await start(place)
        },
      })
    })
    const arrivals = await settled(started)
    const story = [...arrivals.flatMap(({ steps }) => steps), ...tellStory(worldOf(arrivals))]
    const held = await Promise.race([runSteps(story, print), stopped.then(() => false)])
    print(held ? 'The whole story holds.' : 'The story does not hold.')
    if (!held) process.exitCode = 1
  } finally {
    await Promise.all([...running.values()].map((community) => community.stop()))
    await databases?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Seeded communities on fixed ports, the story lived through once, then everything is left to the visitor. */
async function demonstrate(
  { print, stopped }: Program,
  dataDirectory: string,
  databaseUrl: string | undefined,
): Promise<void> {
  for (const { port } of demoCommunities)
    if (await isTaken(port))
      throw new StartupError(
        `Port ${port} is taken by another program, maybe another demo. Stop that one: the demo needs 4001, 4002 and 4003.`,
      )
  const databases = databaseUrl ? await createDemoDatabases(databaseUrl, 'demo', keys) : undefined
  const running: RunningCommunity[] = []
  try {
    print('Starting three communities; the first time takes half a minute.')
    const started = demoCommunities.map((plan) =>
      startCommunityProcess({
        key: plan.key,
        port: plan.port,
        dataDirectory: join(dataDirectory, 'demo', plan.key),
        databaseUrl: databases?.urlOf(plan.key),
        seed: true,
      }).then((community) => {
        running.push(community)
        return arriveAsKnown(plan, community)
      }),
    )
    const arrivals = await settled(started)
    const isFirstTime = await leaveThingsWaiting(arrivals, worldOf(arrivals), print)
    if (!isFirstTime) print('What was there from last time is still there.')
    printSignIns(print)
    const ended = Promise.race(running.map(({ key, ended }) => ended.then(() => key)))
    const key = await Promise.race([stopped, ended])
    if (key) throw new StartupError(`${key} has stopped by itself; the others were stopped too.`)
  } finally {
    await Promise.all(running.map((community) => community.stop()))
  }
}

/** Waits for all, also when one fails, so that none is left running unseen; then throws the first failure. */
async function settled<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}

function worldOf(arrivals: readonly Arrival[]): StoryWorld {
  const [bolivia, sweden, indonesia] = arrivals.map(({ place }) => place)
  if (!bolivia || !sweden || !indonesia) throw new RangeError('the story needs three communities')
  return { bolivia, sweden, indonesia }
}

function printSignIns(print: (line: string) => void): void {
  print('')
  for (const { name, port, people } of demoCommunities) {
    print(`${name}: http://localhost:${port}`)
    people.forEach(({ signInName, displayName }, index) => {
      print(`  ${signInName.padEnd(16)}${displayName}${index === 0 ? ' (admin and moderator)' : ''}`)
    })
  }
  print('')
  print(`The passphrase of all of them: ${demoPassphrase}`)
  print('Ctrl-C stops everything.')
}
