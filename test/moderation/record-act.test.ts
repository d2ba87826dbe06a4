import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../src/db/transaction.ts'
import { sha256 } from '../../src/hashing.ts'
import { type ModerationAct, recordAct } from '../../src/moderation/record-act.ts'
import { ok } from '../../src/result.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

describe("the record of moderators' acts", () => {
  let community: TestCommunity

  beforeAll(async () => {
    community = await createTestCommunity()
  })
  afterAll(() => community.close())

  const record = async (act: ModerationAct, subject: string) => {
    const { ctx } = await community.member({ roles: ['moderator'] })
    return inTransaction(ctx, async (trx) => {
      await recordAct(trx, act, subject)
      return ok()
    })
  }

  it('is one chain, also when several moderators act at the same time', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((subject) => record('post-removed', subject)))
    const acts = await community.db.selectFrom('moderationActs').selectAll().orderBy('sequence').execute()
    expect(acts.map((act) => act.sequence)).toEqual([1, 2, 3, 4])
    let previous = ''
    for (const act of acts) {
      expect(act.previousHash).toBe(previous)
      expect(act.hash).toBe(
        await sha256([act.sequence, act.act, act.token, act.day, act.previousHash].join('\n')),
      )
      previous = act.hash
    }
  })

  it('cannot be changed, shortened or emptied', async () => {
    await record('share-returned', 'e')
    await expect(community.db.updateTable('moderationActs').set({ act: 'x' }).execute()).rejects.toThrow(
      /append-only/,
    )
    await expect(community.db.deleteFrom('moderationActs').execute()).rejects.toThrow(/append-only/)
    await expect(sql`truncate moderation_acts cascade`.execute(community.db)).rejects.toThrow(/append-only/)
  })

  it('names nobody: who and what stand beside it and can be destroyed', async () => {
    const acts = await community.db.selectFrom('moderationActs').selectAll().execute()
    const subjects = await community.db.selectFrom('actSubjects').selectAll().execute()
    for (const { moderatorId } of subjects) expect(JSON.stringify(acts)).not.toContain(moderatorId)
    await community.db.deleteFrom('actSubjects').execute()
    expect(await community.db.selectFrom('moderationActs').select('sequence').execute()).toHaveLength(
      acts.length,
    )
  })
})
