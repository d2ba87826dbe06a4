import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor, visibleAlliedPost, visibleComment, visiblePost } from '../policy/visibility.ts'
import { forbidden, invalid, judgeText, missing, ok, type Result, refuse } from '../result.ts'
import { isFlagCategory } from './categories.ts'
import { columnOf, type Flaggable } from './things.ts'

export const longestNote = 1_000

/** More than anybody finds in a day; beyond it a volunteer's ten minutes would be somebody's toy. */
const mostADay = 30

export interface FlagThing {
  readonly thing: Flaggable
  readonly category: string
  /** For the moderators' eyes only; may be empty. */
  readonly note: string
}

/**
 * Asks the moderators to look at something. Who asks is kept so that nobody does it twice, and is shown to nobody.
 * What was decided can be flagged again once its words have changed. Refuses: missing for what she cannot see, invalid
 * beside `category` or `note`, conflict for what she flagged already, forbidden for her own, busy after thirty a day.
 */
export const flagThing = (ctx: MemberCtx, { thing, category, note }: FlagThing): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    if (!couldBeId(thing.id)) return missing()
    const found = await lockFlaggable(trx, thing)
    if (!found) return missing()
    if (!can(trx.actor, 'flag.create', 'reader')) return forbidden()
    if (found.isMine) return refuse({ kind: 'forbidden', message: 'flag.errors.own' })
    if (found.isFlagged) return refuse({ kind: 'conflict', message: 'flag.errors.before' })
    const [wrong] = judgeText('note', note, longestNote)
    if (!isFlagCategory(category))
      return refuse(invalid('category', 'flag.errors.category'), ...(wrong ? [wrong] : []))
    if (wrong) return refuse(wrong)
    const createdAt = trx.clock.now()
    if (found.today >= mostADay) return refuse({ kind: 'busy', message: 'flag.errors.many' })
    const inserted = await trx.db
      .insertInto('flags')
      .values({
        id: trx.random.id(),
        [columnOf(thing.what)]: thing.id,
        flaggerId: trx.actor.memberId,
        category,
        note,
        createdAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return inserted.numInsertedOrUpdatedRows === 0n
      ? refuse({ kind: 'conflict', message: 'flag.errors.before' })
      : ok()
  })

interface Found {
  readonly isMine: boolean
  readonly isFlagged: boolean
  /** How much she flagged within a day. */
  readonly today: number
}

/** Holds the thing, so that it is not decided on while the flag is put on it. */
function lockFlaggable(ctx: MemberTransactionCtx, { what, id }: Flaggable): Promise<Found | undefined> {
  const { memberId } = ctx.actor
  const aDayAgo = new Date(ctx.clock.now().getTime() - 86_400_000)
  const hers = {
    isFlagged: isFlaggedByHer(ctx, what),
    today: sql<number>`(select count(*)::int from flags
      where flagger_id = ${memberId} and created_at > ${aDayAgo})`,
  }
  switch (what) {
    case 'post':
      return ctx.db
        .selectFrom('posts as p')
        .select([isAuthor(ctx, 'post', sql.ref('p.id')).as('isMine'), hers.isFlagged.as('isFlagged')])
        .select(hers.today.as('today'))
        .where('p.id', '=', id)
        .where(visiblePost(ctx, 'p'))
        .forShare('p')
        .executeTakeFirst()
    case 'comment':
      return ctx.db
        .selectFrom('comments as p')
        .select([isAuthor(ctx, 'comment', sql.ref('p.id')).as('isMine'), hers.isFlagged.as('isFlagged')])
        .select(hers.today.as('today'))
        .where('p.id', '=', id)
        .where(visibleComment(ctx, 'p'))
        .forShare('p')
        .executeTakeFirst()
    case 'allied-post':
      return ctx.db
        .selectFrom('alliedPosts as p')
        .select([sql<boolean>`false`.as('isMine'), hers.isFlagged.as('isFlagged')])
        .select(hers.today.as('today'))
        .where('p.id', '=', id)
        .where(visibleAlliedPost(ctx, 'p'))
        .forShare('p')
        .executeTakeFirst()
  }
}

/** True if a flag of hers waits on it, or was decided on the very words that stand there now; `p` is the thing. */
export const isFlaggedByHer = (ctx: Pick<MemberCtx, 'actor'>, what: Flaggable['what']) => {
  const column = sql.ref(what === 'allied-post' ? 'flags.allied_post_id' : `flags.${what}_id`)
  const changed = sql.ref(what === 'allied-post' ? 'p.updated_on' : 'p.edited_at')
  return sql<boolean>`exists (select 1 from flags where ${column} = p.id
    and flags.flagger_id = ${ctx.actor.memberId}
    and (flags.decided_at is null or ${changed} is null or ${changed} < flags.decided_at))`
}
