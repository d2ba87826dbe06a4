import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { invalid, missing, ok, type Result, refuse } from '../result.ts'
import { recordAct } from './record-act.ts'
import { foldWord } from './watch-list.ts'

export const watchedLimits = { words: 200, shortest: 2, longest: 50 } as const

export interface WatchedWord {
  readonly id: string
  readonly word: string
}

/** Letters and numbers of every script, with what joins them. */
const wordShape = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\p{Cf} '’.-]*\*?$/u

/** The watched words in the order of the alphabet; none for everybody but moderators. At most 200. */
export async function listWatchedWords(ctx: MemberCtx): Promise<WatchedWord[]> {
  if (!can(ctx.actor, 'watched-words.change')) return []
  return ctx.db
    .selectFrom('watchedWords')
    .select(['id', 'word'])
    .orderBy('word')
    .limit(watchedLimits.words)
    .execute()
}

/**
 * Adds a word to the watch-list; `*` at its end stands for any ending. A word that is there already, however it is
 * spelt, is no second one. Refuses beside `word`: too short or too long, signs that are no part of a word, and beyond
 * 200 words.
 */
export const addWatchedWord = (
  ctx: MemberCtx,
  { word }: { readonly word: string },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'watched-words.change')) return missing()
    const folded = foldWord(word)
    const length = [...folded.replace(/\*$/u, '')].length
    const { shortest, longest, words: most } = watchedLimits
    if (word.length > longest || length < shortest || length > longest) {
      return refuse(invalid('word', 'words.errors.length', { shortest, longest }))
    }
    if (!wordShape.test(word)) return refuse(invalid('word', 'words.errors.letters'))
    // One after the other, so that the list never grows beyond its bound.
    await sql`lock table watched_words in share row exclusive mode`.execute(trx.db)
    const words = await trx.db.selectFrom('watchedWords').select('word').execute()
    if (words.some((known) => foldWord(known.word) === folded)) return ok()
    if (words.length >= most) return refuse(invalid('word', 'words.errors.many', { most }))
    const id = trx.random.id()
    await trx.db.insertInto('watchedWords').values({ id, word }).execute()
    await recordAct(trx, 'watched-words-changed', id)
    return ok()
  })

/** Takes a word off the watch-list. What it held waits on. Missing for a word that is not there (any more). */
export const removeWatchedWord = (
  ctx: MemberCtx,
  { wordId }: { readonly wordId: string },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'watched-words.change') || !couldBeId(wordId)) return missing()
    const { numDeletedRows } = await trx.db
      .deleteFrom('watchedWords')
      .where('id', '=', wordId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return missing()
    await recordAct(trx, 'watched-words-changed', wordId)
    return ok()
  })
