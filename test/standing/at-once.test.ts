import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agreeRecovery } from '../../src/auth/agree-recovery.ts'
import { askRecovery } from '../../src/auth/ask-recovery.ts'
import { finishRecovery } from '../../src/auth/finish-recovery.ts'
import { changeRoles } from '../../src/standing/change-roles.ts'
import { freezeMember } from '../../src/standing/freeze-member.ts'
import { sanctionMember } from '../../src/standing/sanction-member.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
beforeAll(async () => {
  community = await createTestCommunity()
})
afterAll(() => community.close())

const moderator = () => community.member({ roles: ['moderator'] })

describe('who decides', () => {
  it('P12 is a moderator still: of two who freeze each other at once one is left', async () => {
    const [one, other] = [await moderator(), await moderator()]
    const results = await Promise.all([
      freezeMember(one.ctx, { memberId: other.id }),
      freezeMember(other.ctx, { memberId: one.id }),
    ])
    expect(results.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    const left = await community.db
      .selectFrom('members')
      .select('id')
      .where('id', 'in', [one.id, other.id])
      .where('status', '=', 'active')
      .execute()
    expect(left.length).toBe(1)
  })

  it('P13 does not count any more for a recovery once her role is taken', async () => {
    const luz = await community.member({ name: 'Luz' })
    const admin = await community.member({ roles: ['admin'] })
    const [gone, second, third] = [await moderator(), await moderator(), await moderator()]
    const asked = await askRecovery(community.guest(), { signInName: 'Luz-door', network: 'a' })
    if (!asked.ok) throw new Error('not asked')
    const { id: recoveryId } = await community.db
      .selectFrom('recoveries')
      .select('id')
      .where('memberId', '=', luz.id)
      .executeTakeFirstOrThrow()
    await agreeRecovery(gone.ctx, { recoveryId, as: 'moderator' })
    const agreed = await agreeRecovery(second.ctx, { recoveryId, as: 'moderator' })
    expect(agreed).toEqual({ ok: true, value: { isAgreed: true } })
    expect((await changeRoles(admin.ctx, { memberId: gone.id, roles: [] })).ok).toBe(true)
    const finish = () => {
      const { code } = asked.value
      const passphrase = 'five quiet herons by night'
      return finishRecovery(community.guest(), { code, passphrase, network: 'a' })
    }
    community.clock.moveDays(2)
    expect((await finish()).ok).toBe(false)
    const anew = await agreeRecovery(third.ctx, { recoveryId, as: 'moderator' })
    expect(anew).toEqual({ ok: true, value: { isAgreed: true } })
    expect((await finish()).ok).toBe(false)
    community.clock.moveDays(1)
    expect((await finish()).ok).toBe(true)
  })

  it.each(['suspend', 'expel'])(
    'P12 does not count any more for a recovery: the yes of a helper goes with %s',
    async (measure) => {
      const [luz, helper] = [await community.member({ name: `Luz ${measure}` }), await community.member()]
      const [one, other] = [await moderator(), await moderator()]
      await community.db
        .insertInto('recoveryHelpers')
        .values({ memberId: luz.id, helperId: helper.id })
        .execute()
      const signInName = `Luz ${measure}-door`
      const asked = await askRecovery(community.guest(), { signInName, network: 'a' })
      if (!asked.ok) throw new Error('not asked')
      const { id: recoveryId } = await community.db
        .selectFrom('recoveries')
        .select('id')
        .where('memberId', '=', luz.id)
        .executeTakeFirstOrThrow()
      await agreeRecovery(one.ctx, { recoveryId, as: 'moderator' })
      const agreed = await agreeRecovery(helper.ctx, { recoveryId, as: 'helper' })
      expect(agreed).toEqual({ ok: true, value: { isAgreed: true } })
      const submission = community.random.id()
      const decided = { memberId: helper.id, submission, measure, reason: 'x' }
      expect((await sanctionMember(other.ctx, decided)).ok).toBe(true)
      community.clock.moveDays(2)
      const { code } = asked.value
      const passphrase = 'five quiet herons by night'
      expect((await finishRecovery(community.guest(), { code, passphrase, network: 'a' })).ok).toBe(false)
      const left = await community.db
        .selectFrom('recoveries')
        .select(['helperAgreedAt', 'opensAt', 'moderatorId'])
        .where('id', '=', recoveryId)
        .executeTakeFirst()
      expect(left).toEqual({ helperAgreedAt: null, opensAt: null, moderatorId: one.id })
    },
  )
})
