import type { Clock, SafeFetch } from '../../ports.ts'

/**
 * The guarded client with one deadline for all requests made through it, in milliseconds from now: each gets what is
 * left at most, and when nothing is left nobody is asked any more. For whatever a person waits for.
 */
export function withDeadline(safeFetch: SafeFetch, clock: Clock, milliseconds: number): SafeFetch {
  const end = clock.now().getTime() + milliseconds
  return async (request) => {
    const left = end - clock.now().getTime()
    if (left <= 0) return { ok: false, failure: 'timeout' }
    return safeFetch({ ...request, timeoutMilliseconds: Math.min(request.timeoutMilliseconds, left) })
  }
}
