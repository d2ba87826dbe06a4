import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { domainOf } from '../policy/servers.ts'
import { forbidden, invalid, judgeEncoding, ok, type Result, refuse } from '../result.ts'
import { readList } from './list-format.ts'
import { serverLimits } from './rules.ts'

export interface ImportedList {
  /** Servers that wait to be looked at now. */
  readonly added: number
  /** Waiting already, or written twice. */
  readonly repeated: number
  /** On our list already. */
  readonly blocked: number
  /** Lines that nothing can be done with. */
  readonly unusable: readonly string[]
}

/**
 * Takes a list made elsewhere in as a draft: nobody is blocked by it. Refuses with the field `list`: nothing in it that
 * could be a server, too long, not in UTF-8; forbidden.
 */
export async function importList(
  ctx: MemberCtx,
  { list }: { readonly list: string },
): Promise<Result<ImportedList>> {
  if (!can(ctx.actor, 'server.decide')) return forbidden()
  const [broken] = judgeEncoding('list', list)
  if (broken) return refuse(broken)
  const { servers, unusable, repeated, isTooLong } = readList(list)
  if (isTooLong) {
    const params = { lines: serverLimits.lines }
    return refuse(invalid('list', 'servers.errors.long', params))
  }
  const own = domainOf(ctx.origin)
  const others = servers.filter(({ domain }) => domain !== own)
  if (others.length === 0) return refuse(invalid('list', 'servers.errors.empty'))
  return inTransaction(ctx, async (trx) => {
    const { rows: listed } = await sql<{ domain: string }>`select domain from servers
      where standing = 'blocked' and domain = any(${others.map(({ domain }) => domain)})`.execute(trx.db)
    const blocked = new Set(listed.map(({ domain }) => domain))
    const fresh = others.filter(({ domain }) => !blocked.has(domain))
    const importedOn = dayOf(trx.clock.now())
    let added = 0
    for (let at = 0; at < fresh.length; at += 1_000) {
      const inserted = await trx.db
        .insertInto('blocklistDrafts')
        .values(fresh.slice(at, at + 1_000).map((server) => ({ ...server, importedOn })))
        .onConflict((conflict) => conflict.column('domain').doNothing())
        .returning('domain')
        .execute()
      added += inserted.length
    }
    return ok({ added, repeated: repeated + fresh.length - added, blocked: blocked.size, unusable })
  })
}
