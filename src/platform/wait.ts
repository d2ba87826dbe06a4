import { setTimeout } from 'node:timers/promises'
import type { Wait } from '../ports.ts'

/** By the machine's own clock. Holds no process back that is done otherwise. */
export const systemWait: Wait = (milliseconds, signal) =>
  setTimeout(milliseconds, undefined, { signal, ref: false }).catch((fault: unknown) => {
    if (!signal.aborted) throw fault
  })
