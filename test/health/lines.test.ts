import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { createKeyPair } from '../../src/channels/key-pair.ts'
import { readDeadLetters, readLine, readLines } from '../../src/health/lines.ts'
import { lineModel } from '../../src/health/view-models.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { troubleLines } from './support.ts'

describe('the lines to other servers', () => {
  let community: TestCommunity
  let moderator: Awaited<ReturnType<TestCommunity['member']>>
  const t = createTranslator('en')
  beforeAll(async () => {
    community = await createTestCommunity()
    await createCommunityActors(community.system(), {
      newKeyPair: createKeyPair,
      names: { voice: { username: 'voice', name: 'Harbour' }, channels: [] },
    })
    await troubleLines(community)
    moderator = await community.member({ roles: ['moderator'] })
  })
  afterAll(() => community.close())

  it('show moderators those in trouble apart from those that work, and nobody else anything', async () => {
    const hosts = async (inTrouble: boolean) =>
      (await readLines(moderator.ctx, { inTrouble })).lines.map(({ host }) => host)
    expect(await hosts(true)).toEqual(['hill.example', 'lake.example', 'river.example'])
    expect(await hosts(false)).toEqual(['valley.example'])
    const member = await community.member()
    expect(await readLines(member.ctx, { inTrouble: true })).toEqual({ lines: [] })
    expect(await readDeadLetters(member.ctx, 'river.example')).toEqual([])
  })

  it('count what waits, what of it is to delete something, and what was given up', async () => {
    expect(await readLine(moderator.ctx, 'river.example')).toMatchObject({
      ...{ waiting: 3, withdrawals: 1, givenUp: 2, failure: 'unreachable', heldUntil: expect.any(Date) },
    })
    // The Announce is of no edition that stands.
    expect(await readDeadLetters(moderator.ctx, 'river.example')).toHaveLength(2)
    expect(await readLine(moderator.ctx, 'nobody.example')).toBeUndefined()
  })

  it('say in words why nothing arrives', async () => {
    const words = async (host: string) => {
      const line = await readLine(moderator.ctx, host)
      return line && lineModel(t, line)
    }
    expect(await words('river.example')).toMatchObject({
      ...{ state: 'held', why: t('health.why.unreachable') },
    })
    expect(await words('lake.example')).toMatchObject({
      ...{ state: 'clock', why: expect.stringContaining('fast by about 2 hours') },
    })
    expect(await words('hill.example')).toMatchObject({ state: 'paused' })
    expect(await words('valley.example')).toMatchObject({ state: 'working', why: '' })
  })

  it('are listed fifty at a time', async () => {
    await community.db
      .insertInto('serverHealth')
      .values(
        Array.from({ length: 60 }, (_, number) => ({
          ...{ host: `many${String(number).padStart(2, '0')}.example`, changedAt: community.clock.now() },
        })),
      )
      .execute()
    const first = await readLines(moderator.ctx, { inTrouble: false })
    expect(first.lines).toHaveLength(50)
    const rest = await readLines(moderator.ctx, { inTrouble: false, after: first.after })
    expect(rest.lines).toHaveLength(11)
    expect(rest.after).toBeUndefined()
  })
})
