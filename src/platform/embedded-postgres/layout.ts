import { chmod, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EmbeddedPostgresError, systemErrorCode } from './errors.ts'

/** Where everything of one embedded PostgreSQL lies. All of it is under DATA_DIR, so removing that removes all data. */
export interface Layout {
  readonly dataDirectory: string
  /** 0700, ours: holds everything below. */
  readonly root: string
  /** PostgreSQL's own data directory, 0700, owned by the user it runs as. */
  readonly cluster: string
  /** A cluster being made; renamed to `cluster` when complete. */
  readonly unfinishedCluster: string
  readonly socket: string
  /** Notes where the socket is when the path of `socket` is too long for one. */
  readonly socketElsewhere: string
  readonly password: string
  readonly lock: string
  readonly lockHolder: string
  readonly log: string
  /** A copy of the binaries, where the package's own cannot be run in place. */
  readonly binaries: string
}

/** Makes the private folders; refuses with `no-access` a place that cannot be written. */
export async function prepareLayout(dataDirectory: string): Promise<Layout> {
  const absolute = resolve(dataDirectory)
  const root = join(absolute, 'postgres')
  try {
    for (const folder of [absolute, root]) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await chmod(folder, 0o700)
    }
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === undefined) throw error
    throw new EmbeddedPostgresError(
      'no-access',
      `${absolute} cannot be used for data (${code}); set DATA_DIR to a folder of the user that runs Ayni`,
      { cause: error },
    )
  }
  return {
    dataDirectory: absolute,
    root,
    cluster: join(root, 'cluster'),
    unfinishedCluster: join(root, 'cluster.unfinished'),
    socket: join(root, 'socket'),
    socketElsewhere: join(root, 'socket.elsewhere'),
    password: join(root, 'password'),
    lock: join(root, 'lock'),
    lockHolder: join(root, 'lock.holder'),
    log: join(root, 'postgres.log'),
    binaries: join(root, 'binaries'),
  }
}
