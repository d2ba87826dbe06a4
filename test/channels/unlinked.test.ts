import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseAttribution } from '../../src/channels/choose-attribution.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { readWithdrawalReceipts } from '../../src/channels/receipts.ts'
import { withdrawByCode } from '../../src/channels/withdraw-by-code.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { writeShareText } from '../../src/channels/write-share-text.ts'
import { openPages } from './pages.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  publish,
  refusalOf,
  type SharingCommunity,
} from './support.ts'

let community: SharingCommunity
beforeEach(async () => {
  community = await createSharingCommunity()
})
afterEach(() => community.close())

/** An unlinked share that a moderator published. */
async function publishUnlinked() {
  const { author, moderator } = community
  const bytes = new Uint8Array([7, 7])
  const { shareId, postId } = await draft(community, { pictures: [{ bytes, alt: 'A cup' }] })
  done(await chooseAttribution(author.ctx, { shareId, attribution: { kind: 'unlinked' } }))
  done(await writeShareText(author.ctx, { shareId, language: 'ru', title: '', body: 'Утро' }))
  const { hash, withdrawalCode = '' } = await consent(community, author.ctx, shareId)
  // A moderator has it open in the queue.
  await community.db
    .insertInto('queueClaims')
    .values({
      ...{ kind: 'shares', itemId: shareId, moderatorId: moderator.id },
      claimedAt: community.clock.now(),
    })
    .execute()
  const { editionId } = done(await publishShare(moderator.ctx, { shareId, previewHash: hash }))
  return { shareId, postId, editionId, withdrawalCode }
}

/** Every row of every table as text, by the table's name. */
async function dump(): Promise<readonly { readonly table: string; readonly row: string }[]> {
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public'`.execute(community.db)
  const all = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row
        from ${sql.table(name)} t`.execute(community.db)
      return rows.map(({ row }) => ({ table: name, row }))
    }),
  )
  return all.flat()
}

/** Ids as they stand in a row. */
const idsIn = (row: string): ReadonlySet<string> => new Set(row.match(/[0-9a-z]{20,}/g) ?? [])

/** Every id that the edition's rows name, that rows with those name, and so on, four rows far. */
function reachedFrom(editionId: string, rows: Awaited<ReturnType<typeof dump>>): ReadonlySet<string> {
  const reached = new Set([editionId])
  // What every edition has in common leads from each to each.
  const ordinary = new Set(
    rows
      .filter(({ table }) => ['actors', 'channels', 'community'].includes(table))
      .flatMap(({ row }) => [...idsIn(row)]),
  )
  for (let step = 0; step < 4; step += 1) {
    for (const { row } of rows) {
      const ids = idsIn(row)
      if (![...ids].some((id) => reached.has(id))) continue
      for (const id of ids) if (!ordinary.has(id)) reached.add(id)
    }
  }
  return reached
}

describe('P4 an unlinked edition', () => {
  it('P4 leads back to her through no row of any table, however many rows lie between', async () => {
    const { author } = community
    const { editionId, shareId, postId } = await publishUnlinked()
    const rows = await dump()
    expect(rows.filter(({ row }) => row.includes(author.id) && row.includes(editionId))).toEqual([])
    // Nothing is left of the share but the name under which the record keeps the moderator's act.
    expect(rows.filter(({ row }) => row.includes(shareId)).map(({ table }) => table)).toEqual([
      'act_subjects',
    ])
    const reached = reachedFrom(editionId, rows)
    expect(reached.has(author.id)).toBe(false)
    expect(reached.has(postId)).toBe(false)
    // The same search finds her from an edition in the community's voice.
    const linked = await publish(community)
    expect(reachedFrom(linked.editionId, await dump()).has(author.id)).toBe(true)
  })

  it('P4 is taken back with its code alone, by nobody as its author, and tells its receipts by it', async () => {
    const { author, moderator } = community
    const { editionId, withdrawalCode } = await publishUnlinked()
    expect(refusalOf(await withdrawEdition(author.ctx, { editionId }))?.kind).toBe('missing')
    expect(await withdrawByCode(community.guest(), { code: 'wrong' })).toMatchObject({ ok: false })
    const taken = done(await withdrawByCode(community.guest(), { code: withdrawalCode }))
    expect(taken).toMatchObject({ editionId, withdrawnOn: expect.any(String) })
    expect(await readWithdrawalReceipts(moderator.ctx, editionId)).toEqual([])
    expect(await community.db.selectFrom('editionTexts').selectAll().execute()).toEqual([])
    const again = await publishUnlinked()
    done(await withdrawEdition(moderator.ctx, { editionId: again.editionId }))
  })

  it('P4 shows its receipts to whoever has the code, without an account', async () => {
    const { editionId, withdrawalCode } = await publishUnlinked()
    await community.db
      .insertInto('editionFetches')
      .values({
        editionId,
        host: 'valley.example',
        inbox: 'https://valley.example/ap/inbox',
        fetchedOn: '2030-05-20',
      })
      .execute()
    const pages = openPages(community)
    const guest = pages.guest()
    const door = await guest.get('/withdraw')
    const found = await guest.submit(door.form('/withdraw'), { code: withdrawalCode })
    const taken = await guest.submit(found.form('/withdraw'))
    expect(taken.words).toContain('valley.example')
    expect(pages.faults).toEqual([])
  })

  it('P4 warns on its page that her words can point to her, and that the code is all she has', async () => {
    const pages = openPages(community)
    const { shareId } = await draft(community)
    const author = await pages.visitorOf(community.author.id)
    const step = await author.get(`/share/${shareId}/attribution`)
    expect(step.words).toContain('the same words in a group point to you')
    await author.submit(step.form(`/share/${shareId}/attribution`), { attribution: 'unlinked' })
    const { words } = await author.get(`/share/${shareId}/preview`)
    expect(words).toContain('The words themselves can point to you')
    expect(words).toContain('only your withdrawal code can take it back')
    expect(pages.faults).toEqual([])
  })

  it('P4 is hers until it goes out: she sees it, and the moderators give it back to her', async () => {
    const { author } = community
    const { shareId } = await draft(community)
    done(await chooseAttribution(author.ctx, { shareId, attribution: { kind: 'unlinked' } }))
    const { withdrawalCode = '' } = await consent(community, author.ctx, shareId)
    done(await withdrawByCode(community.guest(), { code: withdrawalCode }))
    const { state } = await community.db.selectFrom('shares').select('state').executeTakeFirstOrThrow()
    expect(state).toBe('revoked')
  })
})
