export interface FaultRecord {
  /** The class that the code gave the fault; of a value that is no Error, its type. */
  readonly name: string
  readonly code?: string
  readonly table?: string
  readonly constraint?: string
  /** Positions inside this program and its libraries, innermost first. */
  readonly stack: readonly string[]
  readonly cause?: FaultRecord
}

const deepestCause = 3
const constantCode = /^(?:[A-Z][A-Z0-9_]{2,40}|[0-9A-Z]{5})$/
const sqlIdentifier = /^[a-z_][a-z0-9_]{0,62}$/

/**
 * What may be logged of a fault: only what the program's own code names. Its message, its other properties and the
 * messages of its causes stay out, for they quote SQL parameters, display names and addresses of people.
 */
export function describeFault(fault: unknown, depth = 0): FaultRecord {
  if (!(fault instanceof Error)) return { name: typeof fault, stack: [] }
  // PostgreSQL names the table and the constraint in properties of their own.
  const code = matching(fault, 'code', constantCode)
  const table = matching(fault, 'table_name', sqlIdentifier)
  const constraint = matching(fault, 'constraint_name', sqlIdentifier)
  return {
    name: classNameOf(fault),
    ...(code === undefined ? {} : { code }),
    ...(table === undefined ? {} : { table }),
    ...(constraint === undefined ? {} : { constraint }),
    stack: positionsOf(fault),
    ...(fault.cause !== undefined && depth < deepestCause
      ? { cause: describeFault(fault.cause, depth + 1) }
      : {}),
  }
}

/** The class, not `fault.name`: that is a property anybody can write to. */
function classNameOf(fault: Error): string {
  const prototype: unknown = Object.getPrototypeOf(fault)
  const madeBy = property(prototype, 'constructor')
  return typeof madeBy === 'function' ? madeBy.name : 'Error'
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function matching(fault: Error, name: string, pattern: RegExp): string | undefined {
  const value = property(fault, name)
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}

const stackHeader = /^[\w$.]+(?: \[\w+\])?(?:: )?/
const position = String.raw`[\w./@+-]*:\d+:\d+`
const programFolders = '(?:dist|migrations|src|test|views)'
const frame = new RegExp(
  `^ {4}at (?:.*(node:${position})|.*(node_modules/${position})|.*/(${programFolders}/${position}))\\)?$`,
)

/**
 * File positions of a stack. It begins with the message, which may itself contain lines that look like positions,
 * so it is cut off by its text, and a stack that does not begin with it is left out altogether. Folders above the
 * program are cut off too: a home folder carries the name of the person whose server this is.
 */
function positionsOf(fault: Error): string[] {
  const stack = typeof fault.stack === 'string' ? fault.stack : ''
  const [header = ''] = stackHeader.exec(stack) ?? []
  const afterHeader = stack.slice(header.length)
  if (!afterHeader.startsWith(fault.message)) return []

  const frames = afterHeader.slice(fault.message.length)
  if (!frames.startsWith('\n    at ')) return []
  return frames.split('\n').flatMap((line) => {
    const [, runtime, library, program] = frame.exec(line) ?? []
    return runtime ?? library ?? program ?? []
  })
}
