import { describe, expect, it } from 'vitest'
import { type Command, CommandError, readNumber, readText } from '../../src/platform/ayni/command.ts'
import { readArguments } from '../../src/platform/ayni/read-arguments.ts'

const command = (name: string): Command => ({
  name,
  summary: 'Makes a kettle.',
  options: {
    size: { value: 'LITRES', text: 'How big.', default: '2' },
    lid: { text: 'With a lid.' },
    colour: { value: 'NAME', text: 'Which colour.', required: true },
  },
  run: async () => {},
})
const commands = [command('kettle make'), command('kettle mend'), command('cup make')]
const read = (...words: string[]) => readArguments(commands, words)
const fault = (work: () => unknown): string => {
  try {
    work()
  } catch (caught) {
    if (caught instanceof CommandError) return caught.message
    throw caught
  }
  throw new Error('nothing was refused')
}

describe('the command line', () => {
  it('finds a command with its options, in either way of writing them, with what stands for the rest', () => {
    expect(read('kettle', 'make', '--size', '3', '--lid')).toMatchObject({
      kind: 'run',
      command: commands[0],
      values: { size: '3', lid: 'yes', colour: undefined },
    })
    expect(read('cup', 'make', '--colour=blue')).toMatchObject({ values: { size: '2', colour: 'blue' } })
  })

  it('explains everything without words, a family, and one command', () => {
    for (const words of [[], ['--help'], ['help']]) {
      const asked = readArguments(commands, words)
      expect(asked.kind === 'help' && asked.text).toMatch(/kettle make.*kettle mend.*cup make/s)
    }
    const family = read('kettle', '--help')
    expect(family.kind === 'help' && family.text).not.toContain('cup make')
    const one = read('kettle', 'make', '--help')
    expect(one.kind === 'help' && one.text).toContain(
      'npm run ayni -- kettle make [--size LITRES] [--lid] --colour NAME',
    )
    expect(one.kind === 'help' && one.text).toContain('Without it: 2.')
  })

  it('says what to do about what it does not know', () => {
    expect(fault(() => read('kettle', 'break'))).toBe(
      'There is no command "kettle break". Known: "kettle make", "kettle mend".',
    )
    expect(fault(() => read('spoon'))).toContain('"cup make"')
    expect(fault(() => read('kettle', 'make', '--handle'))).toContain('npm run ayni -- kettle make --help')
    expect(fault(() => read('kettle', 'make', '--size'))).toContain("'--size")
    expect(fault(() => read('kettle', 'make', 'now'))).toContain('--help')
    expect(fault(() => readNumber({ size: '2x' }, 'size', 1, 5))).toBe(
      '--size must be a whole number from 1 to 5.',
    )
    expect(fault(() => readNumber({ size: '6' }, 'size', 1, 5))).toContain('from 1 to 5')
    expect(fault(() => readText({}, 'colour'))).toContain('--colour is missing')
  })
})
