import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Measurement } from './support/measurement.ts'

/**
 * Runs every measurement beside this file and prints each figure with what the machine gives at best. With names only
 * those (`inbox`); with `--strict` it ends with 1 when a figure stays under its bar.
 */
interface Bench {
  measure(): Promise<readonly Measurement[]>
}

const isBench = (module: unknown): module is Bench =>
  typeof module === 'object' && module !== null && 'measure' in module && typeof module.measure === 'function'

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const files = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .filter((file) => wanted.length === 0 || wanted.includes(file.slice(0, -3)))
  .sort()

const measurements: Measurement[] = []
for (const file of files) {
  const module: unknown = await import(join(import.meta.dirname, file))
  if (isBench(module)) measurements.push(...(await module.measure()))
}

const row = (cells: readonly string[]) =>
  process.stdout.write(
    `${cells.map((cell, at) => (at === 0 ? cell.padEnd(52) : cell.padStart(10))).join('')}\n`,
  )
row(['', 'ours', 'bare', 'ratio', 'wanted'])
for (const { name, unit, ours, bare, ratio, wanted: bar } of measurements) {
  row([`${name} (${unit})`, ours.toFixed(0), bare.toFixed(0), ratio.toFixed(2), bar.toFixed(2)])
}
const missed = measurements.filter(({ ratio, wanted: bar }) => !(ratio >= bar))
for (const { name } of missed) process.stdout.write(`Under its bar: ${name}\n`)
if (process.argv.includes('--strict') && missed.length > 0) process.exitCode = 1
