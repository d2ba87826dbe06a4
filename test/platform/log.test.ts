import { beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '../../src/platform/log.ts'

const canary = 'CanariaSecreta'
const lines: string[] = []
const log = createLog({
  clock: { now: () => new Date('2026-11-22T12:34:56.789Z') },
  write: (line) => lines.push(line),
})

beforeEach(() => {
  lines.length = 0
})

function logged(fault: unknown) {
  log.error('request.failed', 'reference1', fault)
  const [line = ''] = lines.splice(0)
  expect(line).toMatch(/^\{.*\}\n$/)
  return { line, record: JSON.parse(line) }
}

test('an event is one line of JSON with the time cut to the minute', () => {
  log.info('server.started', { port: 3000 })
  expect(lines).toEqual([
    '{"time":"2026-11-22T12:34Z","level":"info","event":"server.started","fields":{"port":3000}}\n',
  ])
})

test('a line break in a field starts no line of its own', () => {
  log.info('server.started', { version: 'one\n{"event":"forged"}' })
  expect(lines.join('').split('\n')).toHaveLength(2)
})

test('without a writer the line goes to standard error', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  createLog({ clock: { now: () => new Date('2026-11-22T12:34:56Z') } }).info('server.started')
  expect(write).toHaveBeenCalledExactlyOnceWith(
    '{"time":"2026-11-22T12:34Z","level":"info","event":"server.started"}\n',
  )
})

test('a fault is logged with its reference, its class and the positions in the program', () => {
  const { record } = logged(new TypeError('x is not a function'))
  expect(record).toMatchObject({ level: 'error', event: 'request.failed', reference: 'reference1' })
  expect(record.fault.name).toBe('TypeError')
  expect(record.fault.stack[0]).toMatch(/^test\/platform\/log\.test\.ts:\d+:\d+$/)
})

test('no position carries a folder above the program', () => {
  const { line } = logged(new Error('x'))
  expect(line).not.toContain(import.meta.dirname.slice(0, -'/test/platform'.length))
  const fault = new Error('x')
  fault.stack = [
    'Error: x',
    `    at run (file:///home/${canary}/src/ayni/dist/server.js:10:2)`,
    `    at /home/${canary}/test/ayni/node_modules/postgres/src/connection.js:3:4`,
    '    at node:internal/process/task_queues:95:5',
    `    at /home/${canary}/notes.js:1:1`,
  ].join('\n')
  expect(logged(fault).record.fault.stack).toEqual([
    'dist/server.js:10:2',
    'node_modules/postgres/src/connection.js:3:4',
    'node:internal/process/task_queues:95:5',
  ])
})

class PostgresError extends Error {
  override readonly name = 'PostgresError'
}

test('of a database error the code, the table and the constraint are logged and nothing else', () => {
  const fault = Object.assign(new PostgresError(`Key (name)=(${canary}) already exists.`), {
    code: '23505',
    table_name: 'members',
    constraint_name: 'members_name_key',
    detail: `Key (name)=(${canary}) already exists.`,
    parameters: [canary],
    query: `insert into members values ('${canary}')`,
  })
  const { line, record } = logged(fault)
  expect(record.fault).toMatchObject({
    name: 'PostgresError',
    code: '23505',
    table: 'members',
    constraint: 'members_name_key',
  })
  expect(line).not.toContain(canary)
})

test.each<[string, () => unknown]>([
  ['message', () => new Error(canary)],
  [
    'message that looks like a stack',
    () => new Error(`x\n    at ${canary} (/src/${canary}.ts:1:1)\n    at /src/b.ts:1:1`),
  ],
  ['name', () => Object.assign(new Error('x'), { name: canary })],
  [
    'code',
    () => Object.assign(new Error('x'), { code: canary, table_name: canary, constraint_name: canary }),
  ],
  ['cause', () => new Error('x', { cause: new Error(canary, { cause: canary }) })],
  ['properties', () => Object.assign(new Error('x'), { [canary]: canary, parameters: [canary] })],
  ['inner errors', () => new AggregateError([new Error(canary)], canary)],
  ['text', () => canary],
  ['object', () => ({ message: canary, stack: canary, code: canary })],
])('the %s of a fault never reaches the log', (_, fault) => {
  expect(logged(fault()).line).not.toContain(canary)
})

test.each(['', 'x', 'x'.repeat(canary.length)])(
  'a stack that does not begin with the message "%s" of its fault is left out',
  (message) => {
    const fault = new Error(`${canary}\n    at /src/${canary}.ts:1:1`)
    expect(fault.stack).toContain(canary)
    fault.message = message
    expect(logged(fault).record.fault.stack).toEqual([])
  },
)

test('a message changed after the fault arose does not let the old one through', () => {
  const fault = new Error(canary)
  expect(fault.stack).toContain(canary)
  fault.message = 'x'
  expect(logged(fault).line).not.toContain(canary)
})

test('causes are followed to a depth that a circle cannot pass', () => {
  const fault = new Error('x')
  fault.cause = fault
  expect(logged(fault).record.fault.cause.cause.cause.name).toBe('Error')
})
