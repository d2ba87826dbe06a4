import { createTranslator } from '../../i18n/translator.ts'
import type { Result } from '../../result.ts'
import { cleaned } from './cleaned.ts'
import { CommandError } from './command.ts'

/** The value of a result; a refusal becomes a line that says what to mend. */
export function expectDone<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  const t = createTranslator('en')
  throw new CommandError(result.refusals.map(({ message, params }) => cleaned(t(message, params))).join('\n'))
}
