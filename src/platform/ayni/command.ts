import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../../federation/deps.ts'

export interface CommandOption {
  /** What stands for the value in the help, such as `NAME`; absent for a switch. */
  readonly value?: string
  readonly text: string
  readonly default?: string
  readonly required?: boolean
}

export interface CommandWord {
  /** The key of its value. */
  readonly name: string
  /** What stands for it in the help, such as `HANDLE`. */
  readonly value: string
  readonly text: string
}

export type OptionValues = Readonly<Record<string, string | undefined>>

export interface CommandCtx {
  /** The community acting by itself. */
  readonly ctx: Ctx
  readonly print: (line: string) => void
  /** To speak with other servers, as the community's own processes do. */
  readonly federation: FederationDeps
}

/** One thing an operator can do. `run` throws `CommandError` for what she can mend. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly options: Readonly<Record<string, CommandOption>>
  /** What is given without a name, in this order; all of it is required. */
  readonly words?: readonly CommandWord[]
  run(command: CommandCtx, values: OptionValues): Promise<void>
}

/** What an operator can mend, in one line that says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** A whole number within bounds, or a line that says what was expected. */
export function readNumber(values: OptionValues, option: string, least: number, most: number): number {
  const text = values[option] ?? ''
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new CommandError(`--${option} must be a whole number from ${least} to ${most}.`)
}

/** An option that has to be given. */
export function readText(values: OptionValues, option: string): string {
  const text = values[option]?.trim()
  if (text) return text
  throw new CommandError(`--${option} is missing. Add --help to see an example.`)
}
