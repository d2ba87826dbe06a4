import type { Clock, Log } from '../ports.ts'
import { describeFault } from './fault.ts'

export interface LogOptions {
  readonly clock: Clock
  /** Takes one finished line; standard error unless given. */
  readonly write?: (line: string) => void
}

/**
 * One JSON object a line, to standard error. The time is cut to the minute: enough to find a fault, too coarse to
 * tell from a seized log who pressed what when.
 */
export function createLog({ clock, write = writeToStandardError }: LogOptions): Log {
  const line = (record: Readonly<Record<string, unknown>>) => {
    const time = `${clock.now().toISOString().slice(0, 16)}Z`
    write(`${JSON.stringify({ time, ...record })}\n`)
  }
  return {
    info: (event, fields) => line({ level: 'info', event, ...(fields ? { fields } : {}) }),
    error: (event, reference, fault) =>
      line({ level: 'error', event, reference, fault: describeFault(fault) }),
  }
}

function writeToStandardError(line: string): void {
  process.stderr.write(line)
}
