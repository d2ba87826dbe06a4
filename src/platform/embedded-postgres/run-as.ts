import { readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { EmbeddedPostgresError, systemErrorCode } from './errors.ts'

/** Whom PostgreSQL's programs run as; undefined means: as this process, which is not root. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined

/**
 * PostgreSQL refuses to run as root. Root hands it to the user that already owns the cluster, or to `nobody`.
 * Refuses with `no-user` where there is none, and where this user has only a number: initdb asks for her name.
 */
export async function chooseRunAs(cluster: string): Promise<RunAs> {
  const owner = await stat(cluster).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (process.getuid?.() !== 0) {
    if (!owner) requireName()
    return undefined
  }
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

function requireName(): void {
  try {
    userInfo()
  } catch (error) {
    throw new EmbeddedPostgresError(
      'no-user',
      `PostgreSQL needs a user with a name, and user ${process.getuid?.()} has none in /etc/passwd; add one, start Ayni as another user or set DATABASE_URL`,
      { cause: error },
    )
  }
}
