import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPublic } from '../../src/platform/tools/build.ts'
import { iconNames } from '../../views/icons.ts'

let target: string
let manifests: Awaited<ReturnType<typeof buildPublic>>[]

beforeAll(async () => {
  target = await mkdtemp(join(tmpdir(), 'ayni-build-'))
  manifests = await Promise.all([buildPublic(target), buildPublic(target)])
})

afterAll(() => rm(target, { recursive: true, force: true }))

const built = (name: keyof (typeof manifests)[number]) =>
  readFile(join(target, manifests[0]?.[name] ?? ''), 'utf8')

it('two builds at once give the same files and leave nothing half-written', async () => {
  expect(manifests[0]).toEqual(manifests[1])
  const written: unknown = JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8'))
  expect(written).toEqual(manifests[0])
  const files = await readdir(target)
  expect(files.filter((file) => file.endsWith('.tmp'))).toEqual([])
  expect(files).toHaveLength(Object.keys(manifests[0] ?? {}).length * 3 + 1)
})

it('the compressed copies are copies', async () => {
  for (const file of Object.values(manifests[0] ?? {})) {
    const plain = await readFile(join(target, file))
    expect(gunzipSync(await readFile(join(target, `${file}.gz`))).equals(plain)).toBe(true)
    expect(brotliDecompressSync(await readFile(join(target, `${file}.br`))).equals(plain)).toBe(true)
  }
})

it('stylesheet, script and icons stay within their weight', async () => {
  const weight = async (name: 'stylesheet' | 'script' | 'sprite') => gzipSync(await built(name)).length
  expect(await weight('stylesheet')).toBeLessThanOrEqual(9 * 1024)
  expect(await weight('script')).toBeLessThanOrEqual(4.5 * 1024)
  expect(await weight('sprite')).toBeLessThanOrEqual(3 * 1024)
})

it('the stylesheet loads nothing and gives old browsers hex colours first', async () => {
  const css = await built('stylesheet')
  expect(css).not.toMatch(/@import|url\(|https?:/)
  expect(css).toMatch(/^@layer tokens,\s*reset,\s*base,\s*layout,\s*components,\s*utilities,\s*print/)
  expect(css).toMatch(/--canvas: ?#/)
  expect(css.indexOf('oklch(')).toBeGreaterThan(css.indexOf('@supports'))
  expect(css.search(/--canvas: ?#/)).toBeLessThan(css.indexOf('@supports'))
})

it('our own script evaluates nothing and keeps nothing', async () => {
  expect(await built('script')).not.toMatch(/\beval\(|new Function|localStorage|innerHTML|https?:/)
})

it('the sprite holds every icon once', async () => {
  const sprite = await built('sprite')
  const ids = [...sprite.matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids).toEqual([...iconNames])
  expect(sprite).not.toMatch(/style=|<script|<style/)
})
