import type { MemberTransactionCtx } from '../context.ts'
import type { Flaggable, Written } from './things.ts'

/** What an ally's post said, kept while its removal can be undone. */
type AlliedWords = {
  readonly title: string
  readonly html: string
  readonly authorName: string
  readonly authorUri: string
  readonly passedOnFrom: string | null
}

/** A decision and what is needed to take it back. */
export type Undoable =
  | { readonly act: 'kept'; readonly thing: Flaggable; readonly flagIds: string[] }
  | { readonly act: 'removed'; readonly thing: Written; readonly flagIds: string[] }
  | {
      readonly act: 'allied-removed'
      readonly alliedPostId: string
      readonly flagIds: string[]
      readonly words: AlliedWords
    }
  | { readonly act: 'released'; readonly thing: Written; readonly heldAt: string }
  | { readonly act: 'approved-once'; readonly applicationId: string }

export const undoMilliseconds = 10 * 60_000

/** Keeps what a decision of hers needs to be taken back; gives the id that does it. */
export async function rememberUndo(ctx: MemberTransactionCtx, act: Undoable): Promise<string> {
  const id = ctx.random.id()
  await ctx.db
    .insertInto('undos')
    .values({ id, moderatorId: ctx.actor.memberId, act: { ...act }, createdAt: ctx.clock.now() })
    .execute()
  return id
}

/** Reads back what `rememberUndo` wrote. Throws for anything else: only this file writes it. */
export function readUndoable(stored: unknown): Undoable {
  const act = fields(stored)
  switch (act['act']) {
    case 'kept':
      return { act: 'kept', thing: flaggable(act['thing']), flagIds: texts(act['flagIds']) }
    case 'removed':
      return { act: 'removed', thing: written(act['thing']), flagIds: texts(act['flagIds']) }
    case 'allied-removed': {
      const words = fields(act['words'])
      return {
        act: 'allied-removed',
        alliedPostId: text(act['alliedPostId']),
        flagIds: texts(act['flagIds']),
        words: {
          title: text(words['title']),
          html: text(words['html']),
          authorName: text(words['authorName']),
          authorUri: text(words['authorUri']),
          passedOnFrom: words['passedOnFrom'] === null ? null : text(words['passedOnFrom']),
        },
      }
    }
    case 'released':
      return { act: 'released', thing: written(act['thing']), heldAt: text(act['heldAt']) }
    case 'approved-once':
      return { act: 'approved-once', applicationId: text(act['applicationId']) }
    default:
      throw new TypeError('an undo of no known kind')
  }
}

function flaggable(value: unknown): Flaggable {
  const { what, id } = fields(value)
  return what === 'allied-post' ? { what, id: text(id) } : written(value)
}

function written(value: unknown): Written {
  const { what, id } = fields(value)
  if (what !== 'post' && what !== 'comment') throw new TypeError('an undo of nothing')
  return { what, id: text(id) }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('an undo without fields')
  return Object.fromEntries(Object.entries(value))
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('an undo without its text')
  return value
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : [])
