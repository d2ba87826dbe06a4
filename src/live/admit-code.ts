import { countUse, type ThrottleCtx } from '../auth/throttle.ts'

/** Times that a stream may be asked for within an hour; a page that follows asks six times, and when she looks away. */
const perCode = 60

/**
 * Counts one try to follow by a code; false when there were too many of this code. Networks are not counted: behind an
 * onion address everybody has the same (P6), and what a stranger could take is bounded by the places that there are.
 */
export async function admitCode(ctx: ThrottleCtx, codeHash: string): Promise<boolean> {
  return (await countUse(ctx, 'live', `code ${codeHash}`)) <= perCode
}
