import { fileURLToPath } from 'node:url'
import { cruiseImports } from './import-rules.ts'

/**
 * Checks who imports whom (DESIGN 4). Fails as well when implausibly few modules were read: a parser that understands
 * nothing finds no violation either.
 */
const leastModules = 150
const root = fileURLToPath(new URL('../../../', import.meta.url))

const { violations, totalCruised } = await cruiseImports(['src', 'views', 'migrations', 'test'], root)
for (const { rule, from, to } of violations) process.stderr.write(`${rule.name}: ${from} -> ${to}\n`)
if (totalCruised < leastModules) process.stderr.write(`Only ${totalCruised} modules were read.\n`)
process.stdout.write(`${totalCruised} modules, ${violations.length} import violations\n`)
process.exitCode = violations.length > 0 || totalCruised < leastModules ? 1 : 0
