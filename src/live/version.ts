import { type RawBuilder, sql } from 'kysely'
import { sha256 } from '../hashing.ts'

/**
 * What stands for a state on a page and in a stream: whoever reads it learns that it changed, and not into what. `of`
 * is a secret of the thing, or its id, so that the same state of two things looks different.
 */
export const versionOf = async (of: string, state: string): Promise<string> =>
  (await sha256(`${of}\n${state}`)).slice(0, 16)

/** The same in SQL; null for null. */
export const versionIn = (of: string, state: RawBuilder<string | null>): RawBuilder<string | null> =>
  sql<
    string | null
  >`left(encode(sha256(convert_to(${`${of}\n`}::text || (${state})::text, 'UTF8')), 'hex'), 16)`
