import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRecoveryCodes } from '../../src/auth/make-recovery-codes.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { eraseMember } from '../../src/members/erase-member.ts'
import { removeContentOf } from '../../src/members/remove-content.ts'
import { ok } from '../../src/result.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { everythingStored } from './everything-stored.ts'

let community: TestCommunity
beforeAll(async () => {
  community = await createTestCommunity()
})
afterAll(() => community.close())

const write = async (
  memberId: string,
  body: string,
  options: { anonymous?: boolean; onBehalf?: boolean } = {},
) => {
  const { db, random, clock } = community
  const { anonymous = false, onBehalf = false } = options
  const [postId, commentId] = [random.id(), random.id()]
  const createdAt = clock.now()
  await db
    .insertInto('posts')
    .values({
      ...{ id: postId, groupId: community.groups.general, kind: 'discussion', body, language: 'en' },
      ...{ createdAt, anonymous, onBehalf },
    })
    .execute()
  await db
    .insertInto('comments')
    .values({ id: commentId, postId, body: `${body}, I add`, language: 'en', createdAt, anonymous })
    .execute()
  if (anonymous) {
    await db.insertInto('anonymousAuthors').values({ postId, memberId, createdAt }).execute()
    await db.insertInto('anonymousCommentAuthors').values({ commentId, memberId, createdAt }).execute()
  } else {
    await db.insertInto('postAuthors').values({ postId, memberId }).execute()
    await db.insertInto('commentAuthors').values({ commentId, memberId }).execute()
  }
  return { postId, commentId }
}

const proposeShare = async (memberId: string, postId: string) => {
  const { db, random, clock } = community
  const shareId = random.id()
  await db
    .insertInto('shares')
    .values({
      ...{
        id: shareId,
        postId,
        state: 'proposed',
        language: 'en',
        title: 'Shared title',
        body: 'Shared words',
      },
      createdAt: clock.now(),
    })
    .execute()
  await db.insertInto('shareAuthors').values({ shareId, memberId }).execute()
  return shareId
}

const inOneGo = (work: (trx: Parameters<typeof eraseMember>[0]) => Promise<void>) =>
  inTransaction(community.system(), async (trx) => {
    await work(trx)
    return ok()
  })

const bodies = async (ids: readonly string[]) => {
  const { rows } = await sql<{ body: string }>`
    select body from posts where id = any(${[...ids]}) union all select body from comments where id = any(${[...ids]})
    order by body`.execute(community.db)
  return rows.map(({ body }) => body)
}

describe('erasing an account', () => {
  it('leaves nothing that names her, and her words to nobody', async () => {
    const her = await community.member({ name: 'Luzmila', roles: ['caseworker'] })
    const { postId, commentId } = await write(her.id, 'The kitchen is open')
    const hidden = await write(her.id, 'Somebody says', { anonymous: true })
    const { db } = community
    await db.insertInto('memberGrants').values({ memberId: her.id, permission: 'invite' }).execute()
    await db
      .updateTable('credentials')
      .set({ passphraseHash: await her.ctx.hasher.hash('river lantern cotton') })
      .where('memberId', '=', her.id)
      .execute()
    await makeRecoveryCodes(her.ctx, { passphrase: 'river lantern cotton' })
    const shareId = await proposeShare(her.id, postId)
    await inOneGo((trx) => eraseMember(trx, her.id))
    const stored = await everythingStored(db)
    for (const trace of [her.id, 'Luzmila', 'luzmila']) expect(stored).not.toContain(trace)
    expect(await bodies([postId, commentId])).toEqual(['The kitchen is open', 'The kitchen is open, I add'])
    expect(await bodies([hidden.postId])).toEqual(['Somebody says'])
    const author = await db
      .selectFrom('postAuthors')
      .innerJoin('commentAuthors', 'commentAuthors.memberId', 'postAuthors.memberId')
      .innerJoin('members', 'members.id', 'postAuthors.memberId')
      .select(['members.status', 'members.displayName', 'members.displayNameKey'])
      .where('postId', '=', postId)
      .where('commentId', '=', commentId)
      .executeTakeFirstOrThrow()
    expect(author).toMatchObject({ status: 'erased', displayName: '' })
    expect(author.displayNameKey).toMatch(/^erased:[0-9a-z]{24}$/)
    const share = await db.selectFrom('shares').select(['state', 'title', 'body']).where('id', '=', shareId)
    expect(await share.executeTakeFirst()).toEqual({ state: 'revoked', title: '', body: '' })
  })

  it('frees her name, and leaves no row at all for who wrote nothing', async () => {
    const her = await community.member({ name: 'Silent one' })
    const before = await community.db.selectFrom('members').select('id').execute()
    await inOneGo((trx) => eraseMember(trx, her.id))
    await inOneGo((trx) => eraseMember(trx, her.id))
    const after = await community.db.selectFrom('members').select('id').execute()
    expect(after).toHaveLength(before.length - 1)
    await community.member({ name: 'Silent one' })
  })

  it('takes her words along where that is wished', async () => {
    const her = await community.member()
    const other = await community.member()
    const mine = await write(her.id, 'To be taken away')
    const theirs = await write(other.id, 'To stay')
    await inOneGo(async (trx) => {
      await removeContentOf(trx, her.id)
      await eraseMember(trx, her.id)
    })
    expect(await bodies([mine.postId, mine.commentId])).toEqual([''])
    expect(await bodies([theirs.postId, theirs.commentId])).toEqual(['To stay', 'To stay, I add'])
    expect(await everythingStored(community.db)).not.toContain('To be taken away')
  })
})

describe('removing what somebody wrote', () => {
  it('deletes posts, comments below others’ posts, drafts and what she wanted to share', async () => {
    const { db, random, clock } = community
    const [her, other] = [await community.member(), await community.member()]
    const mine = await write(her.id, 'Gone soon')
    const theirs = await write(other.id, 'Still here')
    const commentId = random.id()
    const createdAt = clock.now()
    await db
      .insertInto('comments')
      .values({ id: commentId, postId: theirs.postId, body: 'Mine below', language: 'en', createdAt })
      .execute()
    await db.insertInto('commentAuthors').values({ commentId, memberId: her.id }).execute()
    await db
      .insertInto('drafts')
      .values({ memberId: her.id, place: 'group', fields: { text: 'Begun' }, updatedAt: createdAt })
      .execute()
    await proposeShare(her.id, mine.postId)
    await inOneGo((trx) => removeContentOf(trx, her.id))
    const stored = await everythingStored(db)
    for (const words of ['Gone soon', 'Mine below', 'Begun', 'Shared words']) {
      expect({ words, isStored: stored.includes(words) }).toEqual({ words, isStored: false })
    }
    const rows = await db.selectFrom('posts').select(['id', 'deletedAt']).execute()
    expect(rows.find(({ id }) => id === mine.postId)?.deletedAt).toEqual(createdAt)
    expect(await bodies([theirs.postId, theirs.commentId])).toEqual(['Still here', 'Still here, I add'])
    expect(await db.selectFrom('members').select('id').where('id', '=', her.id).execute()).toHaveLength(1)
  })

  it('P8: leaves anonymous words where they are, or they would be known as hers', async () => {
    const her = await community.member()
    const hidden = await write(her.id, 'Nobody knows who', { anonymous: true })
    await inOneGo((trx) => removeContentOf(trx, her.id))
    expect(await bodies([hidden.postId, hidden.commentId])).toEqual([
      'Nobody knows who',
      'Nobody knows who, I add',
    ])
  })

  it('leaves what she wrote for a woman without a phone', async () => {
    const her = await community.member()
    const { postId } = await write(her.id, 'She asked me to write', { onBehalf: true })
    await inOneGo((trx) => removeContentOf(trx, her.id))
    expect(await bodies([postId])).toEqual(['She asked me to write'])
  })
})
