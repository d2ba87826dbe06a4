import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { emit } from '../../src/events/outbox.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import type { Forgery } from '../support/peer/signing.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'
import { effect, look } from './peers/effects.ts'
import { seenBy } from './seen.ts'

const everybody = 'https://www.w3.org/ns/activitystreams#Public'

/**
 * Somebody else's server speaks of what is not its own. The victim follows us and is followed by us; the attacker is
 * a follower of our open channel too, so that it is no stranger. Everything is signed rightly unless the table says how not.
 */
describe('a server that speaks for another', () => {
  let community: CommunityServer
  let victim: Peer
  let attacker: Peer
  let targets: Targets

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[victim, attacker] = await Promise.all([startPeer({ now }), startPeer({ now })])
    targets = await prepare(community, victim, attacker)
  })
  afterAll(async () => {
    await Promise.all([victim.stop(), attacker.stop()])
    await community.stop()
  })

  interface Attack {
    readonly answer?: number
    readonly forgery?: Forgery
    readonly by?: 'community' | 'reader'
    readonly make: (targets: Targets) => JsonObject
  }
  const theirs = (type: string, object: (targets: Targets) => unknown, more: JsonObject = {}): Attack => ({
    make: (targets) => attacker.activity(type, 'community', object(targets), { to: [everybody], ...more }),
  })
  const wrapped = (type: string, object: (targets: Targets) => unknown): Attack =>
    theirs('Announce', (targets) => ({
      ...{ id: `${victim.origin}/activities/wrapped`, type, actor: victim.actors.reader.id },
      object: object(targets),
    }))

  const attacks: readonly (readonly [string, Attack])[] = [
    ['Update of a post', theirs('Update', ({ post }) => ({ ...post, content: '<p>Forged.</p>' }))],
    ['Update of an answer', theirs('Update', ({ comment }) => ({ ...comment, content: '<p>Forged.</p>' }))],
    [
      'Update of an edition of ours',
      theirs('Update', ({ ours }) => ({ ...ours, content: '<p>Forged.</p>' })),
    ],
    [
      'Update of a list: its own id first, somebody else’s object after it',
      theirs('Update', ({ post, own }) => [own['id'], { ...post, content: '<p>Forged.</p>' }]),
    ],
    [
      'Update of an answer of its own into somebody else’s',
      {
        by: 'reader',
        make: ({ own, comment }) =>
          attacker.activity('Update', 'reader', { ...own, attributedTo: comment['attributedTo'] }),
      },
    ],
    [
      'Update with two ids',
      theirs('Update', ({ post, own }) => ({ ...post, '@id': own['id'], content: '<p>Forged.</p>' })),
    ],
    ['Delete of a post', theirs('Delete', ({ post }) => post['id'])],
    ['Delete of an answer', theirs('Delete', ({ comment }) => ({ id: comment['id'], type: 'Tombstone' }))],
    ['Delete of an edition of ours', theirs('Delete', ({ ours }) => ours['id'])],
    ['Delete of a channel', theirs('Delete', () => victim.actors.community.id)],
    ['Delete of a channel of ours', theirs('Delete', () => community.channel('open').uri)],
    ['Announce{Update} of a post', wrapped('Update', ({ post }) => ({ ...post, content: '<p>Forged.</p>' }))],
    [
      'Announce{Update} of an answer',
      wrapped('Update', ({ comment }) => ({ ...comment, content: '<p>F.</p>' })),
    ],
    ['Announce{Delete} of a post', wrapped('Delete', ({ post }) => post['id'])],
    ['Announce{Delete} of an answer', wrapped('Delete', ({ comment }) => comment['id'])],
    [
      'Announce{Create} by a channel that nobody follows',
      wrapped('Create', ({ post }) => ({ ...post, id: `${victim.origin}/notes/new` })),
    ],
    ['Announce{Lock} of an edition of ours', wrapped('Lock', ({ ours }) => ours['id'])],
    ['Announce{Undo{Like}}', wrapped('Undo', ({ like }) => like)],
    ['Undo of a Follow', theirs('Undo', ({ follow }) => follow)],
    ['Undo of a Follow, by its id', theirs('Undo', ({ follow }) => follow['id'])],
    [
      'Undo of a Follow that does not say whose it is',
      theirs('Undo', ({ follow }) => ({ type: 'Follow', id: follow['id'] })),
    ],
    [
      'Undo of an Announce that does not say whose it is',
      theirs('Undo', ({ post }) => ({ type: 'Announce', object: post['id'] })),
    ],
    ['Undo of a Like', theirs('Undo', ({ like }) => like)],
    ['Undo of a Like, by its id', theirs('Undo', ({ like }) => like['id'])],
    ['Undo of a Delete', theirs('Undo', ({ post }) => ({ type: 'Delete', object: post['id'] }))],
    ['Accept of our Follow', theirs('Accept', ({ ourFollow }) => ourFollow)],
    ['Reject of our Follow', theirs('Reject', ({ ourFollow }) => ourFollow)],
    [
      'Accept of a Follow of ours that never was',
      theirs('Accept', () => `${community.origin}/ap/activities/none`),
    ],
    [
      'Create of an object of another host',
      theirs('Create', ({ comment }) => ({ ...comment, id: `${victim.origin}/notes/forged` })),
    ],
    [
      'Create of an object whose author is on another host',
      theirs('Create', ({ comment }) => ({ ...comment, id: `${attacker.origin}/notes/forged` })),
    ],
    [
      'Create of an object whose author list begins elsewhere',
      theirs('Create', ({ comment }) => ({
        ...comment,
        id: `${attacker.origin}/notes/forged2`,
        attributedTo: [victim.actors.reader.id, attacker.actors.community.id],
      })),
    ],
    ['Create of an edition of ours', theirs('Create', ({ ours }) => ours)],
    ['Move of a channel', theirs('Move', () => victim.actors.community.id, { target: '' })],
    ['Add to what another channel pinned', theirs('Add', ({ post }) => post['id'], { target: 'featured' })],
    [
      'Remove from what another channel pinned',
      theirs('Remove', ({ post }) => post['id'], { target: 'featured' }),
    ],
    ['Offer of a post that is not offered to it', theirs('Offer', ({ ours }) => ours)],
    ['Block of a member of another server', theirs('Block', () => victim.actors.reader.id)],
    [
      'an actor of another host',
      {
        answer: 401,
        make: ({ post }) => ({
          ...attacker.activity('Delete', 'community', post['id']),
          actor: victim.actors.community.id,
        }),
      },
    ],
    [
      'an actor of another host, its document enclosed with the attacker’s key',
      {
        answer: 401,
        make: ({ post }) => ({
          ...attacker.activity('Delete', 'community', post['id']),
          id: `${victim.origin}/activities/forged`,
          actor: {
            ...victim.actors.community.document,
            publicKey: attacker.actors.community.document['publicKey'],
          },
        }),
      },
    ],
    [
      'two actors, the other one first',
      {
        answer: 401,
        make: ({ post }) => ({
          ...attacker.activity('Delete', 'community', post['id']),
          actor: [victim.actors.community.id, attacker.actors.community.id],
        }),
      },
    ],
    [
      'an id of another host',
      {
        answer: 401,
        make: ({ own }) => ({
          ...attacker.activity('Delete', 'community', own['id']),
          id: `${victim.origin}/activities/taken`,
        }),
      },
    ],
  ]
  it.each(attacks)(
    'changes nothing by %s',
    async (_what, { make, answer = 202, forgery, by = 'community' }) => {
      const before = await look(community)
      const made = make(targets)
      const target = made['target'] === 'featured' ? { target: `${victim.actors.community.id}/featured` } : {}
      const moved = made['type'] === 'Move' ? { target: attacker.actors.community.id } : {}
      const sent = { ...made, ...target, ...moved }
      const { status } = await attacker.post(community.inbox, sent, {
        as: by,
        ...(forgery ? { forgery } : {}),
      })
      await community.work()
      expect([status, effect(before, await look(community))]).toEqual([answer, 'nothing'])
    },
  )

  it('changes nothing with a key of another host, or with a host’s key of another actor', async () => {
    const before = await look(community)
    const deletion = {
      ...attacker.activity('Delete', 'community', targets.post['id']),
      id: `${victim.origin}/activities/forged`,
      actor: victim.actors.community.id,
    }
    for (const keyId of [victim.actors.community.keyId, `${attacker.origin}/actors/none#main-key`]) {
      const { status } = await attacker.post(community.inbox, deletion, {
        as: 'community',
        forgery: { keyId },
      })
      expect(status).toBe(401)
    }
    // The reader of the channel's own server is not the channel.
    const rejection = victim.activity('Reject', 'reader', targets.ourFollow)
    expect((await victim.post(community.inbox, rejection, { as: 'reader' })).status).toBe(202)
    const posing = victim.activity('Reject', 'community', targets.ourFollow)
    expect((await victim.post(community.inbox, posing, { as: 'reader' })).status).toBe(401)
    await community.work()
    expect(effect(before, await look(community))).toBe('nothing')
  })

  it('changes nothing by an actor or a key that leads to another host', async () => {
    const before = await look(community)
    const leads = attacker.serve('/leads', (_wire, response) => {
      response.writeHead(302, { location: victim.actors.community.id }).end()
    })
    const signer = { keyId: `${leads}#main-key`, privateKey: attacker.actors.community.keys.privateKey }
    const deletion = { ...attacker.activity('Delete', 'community', targets.post['id']), actor: leads }
    expect((await attacker.post(community.inbox, deletion, { as: signer })).status).toBe(401)
    // Its own object, that is served from where it leads: what it says there counts for nothing.
    const id = attacker.serve('/notes-that-lead', (_wire, response) => {
      response.writeHead(302, { location: String(targets.post['id']) }).end()
    })
    const announced = victim.activity('Announce', 'community', id, { to: [everybody], cc: [] })
    expect((await victim.post(community.inbox, announced, { as: 'community' })).status).toBe(202)
    await community.work()
    expect(effect(before, await look(community))).toBe('nothing')
  })
})

type Targets = Awaited<ReturnType<typeof prepare>>

/** What there is to be forged: posts, answers, a follower, what we follow, an edition of ours. */
async function prepare(community: CommunityServer, victim: Peer, attacker: Peer) {
  const followUri = `${community.origin}/ap/activities/${community.random.id()}`
  const id = community.random.id()
  await community.db.transaction().execute(async (db) => {
    await db
      .insertInto('followedChannels')
      .values({
        ...{
          id,
          actorUri: victim.actors.community.id,
          host: new URL(victim.origin).host,
          handle: 'community',
        },
        ...{ name: 'Neighbours', kind: 'open', inbox: victim.sharedInbox, sharedInbox: victim.sharedInbox },
        ...{ followUri, state: 'requested', requestedAt: community.clock.now() },
      })
      .execute()
    await emit({ ...community.system(), db }, { type: 'channel-followed', followedChannelId: id })
  })
  await community.work()
  const ourFollow = victim.received('Follow')[0]?.activity ?? {}
  await victim.accept(ourFollow)
  const { activity: follow } = await victim.follow(community.channel('open').uri)
  for (const kind of ['open', 'allied'] as const) await attacker.follow(community.channel(kind).uri)
  await community.work()
  await acceptAllFollowers(community)
  const { uri } = await community.publish({ channel: 'open', title: 'Ours' })
  const { note: post } = await victim.createNote({ content: '<p>True.</p>' })
  await victim.announce(post, { to: [everybody] }, { deliverTo: community.inbox })
  const { note: comment } = await victim.createNote({ inReplyTo: uri }, { deliverTo: community.inbox })
  const { note: own } = await attacker.createNote({ inReplyTo: uri }, { deliverTo: community.inbox })
  const like = victim.activity('Like', 'reader', uri, { to: [everybody] })
  await victim.post(community.inbox, like, { as: 'reader' })
  await community.work()
  const { id: commentId } = await community.db
    .selectFrom('remoteComments')
    .select('id')
    .where('objectUri', '=', String(comment['id']))
    .executeTakeFirstOrThrow()
  const moderator = await community.member({ roles: ['moderator'] })
  await acceptComment(moderator.ctx, await seenBy(moderator.ctx, commentId))
  await community.work()
  const ours = (await victim.get(uri)).json ?? {}
  return { follow, ourFollow, post, comment, own, like, ours }
}
