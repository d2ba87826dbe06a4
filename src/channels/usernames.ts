import { sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { nameKey } from '../members/names.ts'

/** What stands before the host in `@name@host`: one namespace for channels, voices and pen names. */
export const isUsername = (text: string): boolean => /^[a-z0-9_]{2,30}$/.test(text)

/**
 * A username made from a name: Latin letters without their marks, digits and underscores. Undefined where too little
 * is left of it, as with another script.
 */
export function usernameFrom(name: string): string | undefined {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 30)
  return isUsername(plain) ? plain : undefined
}

/**
 * True if no actor has the username, and no member or applicant a display or sign-in name that could be taken for it
 * or for the name: a pen name must never lead to a member (P1, FEDERATION-NOTES decision 7). Callers give one answer
 * to every reason, because sign-in names are private.
 */
export async function isFreeName(
  ctx: Pick<TransactionCtx, 'db'>,
  { username, name }: { readonly username: string; readonly name: string },
): Promise<boolean> {
  const keys = sql.join([username, name].map(nameKey))
  const { rows } = await sql<{ taken: boolean }>`select (
    exists (select 1 from actors where preferred_username = ${username})
    or exists (select 1 from members where display_name_key in (${keys}))
    or exists (select 1 from credentials where sign_in_name_key in (${keys}))
    or exists (select 1 from applications where sign_in_name_key in (${keys}))) as taken`.execute(ctx.db)
  return rows[0]?.taken === false
}
