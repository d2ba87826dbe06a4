import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import type { DatabaseConnection } from '../../src/platform/database.ts'
import { setUp } from '../../src/platform/demo/gestures.ts'
import { freePorts } from '../../src/platform/demo/ports.ts'
import { createVisitor, type Visitor } from './http-client.ts'
import { type ProgramOptions, type RunningProgram, startProgram } from './running-program.ts'

/** Removed when the test ends, after everything that it started. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ayni-program-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function freePort(): Promise<string> {
  return String((await freePorts(1))[0])
}

/** Stopped when the test ends, if it still runs. */
export function started(
  name: 'server' | 'worker' | 'ayni' | 'demo',
  environment: Readonly<Record<string, string>>,
  options: Omit<ProgramOptions, 'environment'> = {},
): RunningProgram {
  const program = startProgram(name, { ...options, environment })
  onTestFinished(async () => void (await program.stop()))
  return program
}

/** The path that the server printed for its first admin. */
export const setUpPath = async (server: RunningProgram): Promise<string> =>
  new URL(await server.said(/http:\/\/\S+\/set-up\/\S+/)).pathname

export const admin = {
  signInName: 'blue-door',
  displayName: 'Wren',
  passphrase: 'four woven words together',
}

/** Sets the community up as its first admin, who is signed in then. */
export async function setUpCommunity(origin: string, path: string): Promise<Visitor> {
  const visitor = createVisitor(origin)
  const community = { name: 'Harbour', locale: 'en', rules: 'We listen.', questions: ['Who told you?'] }
  await setUp(visitor, path, { ...community, ...admin })
  return visitor
}

/** What DATABASE_URL says for a connection of the tests' own server. */
export function urlOf(connection: DatabaseConnection): string {
  if (typeof connection === 'string') return connection
  const { host, port, user, password, database } = connection
  const secret = encodeURIComponent(password)
  return `postgres://${user}:${secret}@${encodeURIComponent(host)}:${port}/${database}`
}

/** The tests' own server, another database, another secret. */
export function serverUrl({ database, password }: { database?: string; password?: string } = {}): string {
  const url = new URL(urlOf(inject('testDatabaseServer').server))
  if (database !== undefined) url.pathname = `/${database}`
  if (password !== undefined) url.password = password
  return url.href
}
