import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openPage, signIn, writePost } from '../../../src/platform/demo/gestures.ts'
import {
  admin,
  freePort,
  setUpCommunity,
  setUpPath,
  started,
  temporaryFolder,
} from '../../support/community-program.ts'
import { createVisitor } from '../../support/http-client.ts'
import { startCommand } from '../../support/running-program.ts'

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const postmaster = async (dataDirectory: string): Promise<number> => {
  const file = join(dataDirectory, 'postgres', 'cluster', 'postmaster.pid')
  return Number((await readFile(file, 'utf8')).split('\n')[0])
}

const endOfLog = async (dataDirectory: string): Promise<string> =>
  (await readFile(join(dataDirectory, 'postgres', 'postgres.log'), 'utf8')).trim().split('\n').at(-1) ?? ''

test('the first start prints a link that works once; the next has everything and prints none', async () => {
  const DATA_DIR = join(await temporaryFolder(), 'data')
  const PORT = await freePort()
  const origin = `http://localhost:${PORT}`
  const first = started('server', { DATA_DIR, PORT })
  const path = await setUpPath(first)
  const visitor = await setUpCommunity(origin, path)
  const thread = await writePost(visitor, 'Soup at noon.')
  expect((await createVisitor(origin).get(path)).status).toBe(404)

  const database = await postmaster(DATA_DIR)
  first.signalGroup('SIGINT')
  expect(await first.ended).toMatchObject({ code: 0, signal: null, errors: '' })
  expect(isRunning(database)).toBe(false)
  expect(await endOfLog(DATA_DIR)).toContain('database system is shut down')

  const next = started('server', { DATA_DIR, PORT })
  await next.said(/is running at/)
  // She is still signed in, and somebody else can come in with the same passphrase.
  expect((await openPage(visitor, thread)).words).toContain('Soup at noon.')
  const again = createVisitor(origin)
  await signIn(again, admin)
  expect((await openPage(again, thread)).words).toContain('Soup at noon.')
  const { code, output, errors } = await next.stop()
  expect({ code, output, errors }).toEqual({
    code: 0,
    output: `Ayni is running at ${origin} (Ctrl-C stops it).\n`,
    errors: '',
  })
})

test('a link that nobody used is replaced by the next start’s', async () => {
  const DATA_DIR = await temporaryFolder()
  const PORT = await freePort()
  const first = started('server', { DATA_DIR, PORT })
  const lost = await setUpPath(first)
  await first.stop()
  const path = await setUpPath(started('server', { DATA_DIR, PORT }))
  expect((await createVisitor(`http://localhost:${PORT}`).get(lost)).status).toBe(404)
  await setUpCommunity(`http://localhost:${PORT}`, path)
})

test('only this machine is listened to', async () => {
  const PORT = await freePort()
  const server = started('server', { DATA_DIR: await temporaryFolder(), PORT })
  await server.said(/is running at/)
  expect(await bind('127.0.0.1', PORT)).toBe('EADDRINUSE')
  // Another address of this very machine is free, so nothing holds them all.
  expect(await bind('127.0.0.2', PORT)).not.toBe('EADDRINUSE')
})

async function bind(host: string, port: string): Promise<string | undefined> {
  const listener = createServer()
  const code = await new Promise<string | undefined>((resolve) => {
    listener.once('error', (fault) => resolve('code' in fault ? String(fault.code) : fault.message))
    listener.listen({ port: Number(port), host }, () => resolve(undefined))
  })
  await new Promise((resolve) => listener.close(resolve))
  return code
}

test.each([
  ['npm alone is told', 'SIGTERM', 'signal'],
  ['Ctrl-C tells everybody', 'SIGINT', 'signalGroup'],
] as const)('npm start ends in order when %s (%s)', async (_who, signal, how) => {
  const DATA_DIR = await temporaryFolder()
  const npm = startCommand('npm', ['start'], {
    environment: { DATA_DIR, PORT: await freePort(), HOME: DATA_DIR },
  })
  onTestFinished(async () => void (await npm.stop()))
  await npm.said(/is running at/)
  const database = await postmaster(DATA_DIR)
  npm[how](signal)
  await npm.ended
  expect(isRunning(database)).toBe(false)
  expect(await endOfLog(DATA_DIR)).toContain('database system is shut down')
  expect(npm.errors()).not.toContain('Ayni stopped')
})
