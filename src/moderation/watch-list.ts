import type { TransactionCtx } from '../context.ts'

/**
 * True for a text that holds a watched word: it is kept and waits for a moderator. Whole words, whatever their case;
 * `*` at the end of a watched word stands for any ending.
 */
export async function isWatched(ctx: Pick<TransactionCtx, 'db'>, text: string): Promise<boolean> {
  const words = await ctx.db.selectFrom('watchedWords').select('word').execute()
  const folded = fold(text)
  return words.some(({ word }) => matches(folded, fold(word)))
}

const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ')

function matches(text: string, word: string): boolean {
  const isStem = word.endsWith('*')
  const wanted = isStem ? word.slice(0, -1) : word
  if (wanted === '') return false
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const before = text.slice(0, at)
    const after = text.slice(at + wanted.length)
    if (!/[\p{L}\p{N}]$/u.test(before) && (isStem || !/^[\p{L}\p{N}]/u.test(after))) return true
  }
  return false
}
