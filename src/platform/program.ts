import { ConfigError } from './config.ts'
import { EmbeddedPostgresError } from './embedded-postgres/errors.ts'
import { describeFault } from './fault.ts'
import { NewerDatabaseError } from './migrate.ts'
import { StartupError } from './startup-error.ts'

/** What a program needs of its process. */
export interface Program {
  readonly print: (line: string) => void
  /** Resolves when somebody asks the process to end (Ctrl-C, SIGTERM). Asked again, it ends at once. */
  readonly stopped: Promise<void>
}

/** npm passes on the Ctrl-C that a terminal has already sent to everybody: both are one wish. */
const sameWishMilliseconds = 500
/** Longer than anything is waited for while stopping; also ends a start that does not come to an end. */
const patienceMilliseconds = 10_000

/**
 * Runs a program to its end. What its operator can mend is said in a line of its own, without a stack; anything else
 * is described without personal data. Exit status 1 in both cases.
 */
export async function runProgram(main: (program: Program) => Promise<void>): Promise<void> {
  // Node itself would print the message, which may quote what people wrote.
  process.on('uncaughtException', fail)
  try {
    await main({ print: (line) => process.stdout.write(`${line}\n`), stopped: wishToStop() })
  } catch (fault) {
    fail(fault)
  }
  // Pools and agents that were closed may still hold a timer; the work is done.
  process.exit()
}

function wishToStop(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined
    const wish = () => {
      if (firstAt !== undefined && performance.now() - firstAt < sameWishMilliseconds) return
      if (firstAt !== undefined) process.exit(1)
      firstAt = performance.now()
      setTimeout(() => process.exit(1), patienceMilliseconds).unref()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, wish)
  })
}

function fail(fault: unknown): never {
  process.stderr.write(`${explain(fault)}\n`)
  process.exit(1)
}

function explain(fault: unknown): string {
  const mendable =
    fault instanceof ConfigError ||
    fault instanceof StartupError ||
    fault instanceof EmbeddedPostgresError ||
    fault instanceof NewerDatabaseError
  return mendable ? fault.message : `Ayni stopped: ${JSON.stringify(describeFault(fault))}`
}
