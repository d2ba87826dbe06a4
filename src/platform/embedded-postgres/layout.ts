import { chmod, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

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
}

/**
 * Makes the private folders. A data folder that was there before keeps its mode (it may be a mount point, or hold other
 * things): `root` alone shuts everybody else out.
 */
export async function prepareLayout(dataDirectory: string): Promise<Layout> {
  const absolute = resolve(dataDirectory)
  const root = join(absolute, 'postgres')
  await mkdir(root, { recursive: true, mode: 0o700 })
  await chmod(root, 0o700)
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
  }
}
