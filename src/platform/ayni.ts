import { commands } from './ayni/commands.ts'
import { readArguments } from './ayni/read-arguments.ts'
import { runCommand } from './ayni/run-command.ts'

await runCommand(() => readArguments(commands, process.argv.slice(2)))
