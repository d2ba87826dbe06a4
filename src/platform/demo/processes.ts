import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartupError } from '../startup-error.ts'

/** What a community of the demonstration tells its parent once it answers requests. */
export interface ReadyMessage {
  readonly ready: true
  /** Present while nobody has set the community up. */
  readonly setUpUrl?: string
}

export interface RunningCommunity {
  readonly key: string
  readonly origin: string
  readonly setUpUrl: string | undefined
  readonly pid: number
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Shuts the community down in order, database included. */
  stop(): Promise<void>
}

export interface CommunityPlace {
  readonly key: string
  readonly port: number
  readonly dataDirectory: string
  /** A database of its own; the embedded one when undefined. */
  readonly databaseUrl: string | undefined
  /** Fill it with the invented people and posts of this key. */
  readonly seed: boolean
  /** The built program to run; the one beside this file unless told. */
  readonly program?: string
}

const programBeside = join(fileURLToPath(new URL('.', import.meta.url)), 'demo-community.js')
const startMilliseconds = 60_000

/**
 * Starts one community as a process of its own, with an environment of its own: nothing of the caller's settings
 * leaks into it. Throws `StartupError` with what the process said when it does not come up.
 */
export async function startCommunityProcess(place: CommunityPlace): Promise<RunningCommunity> {
  const origin = `http://localhost:${place.port}`
  const { program = programBeside } = place
  const child = spawn(process.execPath, [program, ...(place.seed ? [place.key] : [])], {
    env: {
      ...pathOnly(),
      PORT: String(place.port),
      ORIGIN: origin,
      DATA_DIR: place.dataDirectory,
      ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4_000)
  })
  const ended = once(child, 'exit').then(() => {})
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as ReadyMessage),
    ended.then(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), startMilliseconds).unref()),
  ])
  if (!ready || child.pid === undefined) {
    await stop(child, ended)
    throw new StartupError(`${place.key} did not start: ${said.trim() || 'no answer within a minute.'}`)
  }
  return {
    key: place.key,
    origin,
    setUpUrl: ready.setUpUrl,
    pid: child.pid,
    ended,
    stop: () => stop(child, ended),
  }
}

/** Only what finding programs and temporary folders needs. */
const pathOnly = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'TMPDIR', 'HOME', 'LANG'].flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
  await ended
}
