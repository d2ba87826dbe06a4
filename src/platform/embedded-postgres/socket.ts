import { chmod, chown, lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'
import type { Layout } from './layout.ts'
import type { RunAs } from './run-as.ts'

/** Only the name of a file: there is no network. */
export const PORT = 5432

/** What fits into a socket address, unix(7): 108 bytes on Linux and 104 elsewhere, the ending zero included. */
const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103

const TEMPORARY_NAME = /\/ayni-socket-[A-Za-z0-9]{6}$/

/**
 * An empty private folder for the socket: in the data folder, or where that path is too long, in the temporary folder.
 * To be called when no server of this cluster runs.
 */
export async function prepareSocketFolder(layout: Layout, runAs: RunAs): Promise<string> {
  await removeSocketFolder(layout)
  const folder = fits(layout.socket) ? await makeInside(layout.socket) : await makeElsewhere(layout)
  await chmod(folder, 0o700)
  if (runAs) await chown(folder, runAs.uid, runAs.gid)
  return folder
}

/** Removes the folder of the last run, wherever it was. */
export async function removeSocketFolder(layout: Layout): Promise<void> {
  await rm(layout.socket, { recursive: true, force: true })
  const elsewhere = (await readFile(layout.socketElsewhere, 'utf8').catch(() => '')).trim()
  if (TEMPORARY_NAME.test(elsewhere)) {
    // After a restart of the machine the name may be somebody else's: only a folder that only its owner enters is ours.
    const found = await lstat(elsewhere).catch(() => undefined)
    if (found?.isDirectory() && (found.mode & 0o077) === 0)
      await rm(elsewhere, { recursive: true, force: true })
  }
  await rm(layout.socketElsewhere, { force: true })
}

async function makeInside(folder: string): Promise<string> {
  await mkdir(folder, { mode: 0o700 })
  return folder
}

async function makeElsewhere(layout: Layout): Promise<string> {
  const parent = [tmpdir(), '/tmp'].find((candidate) => fits(join(candidate, 'ayni-socket-XXXXXX')))
  if (parent === undefined) {
    throw new EmbeddedPostgresError(
      'no-access',
      `The path of ${layout.dataDirectory} is too long for a socket, and so is that of the temporary folder; set DATA_DIR to a shorter path`,
    )
  }
  const folder = await mkdtemp(join(parent, 'ayni-socket-'))
  await writeFile(layout.socketElsewhere, `${folder}\n`, { mode: 0o600 })
  return folder
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) <= LONGEST_SOCKET_PATH
}
