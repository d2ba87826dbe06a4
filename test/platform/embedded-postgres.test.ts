import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import postgres, { type Sql } from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EmbeddedPostgresError } from '../../src/platform/embedded-postgres/errors.ts'
import {
  type EmbeddedConnection,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres/start.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = { uid: 65534, gid: 65534 }

let folder: string
let dataDirectory: string
let logged: string[]
let cleanups: (() => Promise<unknown>)[]

beforeEach(async () => {
  // As root, nobody else can enter this folder: every test below also shows that this does not matter.
  folder = await mkdtemp(join(tmpdir(), 'ayni-pg-'))
  dataDirectory = join(folder, 'data')
  logged = []
  cleanups = []
})

afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
  await rm(folder, { recursive: true, force: true })
})

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const log = { info: (event: string) => void logged.push(event), error: () => {} }
  const server = await startEmbeddedPostgres({ dataDirectory, log, ...options })
  cleanups.push(() => server.stop())
  return server
}

function connect(connection: EmbeddedConnection, options: { user?: string; password?: string } = {}): Sql {
  const client = postgres({ ...connection, ...options, max: 2, connect_timeout: 5, onnotice: () => {} })
  cleanups.push(() => client.end({ timeout: 1 }))
  return client
}

/** An Ayni of its own process, so that it can be killed. */
async function startProcess(
  options: { binariesDirectory?: string } = {},
  program = join(import.meta.dirname, '../support/embedded-postgres-process.ts'),
  runner: { node?: string; uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; connection: EmbeddedConnection; refusal: string | undefined }> {
  const { node = process.execPath, ...user } = runner
  const child = spawn(node, [program, JSON.stringify({ dataDirectory, ...options })], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  cleanups.push(async () => {
    await kill(child)
    await endOrphan()
  })
  const [line] = await once(child.stdout, 'data')
  const answer: { connection: EmbeddedConnection; refusal?: string } = JSON.parse(String(line))
  return { child, connection: answer.connection, refusal: answer.refusal }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Whatever server of this test's folder still runs. */
async function endOrphan(): Promise<void> {
  if (!existsSync(cluster('postmaster.pid'))) return
  const processNumber = postmaster()
  if (!isAlive(processNumber) || processNumber === process.pid) return
  process.kill(processNumber, 'SIGQUIT')
  await until(() => !isAlive(processNumber))
}

const cluster = (...parts: string[]) => join(dataDirectory, 'postgres', 'cluster', ...parts)
const mode = async (path: string) => (await stat(path)).mode & 0o777
const postmaster = () => Number(readFileSync(cluster('postmaster.pid'), 'utf8').split('\n')[0])

function isAlive(processNumber: number): boolean {
  try {
    process.kill(processNumber, 0)
  } catch {
    return false
  }
  // A process that ended is there until its parent has taken note.
  const status = `/proc/${processNumber}/status`
  return !(existsSync(status) && /^State:\tZ/m.test(readFileSync(status, 'utf8')))
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(20)
}

/** Inserts one row after another; what the server acknowledged is noted, and must be there for ever. */
function keepInserting(connection: EmbeddedConnection) {
  const sql = connect(connection)
  const acknowledged: number[] = []
  let ended = false
  const work = async () => {
    await sql`create table if not exists notes (id int primary key)`
    for (let id = 1; !ended; id += 1) {
      const done = await sql`insert into notes values (${id})`.then(
        () => true,
        () => false,
      )
      if (done) acknowledged.push(id)
      else await setTimeout(20)
    }
  }
  const working = work()
  return {
    acknowledged,
    end: async () => {
      ended = true
      await sql.end({ timeout: 1 })
      await working
    },
  }
}

async function expectRows(connection: EmbeddedConnection, acknowledged: number[]): Promise<void> {
  const rows = await connect(connection)<{ id: number }[]>`select id from notes`
  const found = new Set(rows.map(({ id }) => id))
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([])
}

const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((fault: unknown) => fault)
  if (!(error instanceof EmbeddedPostgresError)) throw new Error('expected a refusal', { cause: error })
  return error
}

describe('the embedded PostgreSQL', () => {
  test('listens on a private Unix socket only, and writes durably', async () => {
    const { connection } = await start()
    const sql = connect(connection)
    const settings = await sql<{ name: string; setting: string }[]>`select name, setting from pg_settings
      where name in ('listen_addresses', 'fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums',
        'password_encryption', 'server_encoding') order by name`
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      password_encryption: 'scram-sha-256',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    })
    for (const path of [dataDirectory, join(dataDirectory, 'postgres'), cluster(), connection.host]) {
      expect([path, await mode(path)]).toEqual([path, 0o700])
    }
    expect(await mode(join(connection.host, '.s.PGSQL.5432'))).toBe(0o700)
    expect(await mode(join(dataDirectory, 'postgres', 'password'))).toBe(0o600)
    expect(await mode(join(dataDirectory, 'postgres', 'postgres.log'))).toBe(0o600)
  })

  test('keeps others out of a folder that was there before, and leaves its mode alone', async () => {
    await mkdir(dataDirectory)
    await chmod(dataDirectory, 0o755)
    await mkdir(join(dataDirectory, 'postgres'))
    await start()
    expect(await mode(dataDirectory)).toBe(0o755)
    expect(await mode(join(dataDirectory, 'postgres'))).toBe(0o700)
  })

  test('lets in nobody without its secret, and the superuser not at all', async () => {
    const { connection } = await start()
    expect(connection.password.length).toBeGreaterThanOrEqual(32)
    await expect(connect(connection, { password: 'wrong' })`select 1`).rejects.toMatchObject({
      code: '28P01',
    })
    await expect(connect(connection, { user: 'postgres' })`select 1`).rejects.toMatchObject({ code: '28000' })
    const [role] = await connect(connection)`select rolsuper from pg_roles where rolname = current_user`
    expect(role).toEqual({ rolsuper: false })
  })

  test('logs nothing of what statements say', async () => {
    const { connection } = await start()
    const sql = connect(connection)
    await sql`create table words (word text primary key)`
    await sql`insert into words values ('canary')`
    await expect(sql`insert into words values ('canary')`).rejects.toThrow('unique')
    await expect(sql`select 'canary'::text::int`).rejects.toThrow('canary')
    const log = await readFile(join(dataDirectory, 'postgres', 'postgres.log'), 'utf8')
    expect(log).toContain('ready to accept connections')
    expect(log).not.toContain('canary')
  })

  test('sorts and folds the letters of every language', async () => {
    const sql = connect((await start()).connection)
    const [row] = await sql`select upper('ñåюж') as upper, lower('ÑÅЮЖ') as lower, 'Ж' ~* 'ж' as matches`
    expect(row).toEqual({ upper: 'ÑÅЮЖ', lower: 'ñåюж', matches: true })
  })

  test('ends in order, and has everything at the next start', async () => {
    const before = await start()
    await connect(before.connection)`create table notes as select 1 as id`
    const processNumber = postmaster()
    await before.stop()
    expect(isAlive(processNumber)).toBe(false)
    const after = await start()
    expect(after.connection.password).toBe(before.connection.password)
    expect(await connect(after.connection)`select id from notes`).toEqual([{ id: 1 }])
    const log = await readFile(join(dataDirectory, 'postgres', 'postgres.log'), 'utf8')
    expect(log).toContain('database system was shut down at')
    expect(logged).toEqual([])
  })

  test('refuses a folder that another living process has, and says which', async () => {
    const other = await startProcess()
    const refusal = await refusalOf(start())
    expect(refusal.fault).toBe('in-use')
    expect(refusal.message).toBe(
      `${dataDirectory} is in use by process ${other.child.pid}; stop it or set DATA_DIR`,
    )
    expect(await connect(other.connection)`select 1 as one`).toEqual([{ one: 1 }])
  })

  test('refuses a folder that this very process has, until it lets go', async () => {
    const first = await start()
    expect((await refusalOf(start())).message).toContain(`is in use by process ${process.pid};`)
    await first.stop()
    await start()
  })

  test('ends with its Ayni when that ends in a hurry', async () => {
    const { child } = await startProcess()
    const processNumber = postmaster()
    child.stdin?.write('exit')
    await once(child, 'exit')
    await until(() => !isAlive(processNumber))
  })

  test('outlives a killed Ayni, and the next start loses nothing', async () => {
    const { child, connection } = await startProcess()
    const inserting = keepInserting(connection)
    await until(() => inserting.acknowledged.length > 20)
    const orphan = postmaster()
    await kill(child)
    expect(isAlive(orphan)).toBe(true)
    const next = await start()
    expect(logged).toEqual(['postgres.orphan-stopped'])
    expect(isAlive(orphan)).toBe(false)
    await inserting.end()
    await expectRows(next.connection, inserting.acknowledged)
  })

  test('is restarted when it is killed, and the same connections go on', async () => {
    const { connection } = await start()
    const inserting = keepInserting(connection)
    for (const round of [1, 2]) {
      const already = inserting.acknowledged.length
      await until(() => inserting.acknowledged.length > already + 20)
      const killed = postmaster()
      process.kill(killed, 'SIGKILL')
      await until(() => logged.length === round)
      const before = inserting.acknowledged.length
      await until(() => inserting.acknowledged.length > before + 20)
      expect(postmaster()).not.toBe(killed)
    }
    expect(logged).toEqual(['postgres.restarting', 'postgres.restarting'])
    await inserting.end()
    await expectRows(connection, inserting.acknowledged)
  })

  test('can be stopped while it is being restarted', async () => {
    const server = await start()
    process.kill(postmaster(), 'SIGKILL')
    await until(() => logged.length === 1)
    await server.stop()
    const next = await start()
    expect(await connect(next.connection)`select 1 as one`).toEqual([{ one: 1 }])
  })

  test('loses nothing when both are killed, even where the old process number is somebody else by then', async () => {
    const { child, connection } = await startProcess()
    const inserting = keepInserting(connection)
    await until(() => inserting.acknowledged.length > 20)
    const processNumber = postmaster()
    await kill(child)
    process.kill(processNumber, 'SIGKILL')
    await inserting.end()

    const somebody = spawn('sleep', ['600'], { cwd: '/', stdio: 'ignore', ...(isRoot ? NOBODY : {}) })
    cleanups.push(async () => kill(somebody))
    const pidFile = await readFile(cluster('postmaster.pid'), 'utf8')
    await writeFile(cluster('postmaster.pid'), pidFile.replace(/^\d+/, String(somebody.pid)))

    const next = await start()
    expect(logged).toEqual([])
    expect(somebody.exitCode ?? somebody.signalCode).toBe(null)
    await expectRows(next.connection, inserting.acknowledged)
  })

  test('puts its socket into a private temporary folder when the path is too long for one', async () => {
    dataDirectory = join(folder, 'long'.repeat(30), 'data')
    const server = await start()
    expect(server.connection.host.startsWith(`${tmpdir()}/ayni-socket-`)).toBe(true)
    expect(await mode(server.connection.host)).toBe(0o700)
    expect(await connect(server.connection)`select 1 as one`).toEqual([{ one: 1 }])
    await server.stop()
    await expect(stat(server.connection.host)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('removes the temporary folder of a killed Ayni at the next start', async () => {
    dataDirectory = join(folder, 'long'.repeat(30), 'data')
    const { child, connection } = await startProcess()
    await kill(child)
    const next = await start()
    expect(next.connection.host).not.toBe(connection.host)
    await expect(stat(connection.host)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('keeps everything under a folder whose name has spaces, quotes and commas', async () => {
    dataDirectory = join(folder, `our "data", hers'; -c fsync=off`)
    const [row] = await connect((await start()).connection)`select current_setting('fsync') as fsync`
    expect(row).toEqual({ fsync: 'on' })
  })

  test('begins anew when its first set-up was interrupted', async () => {
    const unfinished = join(dataDirectory, 'postgres', 'cluster.unfinished')
    await mkdir(join(unfinished, 'base'), { recursive: true })
    await writeFile(join(unfinished, 'PG_VERSION'), '18\n')
    expect(await connect((await start()).connection)`select 1 as one`).toEqual([{ one: 1 }])
    await expect(stat(unfinished)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('refuses the data of another major version and leaves them alone', async () => {
    await (await start()).stop()
    await writeFile(cluster('PG_VERSION'), '17\n')
    const refusal = await refusalOf(start())
    expect(refusal.fault).toBe('other-version')
    expect(refusal.message).toContain('was made by PostgreSQL 17, this Ayni brings PostgreSQL 18')
    await writeFile(cluster('PG_VERSION'), '18\n')
    await start()
  })

  test('says what PostgreSQL said when it does not start, and lets go of the folder', async () => {
    const refusal = await refusalOf(start({ settings: { shared_buffers: 'plenty' } }))
    expect(refusal.fault).toBe('no-start')
    expect(refusal.message).toContain('invalid value for parameter "shared_buffers"')
    await start()
  })

  test('reports when it can no longer be kept running', async () => {
    const server = await start()
    await rm(cluster('global', 'pg_control'))
    process.kill(postmaster(), 'SIGKILL')
    expect((await server.failed).fault).toBe('no-start')
  })

  test('says so when the binaries do not run here', async () => {
    await mkdir(join(folder, 'broken', 'bin'), { recursive: true })
    await mkdir(join(folder, 'broken', 'lib'))
    for (const program of ['postgres', 'initdb']) {
      await writeFile(join(folder, 'broken', 'bin', program), `not a program ${folder}`)
    }
    const refusal = await refusalOf(start({ binariesDirectory: join(folder, 'broken') }))
    expect(refusal.fault).toBe('no-binaries')
    expect(refusal.message).toContain('set DATABASE_URL')
    expect(logged).toEqual([])
  })

  test('says so when the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '')
    const refusal = await refusalOf(start({ dataDirectory: join(folder, 'file', 'data') }))
    expect(refusal.fault).toBe('no-access')
    expect(refusal.message).toContain('set DATA_DIR')
  })
})

const packagedBinaries = () => {
  const here = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return join(dirname(dirname(createRequire(here.resolve('embedded-postgres')).resolve(name))), 'native')
}

describe.runIf(isRoot)('started by root', () => {
  test('runs as nobody, with its data still where the folder says, though nobody may enter it', async () => {
    expect(await mode(folder)).toBe(0o700)
    await start()
    expect(statSync(`/proc/${postmaster()}`).uid).toBe(NOBODY.uid)
    expect((await stat(cluster('base'))).uid).toBe(NOBODY.uid)
    expect((await stat(join(dataDirectory, 'postgres', 'password'))).uid).toBe(0)
  })

  test('copies binaries that nobody can reach to a place of root, once', async () => {
    const binariesDirectory = join(folder, 'binaries')
    await cp(packagedBinaries(), binariesDirectory, { recursive: true, verbatimSymlinks: true })
    // Makes this copy's place its own, and stands for a package whose install script was not allowed to make links.
    await writeFile(join(binariesDirectory, 'lib', `of-${folder.split('/').at(-1)}`), '')
    await rm(join(binariesDirectory, 'lib', 'libicuuc.so.60'))
    const server = await start({ binariesDirectory })
    expect(logged).toEqual(['postgres.binaries-copied'])
    const program = readFileSync(`/proc/${postmaster()}/cmdline`, 'utf8').split('\0')[0] ?? ''
    const place = dirname(dirname(program))
    cleanups.push(() => rm(place, { recursive: true, force: true }))
    expect(place).toMatch(/^\/var\/lib\/ayni-postgresql-[0-9a-f]{16}$/)
    for (const path of [place, join(place, 'lib'), program]) {
      const { uid, mode } = await stat(path)
      expect([path, uid, mode & 0o777]).toEqual([path, 0, 0o755])
    }
    expect(await connect(server.connection)`select 'å' = normalize('å') as same`).toEqual([{ same: true }])
    await server.stop()
    const { ino } = await stat(place)
    await start({ binariesDirectory })
    expect((await stat(place)).ino).toBe(ino)
  })

  test('goes on with the data of the ordinary user who began', async () => {
    await startAsOrdinaryUser(async ({ connection, child }) => {
      await connect(connection)`create table notes as select 1 as id`
      child.stdin?.write('stop')
      await once(child, 'exit')
      const { connection: asRoot } = await start()
      expect(await connect(asRoot)`select id from notes`).toEqual([{ id: 1 }])
      expect(statSync(`/proc/${postmaster()}`).uid).toBe(NOBODY.uid)
    })
  })
})

describe.runIf(isRoot)('started by an ordinary user', () => {
  test('runs as that user', async () => {
    await startAsOrdinaryUser(async ({ connection }) => {
      expect(await connect(connection)`select 1 as one`).toEqual([{ one: 1 }])
      expect(statSync(`/proc/${postmaster()}`).uid).toBe(NOBODY.uid)
      expect((await stat(join(dataDirectory, 'postgres', 'password'))).uid).toBe(NOBODY.uid)
      expect(await mode(dataDirectory)).toBe(0o700)
    })
  })

  test('is told when she has only a number', async () => {
    const numbered = { uid: 54321, gid: 54321 }
    await startAsOrdinaryUser(async ({ refusal }) => {
      expect(refusal).toContain('user 54321 has none in /etc/passwd')
    }, numbered)
  })

  test('refuses the data of root', async () => {
    await (await start()).stop()
    await startAsOrdinaryUser(async ({ refusal }) => {
      expect(refusal).toContain('set DATA_DIR to a folder of the user that runs Ayni')
    })
  })
})

/** This repository may lie where an ordinary user cannot go, so she gets a copy of all she needs. */
async function startAsOrdinaryUser(
  story: (started: Awaited<ReturnType<typeof startProcess>>) => Promise<void>,
  user = NOBODY,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'ayni-pg-user-'))
  cleanups.push(() => rm(home, { recursive: true, force: true }))
  chmodSync(home, 0o777)
  await chmod(folder, 0o777)
  const program = join(home, 'program.mjs')
  await build({
    entryPoints: [join(import.meta.dirname, '../support/embedded-postgres-process.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  const node = join(home, 'node')
  await cp(process.execPath, node)
  await chmod(node, 0o755)
  const binariesDirectory = join(home, 'binaries')
  await cp(packagedBinaries(), binariesDirectory, { recursive: true, verbatimSymlinks: true })
  await story(await startProcess({ binariesDirectory }, program, { node, ...user }))
}
