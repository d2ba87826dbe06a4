import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import type { RunAs } from './run-as.ts'

/** A program of PostgreSQL, the folders it works in, and whom it runs as. */
export interface Command {
  readonly program: string
  readonly runAs: RunAs
  /** Folders that the arguments name, by a word of ours. */
  readonly folders: Readonly<Record<string, string>>
  /** Makes the arguments from the paths under which the program reaches those folders. */
  readonly arguments: (paths: (folder: string) => string) => readonly string[]
}

export interface CommandOutcome {
  readonly succeeded: boolean
  /** Standard output and error. */
  readonly output: string
}

/**
 * Starts a program of PostgreSQL with its own session (Ctrl-C in a terminal is for us, we stop it in order), an empty
 * environment and only the folders it needs.
 *
 * Another user may not be allowed to enter the folders above (a home of root, a private temporary folder). On Linux
 * the folders are therefore handed over as open descriptors and named /proc/self/fd/N, which needs rights on the folder
 * itself only: the data stay where DATA_DIR says.
 */
export function startCommand(command: Command, stdio: ['ignore' | 'pipe', number | 'pipe', number | 'pipe']) {
  const names = Object.keys(command.folders)
  const handOver = command.runAs !== undefined && process.platform === 'linux'
  const descriptors: number[] = []
  try {
    if (handOver) {
      for (const folder of Object.values(command.folders)) {
        descriptors.push(openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY))
      }
    }
    const pathOf = (folder: string): string => {
      const path = command.folders[folder]
      if (path === undefined) throw new Error(`no folder is called ${folder}`)
      return handOver ? `/proc/self/fd/${stdio.length + names.indexOf(folder)}` : path
    }
    const allStdio: StdioOptions = [...stdio, ...descriptors]
    return spawn(command.program, command.arguments(pathOf), {
      ...(command.runAs ?? {}),
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: allStdio,
      detached: true,
    })
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor)
  }
}

/** Runs a program to its end. A program that cannot even be started is an outcome like any other. */
export async function runCommand(command: Command, input?: string): Promise<CommandOutcome> {
  let child: ChildProcess
  try {
    child = startCommand(command, [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'])
  } catch (error) {
    return { succeeded: false, output: String(error) }
  }
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  // A program that ends early closes its input; its outcome tells why.
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve({ succeeded: false, output: output + String(error) }))
    child.once('close', (code) => resolve({ succeeded: code === 0, output }))
  })
}
