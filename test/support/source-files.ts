import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/**
 * Every file below some folders of the project whose name ends like this, with its text. Folders are read rather than
 * matched by a pattern in the source: the check for unused code takes such a pattern for imports and finds nothing.
 */
export async function sourceFiles(
  folders: readonly string[],
  endings: readonly string[],
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const paths: string[] = []
  for (const folder of folders) {
    const names = await readdir(join(root, folder), { recursive: true })
    paths.push(
      ...names
        .filter((name) => endings.some((ending) => name.endsWith(ending)))
        .map((name) => join(folder, name)),
    )
  }
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })))
}
