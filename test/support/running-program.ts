import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const project = join(import.meta.dirname, '../..')

export interface ProgramOptions {
  /** Its whole environment but PATH. */
  readonly environment?: Readonly<Record<string, string>>
  readonly arguments?: readonly string[]
  /** Where it runs; the project unless told. */
  readonly folder?: string
  /** Where `dist` and `node_modules` are; the project unless told. */
  readonly installation?: string
  /** The ordinary user who starts it; whoever runs the tests unless told. */
  readonly user?: { readonly uid: number; readonly gid: number }
}

export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly errors: string
}

/** A program in a process group of its own, as a terminal starts it. */
export interface RunningProgram {
  readonly pid: number
  /** Everything on standard output so far. */
  output(): string
  /** Everything on standard error so far. */
  errors(): string
  /** Resolves when the output matches, with the first group or else the whole match; throws if it ends before. */
  said(expected: RegExp): Promise<string>
  signal(name: NodeJS.Signals): void
  /** What Ctrl-C in a terminal does: every process of the group is told. */
  signalGroup(name: NodeJS.Signals): void
  readonly ended: Promise<Ending>
  /** SIGTERM, for the end of a test; SIGKILL if that is of no use. */
  stop(): Promise<Ending>
}

/** The built `dist/<name>.js`; `npm test` builds it first. */
export const startProgram = (
  name: 'server' | 'worker' | 'ayni' | 'demo',
  { arguments: words = [], ...options }: ProgramOptions = {},
): RunningProgram => startCommand(process.execPath, [join(project, 'dist', `${name}.js`), ...words], options)

/** Any command with the project's Node first in PATH. */
export function startCommand(
  command: string,
  words: readonly string[],
  {
    environment = {},
    folder = project,
    user = undefined,
  }: Omit<ProgramOptions, 'arguments' | 'installation'> = {},
): RunningProgram {
  const child = spawn(command, words, {
    ...user,
    cwd: folder,
    env: { PATH: `${join(project, 'node_modules/.bin')}:${process.env['PATH']}`, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const texts = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      texts[stream] += text
    })
  }
  const { pid } = child
  if (pid === undefined) throw new Error(`${command} cannot be started`)
  const ended = once(child, 'close').then(
    (): Ending => ({
      code: child.exitCode,
      signal: child.signalCode,
      output: texts.stdout,
      errors: texts.stderr,
    }),
  )
  return {
    pid,
    output: () => texts.stdout,
    errors: () => texts.stderr,
    said: (expected) => said(child, () => texts.stdout, expected, ended),
    signal: (name) => void child.kill(name),
    signalGroup: (name) => void process.kill(-pid, name),
    ended,
    stop: () => stop(child, ended),
  }
}

async function said(
  child: ChildProcess,
  output: () => string,
  expected: RegExp,
  ended: Promise<Ending>,
): Promise<string> {
  for (;;) {
    const hadEnded = hasEnded(child)
    if (hadEnded) await ended
    const found = expected.exec(output())
    if (found) return found[1] ?? found[0]
    if (hadEnded) throw new Error(`ended without saying ${expected}: ${output()}${(await ended).errors}`)
    await wait(20)
  }
}

async function stop(child: ChildProcess, ended: Promise<Ending>): Promise<Ending> {
  if (!hasEnded(child)) child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  return ended.finally(() => clearTimeout(timer))
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null
