/** One figure beside what the machine gives at best, both taken in the same run. */
export interface Measurement {
  readonly name: string
  readonly ours: number
  readonly bare: number
  /** Ours by bare. */
  readonly ratio: number
  /** What the ratio has to be at least. */
  readonly wanted: number
  readonly unit: string
}

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
