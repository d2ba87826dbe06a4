import { readFile, stat } from 'node:fs/promises'
import { EmbeddedPostgresError, systemErrorCode } from './errors.ts'

/** Whom PostgreSQL's programs run as; undefined means: as this process, which is not root. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined

/**
 * PostgreSQL refuses to run as root. Root hands it to the user that already owns the cluster, or to `nobody`;
 * refuses with `no-user` where there is none (initdb needs a user with an entry in /etc/passwd).
 */
export async function chooseRunAs(cluster: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(cluster).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const nobody = users.split('\n').find((line) => line.startsWith('nobody:'))
  const [, , uid, gid] = nobody?.split(':') ?? []
  if (uid === undefined || gid === undefined) {
    throw new EmbeddedPostgresError(
      'no-user',
      'PostgreSQL does not run as root and this machine has no user "nobody"; start Ayni as an ordinary user or set DATABASE_URL',
    )
  }
  // macOS writes -2 for what the system calls 4294967294.
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
}
