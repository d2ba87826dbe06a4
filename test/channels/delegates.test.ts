import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseChannel } from '../../src/channels/choose-channel.ts'
import { choosePosting } from '../../src/channels/choose-posting.ts'
import { endDelegate, nameDelegate, readDelegates } from '../../src/channels/delegates.ts'
import { readProposal, readProposals } from '../../src/channels/proposals.ts'
import { proposeShare } from '../../src/channels/propose-share.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { returnShare } from '../../src/channels/return-share.ts'
import { readReview } from '../../src/channels/review-queries.ts'
import { revokeShare } from '../../src/channels/revoke-share.ts'
import { startShare } from '../../src/channels/start-share.ts'
import type { MemberCtx } from '../../src/context.ts'
import { readPicture } from '../../src/media/queries.ts'
import { eraseMember } from '../../src/members/erase-member.ts'
import { sanctionMember } from '../../src/standing/sanction-member.ts'
import { openPages } from './pages.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  post,
  previewOf,
  refusalOf,
  type SharingCommunity,
} from './support.ts'

let community: SharingCommunity
let killa: Person
beforeEach(async () => {
  community = await createSharingCommunity()
  killa = await community.member({ name: 'Killa' })
})
afterEach(() => community.close())

type Person = Awaited<ReturnType<SharingCommunity['member']>>

const valley = 'Women of the valley'
const hill = 'Women of the hill'
const moderator = () => community.moderator.ctx
const name = (who: Person, of = valley, slug = 'boletin') =>
  nameDelegate(moderator(), { slug, name: who.name, community: of })

/** What waits for a delegate in a channel, by id. */
const waitingFor = async (ctx: MemberCtx, slug = 'boletin') =>
  (await readProposals(ctx, community.channel(slug))).map(({ id }) => id)

const propose = async (slug = 'boletin') => {
  const { shareId } = await draft(community, { slug })
  return { shareId, ...(await consent(community, community.author.ctx, shareId)) }
}

const proposeAs = async (ctx: MemberCtx, slug = 'boletin') => {
  const postId = await post(community, ctx.actor.memberId, 'Bread on Monday')
  const { shareId } = done(await startShare(ctx, { postId }))
  done(await chooseChannel(ctx, { shareId, channelId: community.channel(slug) }))
  return { shareId, ...(await consent(community, ctx, shareId)) }
}

describe('delegates of a community in a channel', () => {
  it('P13 are named and ended by moderators, which is recorded', async () => {
    const member = await nameDelegate(killa.ctx, { slug: 'boletin', name: 'Killa', community: valley })
    expect(refusalOf(member)?.kind).toBe('forbidden')
    expect(refusalOf(await endDelegate(killa.ctx, { slug: 'boletin', memberId: killa.id }))?.kind).toBe(
      'forbidden',
    )
    done(await name(killa))
    const listed = { memberId: killa.id, name: 'Killa', community: valley }
    const channelId = community.channel('boletin')
    expect(await readDelegates(moderator(), channelId)).toEqual([listed])
    expect(await readDelegates(killa.ctx, channelId)).toEqual([])
    done(await endDelegate(moderator(), { slug: 'boletin', memberId: killa.id }))
    expect(await readDelegates(moderator(), channelId)).toEqual([])
    const again = await endDelegate(moderator(), { slug: 'boletin', memberId: killa.id })
    expect(refusalOf(again)?.kind).toBe('missing')
    const acts = await community.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.map(({ act }) => act)).toEqual(['delegate-named', 'delegate-ended'])
  })

  it('are members that go by that name, each for one community', async () => {
    const nobody = await nameDelegate(moderator(), { slug: 'boletin', name: 'Nobody', community: valley })
    expect(refusalOf(nobody)).toEqual({ kind: 'invalid', message: 'channels.errors.delegateName' })
    expect(refusalOf(await name(killa, ''))?.message).toBe('channels.errors.delegateCommunity')
    expect(refusalOf(await name(killa, 'x'.repeat(61)))?.kind).toBe('invalid')
    expect(refusalOf(await name(killa, valley, 'nothing'))?.kind).toBe('missing')
    done(await name(killa))
    done(await name(killa, hill))
    expect(await readDelegates(moderator(), community.channel('boletin'))).toMatchObject([
      { memberId: killa.id, community: hill },
    ])
  })

  it('are none any more when they are expelled or erased', async () => {
    const wayra = await community.member({ name: 'Wayra' })
    done(await name(killa))
    done(await name(wayra))
    const expelling = { memberId: killa.id, measure: 'expel', reason: 'She told names.' }
    done(await sanctionMember(moderator(), { ...expelling, submission: community.random.id() }))
    await community.db.transaction().execute((db) => eraseMember({ ...community.system(), db }, wayra.id))
    expect(await community.db.selectFrom('channelDelegates').selectAll().execute()).toEqual([])
  })

  it('may propose where only moderators may', async () => {
    done(await choosePosting(moderator(), { slug: 'boletin', posting: 'moderators', groupId: '' }))
    await expect(proposeAs(killa.ctx)).rejects.toThrow()
    done(await name(killa, valley, 'aliadas'))
    await expect(proposeAs(killa.ctx)).rejects.toThrow()
    done(await name(killa))
    const { shareId, hash } = await proposeAs(killa.ctx)
    done(await publishShare(moderator(), { shareId, previewHash: hash }))
  })
})

describe('what delegates review', () => {
  it('is what was proposed to their channel, and nothing of other channels', async () => {
    done(await name(killa))
    const here = await propose()
    const elsewhere = await propose('aliadas')
    expect(await waitingFor(killa.ctx)).toEqual([here.shareId])
    expect(await waitingFor(killa.ctx, 'aliadas')).toEqual([])
    for (const slug of ['boletin', 'aliadas'])
      expect(await readProposal(killa.ctx, community.channel(slug), elsewhere.shareId)).toBeUndefined()
    const { shareId, hash } = elsewhere
    expect(refusalOf(await publishShare(killa.ctx, { shareId, previewHash: hash }))?.kind).toBe('missing')
    expect(refusalOf(await returnShare(killa.ctx, { shareId, note: 'No.' }))?.kind).toBe('missing')
    expect(await readReview(killa.ctx, here.shareId)).toBeUndefined()
  })

  it('is published or given back, with the author’s yes as for moderators', async () => {
    done(await name(killa))
    const one = await propose()
    const proposal = await readProposal(killa.ctx, community.channel('boletin'), one.shareId)
    expect(proposal).toMatchObject({ isConsented: true, preview: { hash: one.hash } })
    const changed = await publishShare(killa.ctx, { shareId: one.shareId, previewHash: 'other' })
    expect(refusalOf(changed)?.message).toBe('shares.errors.changed')
    done(await publishShare(killa.ctx, { shareId: one.shareId, previewHash: one.hash }))
    const other = await propose()
    done(await returnShare(killa.ctx, { shareId: other.shareId, note: 'Without the day, please.' }))
    expect(await waitingFor(killa.ctx)).toEqual([])
    const twice = await returnShare(killa.ctx, { shareId: other.shareId, note: 'Again.' })
    expect(refusalOf(twice)?.message).toBe('shares.errors.decided')
  })

  it('ends at once with the naming, and with the author’s yes', async () => {
    done(await name(killa))
    const one = await propose()
    done(await revokeShare(community.author.ctx, { shareId: one.shareId }))
    expect(await waitingFor(killa.ctx)).toEqual([])
    const { shareId, hash } = await propose()
    expect(await waitingFor(killa.ctx)).toEqual([shareId])
    done(await endDelegate(moderator(), { slug: 'boletin', memberId: killa.id }))
    expect(await waitingFor(killa.ctx)).toEqual([])
    expect(refusalOf(await publishShare(killa.ctx, { shareId, previewHash: hash }))?.kind).toBe('missing')
  })

  it('P5 is only what its author was told that they read', async () => {
    const { shareId } = await draft(community)
    const before = await previewOf(community, shareId)
    expect(before.delegatesOf).toEqual([])
    await consent(community, community.author.ctx, shareId)
    done(await name(killa))
    expect(await waitingFor(killa.ctx)).toEqual([])
    expect((await previewOf(community, shareId)).delegatesOf).toEqual([])
    done(await returnShare(moderator(), { shareId, note: 'Delegates are here now.' }))
    const after = await previewOf(community, shareId)
    expect(after.delegatesOf).toEqual([valley])
    expect(after.hash).toBe(before.hash)
    const agreed = { shareId, previewHash: after.hash, agreed: true }
    done(await proposeShare(community.author.ctx, agreed))
    expect(await waitingFor(killa.ctx)).toEqual([shareId])
  })

  it('is never their own', async () => {
    done(await name(killa))
    const { shareId, hash } = await proposeAs(killa.ctx)
    expect(await waitingFor(killa.ctx)).toEqual([])
    expect(refusalOf(await publishShare(killa.ctx, { shareId, previewHash: hash }))?.kind).toBe('missing')
  })

  it('is of their own community only where no other has delegates', async () => {
    const wayra = await community.member({ name: 'Wayra' })
    const sari = await community.member({ name: 'Sari' })
    done(await name(killa))
    done(await name(wayra))
    const alone = await proposeAs(killa.ctx)
    expect(await waitingFor(wayra.ctx)).toEqual([alone.shareId])
    done(await name(sari, hill))
    const { shareId } = await proposeAs(killa.ctx)
    expect((await previewOf(community, shareId)).delegatesOf).toEqual([hill])
    expect(await waitingFor(wayra.ctx)).toEqual([])
    expect(await waitingFor(sari.ctx)).toEqual([shareId])
  })

  it('comes with its pictures for as long as it waits', async () => {
    done(await name(killa))
    const pictures = [{ bytes: new Uint8Array([1, 2, 3]) }]
    const { shareId } = await draft(community, { pictures })
    const hidden = await community.db
      .updateTable('posts')
      .set({ groupId: community.groups.moderators })
      .returning('id')
      .execute()
    expect(hidden).not.toEqual([])
    const { images } = await previewOf(community, shareId)
    const sees = async () =>
      (await readPicture(killa.ctx, images[0]?.mediaId ?? '', { isKnown: false })) !== undefined
    expect(await sees()).toBe(false)
    await consent(community, community.author.ctx, shareId)
    expect(await sees()).toBe(true)
    done(await returnShare(killa.ctx, { shareId, note: 'No faces, please.' }))
    expect(await sees()).toBe(false)
  })
})

describe('the pages of delegates', () => {
  it('P1 P2 are there for nobody else, and say nothing of who wrote it', async () => {
    done(await name(killa))
    const { shareId } = await propose()
    const elsewhere = await propose('aliadas')
    const pages = openPages(community)
    const delegate = await pages.visitorOf(killa.id)
    const author = await pages.visitorOf(community.author.id)
    const link = 'href="/channels/boletin/proposals"'
    expect((await delegate.get('/channels/boletin')).text).toContain(link)
    expect((await author.get('/channels/boletin')).text).not.toContain(link)
    const path = `/channels/boletin/proposals/${shareId}`
    for (const closed of ['/channels/boletin/proposals', path])
      expect((await author.get(closed)).status).toBe(404)
    const absent = await delegate.get(`/channels/boletin/proposals/${community.random.id()}`)
    for (const slug of ['boletin', 'aliadas']) {
      const other = await delegate.get(`/channels/${slug}/proposals/${elsewhere.shareId}`)
      expect([other.status, other.text]).toEqual([404, absent.text])
    }
    expect((await delegate.get(`/queue/shares/${shareId}`)).status).not.toBe(200)
    expect((await delegate.get('/channels/boletin/manage/delegates')).status).not.toBe(200)
    for (const shown of ['/channels/boletin/proposals', path]) {
      const { status, text } = await delegate.get(shown)
      expect(status).toBe(200)
      expect(text).toContain('From a member')
      expect(text).not.toContain(community.author.name)
    }
    expect(pages.faults).toEqual([])
  })

  it('say of a delegate’s own text which community she is of, which she is told before', async () => {
    const sari = await community.member({ name: 'Sari' })
    done(await name(killa))
    done(await name(sari, hill))
    const { shareId } = await proposeAs(killa.ctx)
    expect(await readProposals(sari.ctx, community.channel('boletin'))).toMatchObject([
      { id: shareId, authorDelegateOf: valley },
    ])
    await community.db.updateTable('shares').set({ attribution: 'unlinked' }).execute()
    expect(await readProposals(sari.ctx, community.channel('boletin'))).toMatchObject([
      { id: shareId, authorDelegateOf: null },
    ])
  })

  it('are told of to whoever writes for the channel', async () => {
    const pages = openPages(community)
    const author = await pages.visitorOf(community.author.id)
    const { shareId } = await draft(community)
    const told = 'They are not told your name.'
    expect((await author.get(`/share/${shareId}/preview`)).text).not.toContain(told)
    done(await name(killa))
    done(await name(await community.member({ name: 'Sari' }), hill))
    const { text } = await author.get(`/share/${shareId}/preview`)
    expect(text).toContain(told)
    for (const one of [valley, hill]) expect(text).toContain(one)
    await consent(community, community.author.ctx, shareId)
    const own = await author.get(`/shares/${shareId}`)
    expect(own.text).toContain('You, the moderators and the delegates in that channel can see your proposal.')
  })
})
