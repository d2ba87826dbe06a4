import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishShare } from '../../src/channels/publish-share.ts'
import { freezeMember } from '../../src/standing/freeze-member.ts'
import { liftFreeze } from '../../src/standing/lift-freeze.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  events,
  type SharingCommunity,
} from '../channels/support.ts'

let community: SharingCommunity
beforeAll(async () => {
  community = await createSharingCommunity()
})
afterAll(() => community.close())

describe('P12 what a frozen woman was about to share', () => {
  it('P12 does not go out, whoever presses, and waits for her until the freeze is lifted', async () => {
    const { author, moderator, otherModerator } = community
    const { shareId } = await draft(community)
    const { hash: previewHash } = await consent(community, author.ctx, shareId)
    const { freezeId } = done(await freezeMember(moderator.ctx, { memberId: author.id }))
    expect((await publishShare(otherModerator.ctx, { shareId, previewHash })).ok).toBe(false)
    expect(await events(community)).toEqual([])
    done(await liftFreeze(moderator.ctx, { freezeId }))
    done(await liftFreeze(otherModerator.ctx, { freezeId }))
    done(await publishShare(otherModerator.ctx, { shareId, previewHash }))
    expect(await events(community)).toHaveLength(1)
  })

  it('P12 does not slip out at the very moment of the freeze: it is out before, or not at all', async () => {
    const { author, moderator, otherModerator } = community
    const { shareId } = await draft(community, { body: 'At the same moment' })
    const { hash: previewHash } = await consent(community, author.ctx, shareId)
    const before = (await events(community)).length
    const [frozen, published] = await Promise.all([
      freezeMember(moderator.ctx, { memberId: author.id }),
      publishShare(otherModerator.ctx, { shareId, previewHash }),
    ])
    expect(frozen.ok).toBe(true)
    expect((await events(community)).length).toBe(before + (published.ok ? 1 : 0))
    expect((await publishShare(otherModerator.ctx, { shareId, previewHash })).ok).toBe(false)
  })
})
