/** Something that keeps a program from starting and that its operator can mend; the message is one line for her. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}

/** The code of a system or PostgreSQL error, wherever in the chain of causes it stands. */
export function errorCode(fault: unknown): string | undefined {
  if (typeof fault !== 'object' || fault === null) return undefined
  if ('code' in fault && typeof fault.code === 'string') return fault.code
  if ('errors' in fault && Array.isArray(fault.errors)) return errorCode(fault.errors[0])
  return 'cause' in fault ? errorCode(fault.cause) : undefined
}
