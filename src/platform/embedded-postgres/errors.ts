/**
 * Why the embedded PostgreSQL cannot run, for the operator:
 * `in-use` another live process has the folder, `other-version` its data belong to another major version,
 * `no-binaries` none for this machine or none that start, `no-user` no unprivileged user to run as,
 * `no-access` the folder cannot be written, `no-start` PostgreSQL itself gave up.
 */
export type EmbeddedPostgresFault =
  | 'in-use'
  | 'other-version'
  | 'no-binaries'
  | 'no-user'
  | 'no-access'
  | 'no-start'

/** Its message is one English line that says what is wrong and how to mend it; safe to print. */
export class EmbeddedPostgresError extends Error {
  readonly fault: EmbeddedPostgresFault

  constructor(fault: EmbeddedPostgresFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EmbeddedPostgresError'
    this.fault = fault
  }
}

/** The code of a system error ('ENOENT', 'EACCES', ...), or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
