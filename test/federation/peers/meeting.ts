import type { ServerResponse } from 'node:http'
import { emit } from '../../../src/events/outbox.ts'
import { activityMediaType } from '../../support/peer/documents.ts'
import { isJsonObject, type JsonObject } from '../../support/peer/http.ts'
import type { KeyPair } from '../../support/peer/keys.ts'
import { type Peer, startPeer } from '../../support/peer/peer.ts'
import type { CommunityServer } from '../community-server.ts'
import { effect, look } from './effects.ts'
import type { MakeShape, Shape } from './shape.ts'

export interface Meeting {
  readonly peer: Peer
  readonly shape: Shape
  /** Posts a body to our inbox, signed by its actor; gives the status. */
  post(body: JsonObject | string, by?: unknown): Promise<number>
  /** Posts a body, has it worked off, and says what came of it. */
  send(sent: Sending): Promise<readonly [what: string, answer: number, does: string]>
}

interface Sending {
  readonly what: string
  readonly body: JsonObject | string
  /** Who signs, where the body does not say it in the usual words. */
  readonly by?: unknown
}

/** A server of a kind comes up, and we have asked to follow its group or account. */
export async function meet(
  community: CommunityServer,
  make: MakeShape,
  { keys, edition }: { readonly keys: KeyPair; readonly edition: string },
): Promise<Meeting> {
  const peer = await startPeer({ now: () => community.clock.now(), keys })
  const shape = make(peer.origin, keys.publicKeyPem, {
    instance: community.actor('instance').uri,
    voice: community.actor('voice').uri,
    channel: community.channel('open').uri,
    allied: community.channel('allied').uri,
    edition,
    follow: await askToFollow(community, peer, make),
  })
  serveAll(peer, shape)
  await community.work()
  const keyIds = new Map(shape.actors.map((actor) => [actor['id'], keyIdOf(actor)]))
  const post: Meeting['post'] = async (body, by) => {
    const actor = idOf(by ?? (typeof body === 'string' ? undefined : body['actor']))
    const keyId = keyIds.get(actor) ?? `${String(actor)}#main-key`
    const signer = { keyId, privateKey: keys.privateKey }
    return (await peer.post(community.inbox, body, { as: signer, scheme: 'cavage' })).status
  }
  return {
    peer,
    shape,
    post,
    send: async ({ what, body, by }) => {
      const before = await look(community)
      const answer = await post(body, by)
      await community.work()
      return [what, answer, effect(before, await look(community))]
    },
  }
}

const idOf = (value: unknown): unknown => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return isJsonObject(first) ? (first['id'] ?? first['@id']) : first
}

const keyIdOf = ({ publicKey }: JsonObject): string =>
  isJsonObject(publicKey) && typeof publicKey['id'] === 'string' ? publicKey['id'] : ''

/** Follows what the server has for us, as a moderator would; gives the id of our Follow. */
async function askToFollow(community: CommunityServer, peer: Peer, make: MakeShape): Promise<string> {
  const nobody = { instance: '', voice: '', channel: '', allied: '', edition: '', follow: '' }
  const { followed, actors } = make(peer.origin, '', nobody)
  const document = actors.find((actor) => actor['id'] === followed) ?? {}
  const actorType = document['type'] === 'Person' ? 'Person' : 'Group'
  const address = (name: string) => (typeof document[name] === 'string' ? document[name] : null)
  const id = community.random.id()
  const followUri = `${community.origin}/ap/activities/${community.random.id()}`
  await community.db.transaction().execute(async (db) => {
    await db
      .insertInto('followedChannels')
      .values({
        ...{ id, actorUri: followed, host: new URL(peer.origin).host, handle: 'theirs', name: 'Theirs' },
        ...{ kind: 'open', inbox: peer.sharedInbox, sharedInbox: peer.sharedInbox, followUri },
        ...{ state: 'requested', requestedAt: community.clock.now(), actorType },
        ...{ featuredUri: address('featured'), followersUri: address('followers') },
      })
      .execute()
    await emit({ ...community.system(), db }, { type: 'channel-followed', followedChannelId: id })
  })
  return followUri
}

/** Serves documents at their ids, queries included, or where `served` says instead; every inbox takes everything. */
function serveAll(peer: Peer, { actors, served = [] }: Shape): void {
  const documents = new Map<string, JsonObject>()
  for (const { served: path, ...document } of [...actors, ...served]) {
    const url = typeof path === 'string' ? peer.origin + path : String(document['id'])
    documents.set(withoutHash(url), document)
  }
  for (const { pathname } of [...documents.keys()].map((url) => new URL(url))) {
    peer.serve(pathname, ({ url }, response) => give(response, documents.get(withoutHash(url))))
  }
  for (const actor of actors) {
    const shared = isJsonObject(actor['endpoints']) ? actor['endpoints']['sharedInbox'] : undefined
    for (const inbox of [actor['inbox'], shared]) {
      const isOwn = inbox === peer.sharedInbox
      if (typeof inbox === 'string' && !isOwn) {
        peer.serve(new URL(inbox).pathname, (_wire, response) => void response.writeHead(202).end())
      }
    }
  }
}

function withoutHash(url: string): string {
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href
}

const give = (response: ServerResponse, document: JsonObject | undefined) =>
  void response
    .writeHead(document ? 200 : 404, { 'content-type': activityMediaType })
    .end(JSON.stringify(document ?? {}))
