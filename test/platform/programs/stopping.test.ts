import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCommand } from '../../support/running-program.ts'

const program = (fault: string) => {
  const running = startCommand(process.execPath, [
    join(import.meta.dirname, '../../support/program-process.ts'),
    fault,
  ])
  onTestFinished(async () => void (await running.stop()))
  return running
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('a program asked by %s ends in order', async (signal) => {
  const running = program('none')
  await running.said(/running/)
  running.signal(signal)
  expect(await running.ended).toEqual({
    code: 0,
    signal: null,
    output: 'running\nstopping\nstopped\n',
    errors: '',
  })
})

test('the same Ctrl-C told twice, by the terminal and by npm, is one wish', async () => {
  const running = program('none')
  await running.said(/running/)
  running.signal('SIGINT')
  await running.said(/stopping/)
  running.signal('SIGINT')
  running.signal('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0, output: 'running\nstopping\nstopped\n' })
})

test('a second Ctrl-C ends a program that takes its time', async () => {
  const running = program('endless')
  await running.said(/running/)
  running.signal('SIGINT')
  await running.said(/stopping/)
  const pressing = setInterval(() => running.signal('SIGINT'), 200)
  const ending = await running.ended
  clearInterval(pressing)
  expect(ending).toMatchObject({ code: 1, output: 'running\nstopping\n' })
})

test('a program that does not come to an end is cut off', async () => {
  const running = program('endless')
  await running.said(/running/)
  running.signal('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 1, signal: null, output: 'running\nstopping\n' })
})

test.each(['thrown', 'rejected', 'uncaught'])(
  'a fault that is %s ends a program, and tells nothing of what people wrote',
  async (fault) => {
    const { code, errors } = await program(fault).ended
    expect(code).toBe(1)
    expect(errors).toMatch(/^Ayni stopped: \{"name":"WordsError",.*program-process\.ts:\d+:\d+.*\}\n$/)
    expect(errors).not.toContain('canary')
  },
)
