/** A small whole number as somebody typed it, NaN for anything else. */
export function readCount(typed: string): number {
  const digits = typed.normalize('NFKC')
  return /^\d{1,4}$/.test(digits) ? Number(digits) : Number.NaN
}
