import { parseArgs } from 'node:util'
import { type Command, CommandError, type OptionValues } from './command.ts'

export type ReadArguments =
  | { readonly kind: 'run'; readonly command: Command; readonly values: OptionValues }
  | { readonly kind: 'help'; readonly text: string }

/** What was asked for, or the help for it. Throws `CommandError` for a command or an option that does not exist. */
export function readArguments(commands: readonly Command[], given: readonly string[]): ReadArguments {
  const words = given.filter((word) => !word.startsWith('-'))
  const asksForHelp = given.includes('--help') || given.includes('-h')
  const command = commands.find(({ name }) => name === words.slice(0, 2).join(' '))
  if (!command) {
    const [first] = words
    if (first === undefined || (first === 'help' && words.length === 1)) {
      return { kind: 'help', text: overview(commands) }
    }
    const related = commands.filter(({ name }) => name.startsWith(`${first} `))
    if (asksForHelp && related.length > 0) return { kind: 'help', text: overview(related) }
    const known = (related.length > 0 ? related : commands).map(({ name }) => `"${name}"`).join(', ')
    throw new CommandError(`There is no command "${words.slice(0, 2).join(' ')}". Known: ${known}.`)
  }
  if (asksForHelp) return { kind: 'help', text: helpFor(command) }
  return { kind: 'run', command, values: readOptions(command, given) }
}

function readOptions(command: Command, given: readonly string[]): OptionValues {
  const afterName = given.slice(given.indexOf(command.name.split(' ')[1] ?? '') + 1)
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    const words = command.words ?? []
    const { values, positionals } = parseArgs({
      args: [...afterName],
      options,
      allowPositionals: words.length > 0,
    })
    if (positionals.length !== words.length) {
      throw new Error(`What it needs is ${words.map(({ value }) => value).join(' ')}`)
    }
    const spoken = words.map(({ name }, at) => [name, positionals[at]])
    const chosen = Object.entries(command.options).map(([name, option]) => {
      const value = values[name]
      return [name, value === true ? 'yes' : (value ?? option.default)?.toString()]
    })
    return Object.fromEntries([...spoken, ...chosen])
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message.split('. ')[0] : 'The options are wrong'
    throw new CommandError(`${reason}. See "npm run ayni -- ${command.name} --help".`)
  }
}

const overview = (commands: readonly Command[]): string =>
  [
    'Looks after a community from the machine it runs on. Works beside a running server and without one.',
    '',
    'npm run ayni -- <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(24)}${summary}`),
    '',
    'npm run ayni -- <command> --help says more about one.',
  ].join('\n')

const helpFor = ({ name, summary, options, words = [] }: Command): string =>
  [
    `npm run ayni -- ${[name, ...words.map(({ value }) => value)].join(' ')}${Object.entries(options)
      .map(([option, { value, required }]) => {
        const written = value === undefined ? `--${option}` : `--${option} ${value}`
        return required ? ` ${written}` : ` [${written}]`
      })
      .join('')}`,
    '',
    summary,
    ...(Object.keys(options).length + words.length > 0 ? [''] : []),
    ...words.map(({ value, text }) => `  ${value.padEnd(22)}${text}`),
    ...Object.entries(options).map(([option, { value = '', text, default: usual }]) =>
      `  --${`${option} ${value}`.padEnd(20)}${text}${usual === undefined ? '' : ` Without it: ${usual}.`}`.trimEnd(),
    ),
  ].join('\n')
