import { spawn } from 'node:child_process'
import { access, chmod, constants, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ChromiumFiles {
  readonly executablePath: string
  /** The machine's own fonts, and one family from the package for machines that have none. */
  readonly fonts: Readonly<Record<string, string>>
  /** NSS and expat, for machines that lack them. */
  readonly libraries: Readonly<Record<string, string>>
  /** Removes what was unpacked, unless later runs may use it again. */
  release(): Promise<void>
}

/**
 * Unpacks the registry's Chromium once per installation, into `node_modules/.cache`; where that cannot be written,
 * into a temporary folder that `release` removes. Unpacked beside and renamed: processes that start together do not
 * meet half a browser.
 */
export async function unpackChromium(): Promise<ChromiumFiles> {
  const cache = join(import.meta.dirname, '../../node_modules/.cache/chromium')
  const folder = await unpackInto(cache).catch((fault: unknown) => {
    if (isDenied(fault)) return undefined
    throw fault
  })
  if (folder) return describeFiles(folder, async () => undefined)
  const temporary = await mkdtemp(join(tmpdir(), 'ayni-chromium-'))
  await unpack(temporary)
  return describeFiles(temporary, () => rm(temporary, { recursive: true, force: true }))
}

async function unpackInto(cache: string): Promise<string> {
  if (await isRunnable(join(cache, 'chromium'))) return cache
  await mkdir(join(cache, '..'), { recursive: true })
  const beside = await mkdtemp(`${cache}-`)
  try {
    await unpack(beside)
    await chmod(beside, 0o755)
    await rename(beside, cache)
  } catch (fault) {
    await rm(beside, { recursive: true, force: true })
    if (!(await isRunnable(join(cache, 'chromium')))) throw fault
  }
  return cache
}

/**
 * In a process of its own, because the package reads its environment when imported: TMPDIR says where to unpack,
 * and AWS_EXECUTION_ENV that the libraries are wanted too.
 */
function unpack(folder: string): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'chromium-process.ts')], {
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(writeFile(join(folder, 'fonts.conf'), fontConfiguration))
      else reject(new Error(`Chromium could not be unpacked: ${complaint}`))
    })
  })
}

/** The package's own configuration expects its fonts in /tmp. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

const describeFiles = (folder: string, release: () => Promise<void>): ChromiumFiles => ({
  executablePath: join(folder, 'chromium'),
  fonts: { FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  libraries: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
  release,
})

/** What another user unpacked may not be ours to run. */
const isRunnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

const isDenied = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && ['EACCES', 'EROFS', 'EPERM'].includes(String(fault.code))
