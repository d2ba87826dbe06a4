import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isJsonObject, type JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'
import { addPicture } from './pictures.ts'

const everybody = 'https://www.w3.org/ns/activitystreams#Public'

/** Leaks that other software had, each by its name. Whoever asks here is a stranger with a good signature. */
describe('a leak of', () => {
  let community: CommunityServer
  let ally: Peer
  let stranger: Peer
  let names: string[]

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[ally, stranger] = await Promise.all([startPeer({ now }), startPeer({ now })])
    for (const kind of ['open', 'allied'] as const) await ally.follow(community.channel(kind).uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
    for (const name of ['Rosalía Quispe', 'Wayra Mamani']) await community.member({ name })
    names = await namesOfMembers(community)
  })
  afterAll(async () => {
    await Promise.all([ally.stop(), stranger.stop()])
    await community.stop()
  })

  /** All that anybody can fetch, as text. */
  const everything = async () => {
    const actors = await community.db.selectFrom('actors').select(['uri', 'preferredUsername']).execute()
    const { host } = new URL(community.origin)
    const ids = await community.db.selectFrom('editions').select('uri').execute()
    const activities = await community.db.selectFrom('activities').select('uri').execute()
    const urls = [
      ...actors.flatMap(({ uri }) =>
        ['', '/outbox', '/followers', '/featured', '/moderators'].map((path) => uri + path),
      ),
      ...actors.map(
        ({ preferredUsername }) =>
          `${community.origin}/.well-known/webfinger?resource=acct:${preferredUsername}@${host}`,
      ),
      `${community.origin}/.well-known/nodeinfo`,
      `${community.origin}/nodeinfo/2.1`,
      ...[...ids, ...activities].map(({ uri }) => uri),
    ]
    const answers = await Promise.all(urls.map((url) => stranger.get(url)))
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    return answers.map(({ bytes }) => bytes.toString()).join('\n')
  }
  const outbox = async (kind: 'open' | 'allied') =>
    (await stranger.get(`${community.channel(kind).uri}/outbox`)).bytes.toString()
  const sent = (peer: Peer) => peer.deliveries.map(({ request }) => request.body.toString()).join('\n')

  it('posts later made private still in outboxes: what was taken back is in none, and not its words', async () => {
    const { editionId, uri } = await community.publish({ channel: 'open', title: 'Later private' })
    await community.work()
    expect(await outbox('open')).toContain(uri)
    await community.withdraw(editionId)
    await community.work()
    expect(await outbox('open')).not.toContain(uri)
    expect(await everything()).not.toContain('Later private')
  })

  it('titles in outboxes: an allied channel’s says nothing, an open one’s no title that was replaced', async () => {
    await community.publish({ channel: 'allied', title: 'Closed title' })
    const { editionId } = await community.publish({ channel: 'open', title: 'First title' })
    await community.work()
    await community.change(editionId, '<p>Soup.</p>', 'Second title')
    await community.work()
    const open = await outbox('open')
    expect(open).not.toContain('First title')
    const all = await everything()
    expect(all).not.toContain('Closed title')
    expect(all).not.toContain('First title')
  })

  it('WebFinger aliases: a name leads to its actor and to nothing else, and a member has none', async () => {
    const { host } = new URL(community.origin)
    const finger = async (resource: string) => {
      const url = `${community.origin}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`
      return stranger.get(url, { as: 'unsigned' })
    }
    for (const name of ['boletin', 'voice']) {
      const { json = {} } = await finger(`acct:${name}@${host}`)
      const addresses = [json['aliases'], json['links']].flat().filter((item) => item !== undefined)
      const hrefs = addresses.map((item) => (isJsonObject(item) ? item['href'] : item))
      for (const href of hrefs)
        expect([community.actor(name).uri, `${community.origin}/c/boletin`]).toContain(href)
    }
    for (const name of names) {
      expect((await finger(`acct:${name}@${host}`)).status).not.toBe(200)
    }
  })

  it('full names: nothing that can be fetched or was sent holds a name of a member', async () => {
    const all = (await everything()) + sent(ally)
    expect(names.length).toBeGreaterThan(1)
    for (const name of names) expect(all).not.toContain(name)
  })

  it('hidden tags: nothing of a post leaves but what its preview shows', async () => {
    const { uri } = await community.publish({ channel: 'open', title: 'Tagged' })
    await community.work()
    const known = [
      ...['@context', 'id', 'type', 'attributedTo', 'to', 'cc', 'audience', 'url', 'name', 'nameMap'],
      ...['content', 'contentMap', 'mediaType', 'published', 'updated', 'attachment', 'interactionPolicy'],
      ...['context', 'replies', 'likes', 'shares', 'commentsEnabled', 'translationsWelcome', 'inReplyTo'],
    ]
    const { json = {} } = await stranger.get(uri)
    expect(Object.keys(json).filter((key) => !known.includes(key))).toEqual([])
  })

  it('private media reachable without authentication: a picture of an allied edition is given to allies only', async () => {
    const { editionId } = await community.publish({ channel: 'allied' })
    const file = await addPicture(community, editionId)
    await community.work()
    expect((await ally.get(file)).status).toBe(200)
    const none = await stranger.get(`${community.origin}/ap/files/none`, { as: 'unsigned' })
    for (const as of ['unsigned', 'reader', 'instance'] as const) {
      const { status, bytes } = await stranger.get(file, { as })
      expect([status, bytes.toString()]).toEqual([none.status, none.bytes.toString()])
    }
  })

  it('followers-only posts shown publicly: what few may read is in no open place, and from elsewhere not kept', async () => {
    const { uri } = await community.publish({ channel: 'allied', html: '<p>For allies.</p>' })
    await community.work()
    const delivered = ally
      .received('Announce')
      .filter(({ activity }) => JSON.stringify(activity).includes(uri))
    expect(delivered).toHaveLength(1)
    expect(JSON.stringify(delivered)).not.toContain(everybody)
    expect(await everything()).not.toContain('For allies.')
    const open = await community.publish({ channel: 'open', title: 'Open' })
    const few: JsonObject = {
      to: [`${ally.actors.reader.id}/followers`],
      cc: [community.channel('open').uri],
    }
    const { note } = await ally.createNote({ inReplyTo: open.uri })
    const create = ally.activity('Create', 'reader', { ...note, ...few }, few)
    await ally.post(community.inbox, create, { as: 'reader' })
    await community.work()
    const comments = await community.db.selectFrom('remoteComments').select('objectUri').execute()
    expect(comments.map(({ objectUri }) => objectUri)).not.toContain(note['id'])
  })

  it('followers-only posts fetched for others: a group that adds the id of one gets it neither fetched for it nor shown', async () => {
    const group = stranger.actors.community.id
    await community.db
      .insertInto('followedChannels')
      .values({
        ...{ id: community.random.id(), actorUri: group, host: new URL(stranger.origin).host },
        ...{ handle: 'community', name: 'Neighbours', kind: 'open', inbox: `${group}/inbox` },
        ...{ followUri: `${community.origin}/ap/activities/${community.random.id()}`, state: 'following' },
        requestedAt: community.clock.now(),
      })
      .execute()
    const bring = async (few: JsonObject) => {
      const { note } = await ally.createNote(few)
      const activity = stranger.activity('Add', 'community', note['id'], { target: `${group}/wall` })
      await stranger.post(community.inbox, activity, { as: 'community' })
      await community.work()
      const posts = await community.db.selectFrom('alliedPosts').select('objectUri').execute()
      return posts.some(({ objectUri }) => objectUri === note['id'])
    }
    expect(await bring({ to: [everybody] })).toBe(true)
    expect(await bring({ to: [`${ally.actors.reader.id}/followers`], cc: [] })).toBe(false)
  })

  it('reporter names federated: a flag from elsewhere goes nowhere, and who sent it is kept nowhere', async () => {
    const { uri } = await community.publish({ channel: 'open', title: 'Flagged' })
    await community.work()
    const before = ally.deliveries.length
    const flag = stranger.activity('Flag', 'reader', [uri], { content: 'it names somebody' })
    expect((await stranger.post(community.inbox, flag, { as: 'reader' })).status).toBe(202)
    await community.work()
    expect(await community.db.selectFrom('remoteFlags').selectAll().execute()).toHaveLength(1)
    const flags = await community.db.selectFrom('remoteFlags').selectAll().execute()
    expect(JSON.stringify(flags)).not.toContain(stranger.actors.reader.id)
    expect(ally.deliveries).toHaveLength(before)
    expect(await everything()).not.toContain('it names somebody')
  })

  it('removed posts still visible elsewhere: everybody who ever got it is asked to delete it, also who left', async () => {
    const former = await startPeer({ now: () => community.clock.now() })
    const { activity: follow } = await former.follow(community.channel('open').uri)
    await community.work()
    const { editionId, uri } = await community.publish({ channel: 'open', title: 'Gone soon' })
    await community.work()
    await former.undoFollow(follow)
    await community.work()
    // She never followed, but fetched it.
    expect((await stranger.get(uri)).status).toBe(200)
    await community.withdraw(editionId)
    await community.work()
    for (const peer of [ally, former, stranger]) {
      const asked = peer.received('Delete').map(({ activity }) => activity['object'])
      expect(asked).toContainEqual(expect.objectContaining({ id: uri, type: 'Tombstone' }))
    }
    expect((await stranger.get(uri)).status).toBe(410)
    await former.stop()
  })
})

async function namesOfMembers({ db }: CommunityServer): Promise<string[]> {
  const rows = await db.selectFrom('members').select('displayName').execute()
  return rows.map(({ displayName }) => displayName)
}
