import { setTimeout } from 'node:timers/promises'
import { runProgram } from '../../src/platform/program.ts'

/**
 * A program that is slow to stop, or that faults in a way of which its argument is the name. What it faults with
 * quotes what somebody wrote.
 */
class WordsError extends Error {}

const faults: Readonly<Record<string, () => void>> = {
  thrown: () => {
    throw new WordsError('canary')
  },
  rejected: () => void Promise.reject(new WordsError('canary')),
  uncaught: () => void setImmediate(faults['thrown'] ?? (() => {})),
}

// A real one has a server or a database that keeps it running.
setInterval(() => {}, 60_000)

await runProgram(async ({ print, stopped }) => {
  print('running')
  faults[process.argv[2] ?? '']?.()
  await stopped
  print('stopping')
  await setTimeout(process.argv[2] === 'endless' ? 60_000 : 1_500)
  print('stopped')
})
