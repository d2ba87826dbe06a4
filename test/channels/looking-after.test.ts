import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RemoteChannel } from '../../src/allies/remote.ts'
import { chooseChannel } from '../../src/channels/choose-channel.ts'
import { choosePosting } from '../../src/channels/choose-posting.ts'
import { closeChannel } from '../../src/channels/close-channel.ts'
import { createChannel } from '../../src/channels/create-channel.ts'
import { describeChannel } from '../../src/channels/describe-channel.ts'
import { lockThread } from '../../src/channels/lock-thread.ts'
import { readOfferedChannels } from '../../src/channels/manage-queries.ts'
import { moveChannels } from '../../src/channels/move-channels.ts'
import { pinEdition } from '../../src/channels/pin-edition.ts'
import { proposeShare } from '../../src/channels/propose-share.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { addFormerAddress } from '../../src/channels/set-former-addresses.ts'
import { startNewVersion } from '../../src/channels/start-new-version.ts'
import type { MemberCtx } from '../../src/context.ts'
import { ok } from '../../src/result.ts'
import { openPages } from './pages.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  events,
  newKeyPair,
  previewOf,
  publish,
  refusalOf,
  type SharingCommunity,
} from './support.ts'

let community: SharingCommunity
let admin: { readonly id: string; readonly ctx: MemberCtx }
beforeEach(async () => {
  community = await createSharingCommunity()
  admin = await community.member({ name: 'Alba', roles: ['moderator', 'admin'] })
})
afterEach(() => community.close())

const words = { slug: 'boletin', name: 'Boletín', texts: [] }
const hers = () => community.author.ctx
const remote: RemoteChannel = {
  actorUri: 'https://new.example/ap/actors/one',
  host: 'new.example',
  actorType: 'Group',
  handle: 'one@new.example',
  name: 'One',
  summary: '',
  kind: 'open',
  inbox: 'https://new.example/ap/inbox',
}

describe('looking after a channel', () => {
  it('is for moderators, and closing and moving for admins', async () => {
    const member = hers()
    const moderator = community.moderator.ctx
    const { editionId } = await publish(community)
    const close = { slug: 'boletin', editions: 'keep', understood: true }
    for (const result of [
      await describeChannel(member, words),
      await choosePosting(member, { slug: 'boletin', posting: 'members', groupId: '' }),
      await closeChannel(moderator, close),
      await moveChannels(moderator, { moves: [{ slug: 'boletin', target: remote }], understood: true }),
      await addFormerAddress(moderator, { slug: 'boletin', former: remote }),
    ]) {
      expect(refusalOf(result)?.kind).toBe('forbidden')
    }
    for (const result of [await pinEdition(member, { editionId }), await lockThread(member, { editionId })]) {
      expect(refusalOf(result)?.kind).toBe('missing')
    }
  })

  it.each([
    ['no name', { name: '' }, 'channels.errors.name'],
    ['the address of this community', { name: 'harbour.example' }, 'channels.errors.leadsBack'],
    [
      'a way back inside',
      { texts: [{ language: 'es', description: 'https://harbour.example/groups', rules: '' }] },
      'channels.errors.leadsBack',
    ],
    [
      'too many rules',
      { texts: [{ language: 'es', description: '', rules: 'a'.repeat(2001) }] },
      'form.errors.long',
    ],
    [
      'a language that is none',
      { texts: [{ language: 'xx', description: 'a', rules: '' }] },
      'shares.errors.language',
    ],
  ])('refuses %s', async (_what, wrong, message) => {
    expect(refusalOf(await describeChannel(community.moderator.ctx, { ...words, ...wrong }))).toEqual({
      kind: 'invalid',
      message,
    })
    expect((await events(community)).length).toBe(0)
  })

  it('describes a channel from the first, and tells nobody before it is changed', async () => {
    done(
      await createChannel(
        community.moderator.ctx,
        { slug: 'sopa', name: 'Sopa', kind: 'open', language: 'es', description: 'Sopa.' },
        newKeyPair,
      ),
    )
    const texts = await community.db
      .selectFrom('channelTexts')
      .select(['language', 'original', 'description'])
      .execute()
    expect(texts).toEqual([{ language: 'es', original: true, description: 'Sopa.' }])
    expect(await events(community)).toEqual([])
  })

  it('takes three pins at most, and none of an answer', async () => {
    const ids = [await publish(community), await publish(community), await publish(community)]
    for (const { editionId } of ids) done(await pinEdition(community.moderator.ctx, { editionId }))
    const fourth = await publish(community)
    expect(refusalOf(await pinEdition(community.moderator.ctx, fourth))?.message).toBe('channels.errors.pins')
    done(await pinEdition(community.moderator.ctx, ids[0] ?? fourth))
  })

  it('is recorded, act by act', async () => {
    const { editionId } = await publish(community)
    done(await describeChannel(admin.ctx, words))
    done(await pinEdition(admin.ctx, { editionId }))
    done(await lockThread(admin.ctx, { editionId }))
    done(await closeChannel(admin.ctx, { slug: 'boletin', editions: 'keep', understood: true }))
    const acts = await community.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.map(({ act }) => act)).toEqual([
      'share-published',
      'channel-changed',
      'edition-pinned',
      'thread-locked',
      'channel-closed',
    ])
  })
})

describe('who may write for a channel', () => {
  const offered = async (ctx: MemberCtx) => (await readOfferedChannels(ctx, [])).map(({ id }) => id)

  it('are all members, moderators, or the members of one group, and nobody when that is gone', async () => {
    const channel = community.channel('boletin')
    const moderator = community.moderator.ctx
    expect(await offered(hers())).toContain(channel)
    done(await choosePosting(moderator, { slug: 'boletin', posting: 'moderators', groupId: '' }))
    expect(await offered(hers())).not.toContain(channel)
    expect(await offered(moderator)).toContain(channel)
    const groupId = community.random.id()
    await community.db
      .insertInto('groups')
      .values({ id: groupId, name: 'Kitchen', access: 'approval' })
      .execute()
    const { id: memberId } = community.author
    const joinedAt = community.clock.now()
    for (const id of [memberId, community.moderator.id]) {
      await community.db.insertInto('groupMembers').values({ groupId, memberId: id, joinedAt }).execute()
    }
    done(await choosePosting(moderator, { slug: 'boletin', posting: 'group', groupId }))
    expect(await offered(hers())).toContain(channel)
    expect(await offered(community.otherModerator.ctx)).not.toContain(channel)
    await community.db.deleteFrom('groupMembers').where('groupId', '=', groupId).execute()
    await community.db.deleteFrom('groups').where('id', '=', groupId).execute()
    expect(await offered(hers())).not.toContain(channel)
  })

  it('is asked when she chooses, when she says yes, and when it is published', async () => {
    const restrict = (posting: string) =>
      choosePosting(community.moderator.ctx, { slug: 'boletin', posting, groupId: '' })
    const { shareId } = await draft(community)
    done(await restrict('moderators'))
    const channelId = community.channel('boletin')
    expect(refusalOf(await chooseChannel(hers(), { shareId, channelId }))?.message).toBe(
      'shares.errors.channel',
    )
    const { hash: previewHash } = await previewOf(community, shareId)
    expect(refusalOf(await proposeShare(hers(), { shareId, previewHash, agreed: true }))?.message).toBe(
      'shares.errors.channelNotHers',
    )
    done(await restrict('members'))
    await consent(community, hers(), shareId)
    done(await restrict('moderators'))
    const publishIt = () => publishShare(community.moderator.ctx, { shareId, previewHash })
    expect(refusalOf(await publishIt())?.message).toBe('shares.errors.channelNotHers')
    done(await restrict('members'))
    done(await publishIt())
  })

  it('does not keep her from a new version of what is out', async () => {
    const { shareId } = await publish(community)
    done(
      await choosePosting(community.moderator.ctx, { slug: 'boletin', posting: 'moderators', groupId: '' }),
    )
    const next = done(await startNewVersion(hers(), { shareId }))
    const { hash } = await consent(community, hers(), next.shareId)
    done(await publishShare(community.moderator.ctx, { shareId: next.shareId, previewHash: hash }))
  })
})

describe('a channel that is closed', () => {
  const close = (editions: string) => closeChannel(admin.ctx, { slug: 'boletin', editions, understood: true })

  it('is not closed by mistake', async () => {
    const wrong = { slug: 'boletin', editions: 'keep', understood: false }
    expect(refusalOf(await closeChannel(admin.ctx, wrong))?.message).toBe('channels.errors.closeUnderstood')
    expect(refusalOf(await close(''))?.message).toBe('channels.errors.closeEditions')
  })

  it('takes everything back, if that was chosen, and says so before that it is gone', async () => {
    const { editionId } = await publish(community)
    await community.db.deleteFrom('jobs').execute()
    done(await close('take-back'))
    const texts = await community.db.selectFrom('editionTexts').select('html').execute()
    expect(texts).toEqual([])
    expect(await events(community)).toEqual([
      { type: 'edition-withdrawn', editionId },
      { type: 'channel-closed', channelId: community.channel('boletin') },
    ])
  })

  it('leaves what is published, which can be taken back later, and takes nothing new', async () => {
    await publish(community)
    const { shareId } = await draft(community)
    const { hash } = await consent(community, hers(), shareId)
    done(await close('keep'))
    const result = await publishShare(community.moderator.ctx, { shareId, previewHash: hash })
    expect(refusalOf(result)?.message).toBe('shares.errors.channelClosed')
    const standing = await community.db.selectFrom('editions').select('withdrawnOn').execute()
    expect(standing).toEqual([{ withdrawnOn: null }])
    expect(refusalOf(await describeChannel(admin.ctx, words))?.message).toBe('channels.errors.closed')
    expect(refusalOf(await close('keep'))?.message).toBe('channels.errors.closed')
  })

  it('never gives its address to anybody again, and keeps its key', async () => {
    done(await close('take-back'))
    const again = { slug: 'boletin', name: 'Again', kind: 'open', language: 'es' }
    expect(refusalOf(await createChannel(admin.ctx, again, newKeyPair))?.message).toBe(
      'channels.errors.slugTaken',
    )
    const keys = await community.db
      .selectFrom('actorKeys')
      .innerJoin('actors', 'actors.id', 'actorKeys.actorId')
      .select('actors.preferredUsername')
      .where('actors.preferredUsername', '=', 'boletin')
      .execute()
    expect(keys).toHaveLength(1)
  })

  it('has a public page only as long as something stands there', async () => {
    const pages = openPages(community)
    const guest = pages.guest()
    await publish(community)
    done(await close('keep'))
    expect((await guest.get('/c/boletin')).status).toBe(200)
    await community.db.updateTable('editions').set({ withdrawnOn: '2030-05-20' }).execute()
    expect((await guest.get('/c/boletin')).status).toBe(404)
    expect(pages.faults).toEqual([])
  })
})

describe('the pages of a channel', () => {
  it('change what it says, and everybody reads it in her language', async () => {
    const pages = openPages(community)
    const moderator = await pages.visitorOf(community.moderator.id)
    const form = await moderator.get('/channels/boletin/manage/words')
    const changed = await moderator.submit(form.form('/channels/boletin/manage/words'), {
      name: 'Sopa',
      'description-es': 'Sopa para todas',
      'rules-es': 'Sin nombres',
      'description-en': 'Soup for all',
    })
    expect(changed.text).toContain('Saved. Those who follow the channel are told.')
    const outside = await pages.guest().get('/c/boletin')
    expect(outside.text).toContain('Sin nombres')
    const author = await pages.visitorOf(community.author.id)
    expect((await author.get('/channels/boletin')).text).toContain('Soup for all')
    const { shareId } = await draft(community)
    expect((await author.get(`/share/${shareId}/channel`)).text).toContain('Sin nombres')
    expect(pages.faults).toEqual([])
  })

  it('are missing for members, and those of its end for everybody but admins', async () => {
    const pages = openPages(community)
    const author = await pages.visitorOf(community.author.id)
    const moderator = await pages.visitorOf(community.moderator.id)
    for (const path of ['', '/words', '/posting', '/former', '/close']) {
      expect((await author.get(`/channels/boletin/manage${path}`)).status).toBe(404)
      const isAdmins = path === '/former' || path === '/close'
      expect((await moderator.get(`/channels/boletin/manage${path}`)).status).toBe(isAdmins ? 404 : 200)
    }
    expect((await moderator.get('/moving')).status).toBe(404)
    expect(pages.faults).toEqual([])
  })

  it('lead a move through: the old address is asked for over the network, and must be named there', async () => {
    const { uri } = await community.db
      .selectFrom('actors')
      .select('uri')
      .where('preferredUsername', '=', 'boletin')
      .executeTakeFirstOrThrow()
    const found: { current: RemoteChannel } = { current: remote }
    const pages = openPages(community, async () => ok(found.current))
    const visitor = await pages.visitorOf(admin.id)
    const answers = { 'address-boletin': '@one@new.example', understood: 'yes' }
    const refused = await visitor.submit((await visitor.get('/moving')).form('/moving'), answers)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(uri)
    found.current = { ...remote, alsoKnownAs: [uri] }
    const moved = await visitor.submit((await visitor.get('/moving')).form('/moving'), answers)
    expect(moved.text).toContain('told where to go')
    expect((await pages.guest().get('/c/boletin')).text).toContain(remote.actorUri)
    expect((await readOfferedChannels(hers(), [])).map(({ id }) => id)).not.toContain(
      community.channel('boletin'),
    )
    expect(pages.faults).toEqual([])
  })
})
