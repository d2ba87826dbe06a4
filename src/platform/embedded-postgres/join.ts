import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DATABASE, ROLE } from './cluster.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { prepareLayout } from './layout.ts'
import { PORT } from './socket.ts'
import type { EmbeddedConnection } from './start.ts'

/**
 * The way into the embedded server that another process of this machine keeps running, for a command beside it.
 * Throws `in-use` when that process is only starting or stopping.
 */
export async function joinEmbeddedPostgres(dataDirectory: string): Promise<EmbeddedConnection> {
  const layout = await prepareLayout(dataDirectory)
  const elsewhere = (await readFile(layout.socketElsewhere, 'utf8').catch(() => '')).trim()
  const host = elsewhere === '' ? layout.socket : elsewhere
  try {
    await access(join(host, `.s.PGSQL.${PORT}`))
    const password = (await readFile(layout.password, 'utf8')).trim()
    return { host, port: PORT, user: ROLE, password, database: DATABASE }
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'in-use',
      `${layout.dataDirectory} is in use by a process that is starting or stopping; try again in a moment`,
      { cause },
    )
  }
}
