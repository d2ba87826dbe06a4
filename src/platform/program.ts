import { ConfigError } from './config.ts'
import { EmbeddedPostgresError } from './embedded-postgres/errors.ts'
import { describeFault } from './fault.ts'
import { NewerDatabaseError } from './migrate.ts'
import { StartupError } from './startup-error.ts'

/** What a program needs of its process. */
export interface Program {
  readonly print: (line: string) => void
  /** Resolves when somebody asks the process to end (Ctrl-C, SIGTERM). A second Ctrl-C ends it at once. */
  readonly stopped: Promise<void>
}

/**
 * Runs a program to its end. What its operator can mend is said in a line of its own, without a stack; anything else
 * is described without personal data. Exit status 1 in both cases.
 */
export async function runProgram(main: (program: Program) => Promise<void>): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
    }
  })
  try {
    await main({ print: (line) => process.stdout.write(`${line}\n`), stopped })
    process.exitCode ??= 0
  } catch (fault) {
    process.stderr.write(`${explain(fault)}\n`)
    process.exitCode = 1
  }
  // Pools and agents that were closed may still hold a timer; the work is done.
  process.exit()
}

function explain(fault: unknown): string {
  const mendable =
    fault instanceof ConfigError ||
    fault instanceof StartupError ||
    fault instanceof EmbeddedPostgresError ||
    fault instanceof NewerDatabaseError
  return mendable ? fault.message : `Ayni stopped: ${JSON.stringify(describeFault(fault))}`
}
