import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Assets } from '../../views/shell.ts'
import type { Asset } from '../web/environment.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

export interface BuiltAssets {
  readonly assets: Assets
  readonly readAsset: (name: string, acceptEncoding: string) => Promise<Asset | undefined>
}

/** What `npm run build` wrote for browsers. Only names of the manifest are ever read, so no path can be smuggled in. */
export async function readBuiltAssets(publicDirectory: string): Promise<BuiltAssets> {
  const manifest: Readonly<Record<keyof Assets, string>> = JSON.parse(
    await readFile(join(publicDirectory, 'manifest.json'), 'utf8'),
  )
  const names = new Set(Object.values(manifest))
  const url = (name: string) => `/assets/${name}`
  return {
    assets: {
      stylesheet: url(manifest.stylesheet),
      script: url(manifest.script),
      htmx: url(manifest.htmx),
      sprite: url(manifest.sprite),
      icon: url(manifest.icon),
      push: url(manifest.push),
      worker: url(manifest.worker),
      faceBrush: url(manifest.faceBrush),
      voiceRecorder: url(manifest.voiceRecorder),
      composer: url(manifest.composer),
      rare: url(manifest.rare),
      live: url(manifest.live),
      queue: url(manifest.queue),
    },
    async readAsset(name, acceptEncoding) {
      const type = types[extname(name)]
      if (!names.has(name) || !type) return undefined
      const path = join(publicDirectory, name)
      if (/\bbr\b/.test(acceptEncoding)) return { bytes: await bytesOf(`${path}.br`), type, encoding: 'br' }
      if (/\bgzip\b/.test(acceptEncoding))
        return { bytes: await bytesOf(`${path}.gz`), type, encoding: 'gzip' }
      return { bytes: await bytesOf(path), type }
    },
  }
}

const bytesOf = async (path: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await readFile(path))
