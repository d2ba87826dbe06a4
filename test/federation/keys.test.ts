import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeyPair } from '../../src/channels/key-pair.ts'
import { rotateKeys } from '../../src/channels/rotate-keys.ts'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import { contentDigest } from '../support/peer/digests.ts'
import { send } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { readCavage } from '../support/peer/signatures-cavage.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'

let community: CommunityServer
let peer: Peer
beforeAll(async () => {
  community = await startCommunityServer()
  peer = await startPeer({ now: () => community.clock.now() })
  await peer.follow(community.channel('open').uri)
  await community.work()
})
afterAll(async () => {
  await peer.stop()
  await community.stop()
})

const channel = () => community.channel('open').uri
const rotate = async ({ compromised }: { compromised: boolean }) => {
  const rotated = await rotateKeys(community.system(), { newKeyPair: createKeyPair, compromised })
  expect(rotated.ok).toBe(true)
  await community.work()
}
const currentKey = () =>
  community.db
    .selectFrom('actorKeys')
    .selectAll()
    .where('actorId', '=', community.channel('open').actorId)
    .where('retiredOn', 'is', null)
    .executeTakeFirstOrThrow()
const announced = () => peer.received('Announce')

/** A follower that remembers one key for ever and reads draft-cavage only, as some do for a day. */
async function startOldFollower(publicKeyPem: string) {
  const bodies: string[] = []
  const key = createPublicKey(publicKeyPem)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, `${value}`]),
      )
      const url = `http://${headers['host']}${request.url}`
      const wire = { method: 'POST', url, headers, body: Buffer.concat(chunks) }
      const read = readCavage(wire, community.clock.now())
      const isGood = read.ok && verify('RSA-SHA256', Buffer.from(read.base), key, read.signature)
      if (isGood) bodies.push(wire.body.toString('utf8'))
      response.writeHead(isGood ? 202 : 401).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `localhost:${typeof address === 'object' ? address?.port : ''}`
  const inbox = `http://${host}/inbox`
  await community.db
    .insertInto('followers')
    .values({
      id: `follower-${host}`,
      channelId: community.channel('open').id,
      actorUri: `http://${host}/old`,
      host,
      name: 'Old',
      inbox,
      followUri: `http://${host}/follow`,
      state: 'accepted',
      firstFromHost: false,
      requestedAt: community.clock.now(),
    })
    .execute()
  return {
    bodies,
    stop: async () => {
      await community.db.deleteFrom('followers').where('host', '=', host).execute()
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('new keys', () => {
  it('are for the community itself to make', async () => {
    const { ctx } = await community.member({ roles: ['admin'] })
    expect((await rotateKeys(ctx, { newKeyPair: createKeyPair, compromised: false })).ok).toBe(false)
  })

  it('lose no follower, whether it looks again or knows only the old one', async () => {
    await community.publish({ channel: 'open' })
    await community.work()
    const before = await currentKey()
    const old = await startOldFollower(before.publicKeyPem)
    await rotate({ compromised: false })
    const { keyUri } = await currentKey()
    expect(keyUri).not.toBe(before.keyUri)
    // The actor's new document reaches both.
    const { activity } = await peer.waitFor(({ type, actor }) => type === 'Update' && actor === channel())
    expect(activity['object']).toMatchObject({ id: channel(), publicKey: { id: keyUri } })
    expect(old.bodies.some((body) => body.includes('"Update"') && body.includes(keyUri))).toBe(true)

    await community.publish({ channel: 'open' })
    await community.work()
    expect(announced().at(-1)?.keyId).toBe(keyUri)
    expect(old.bodies.some((body) => body.includes('"Announce"'))).toBe(true)
    await old.stop()
  })

  it('stand alone as publicKey; the one before is published beside it for 30 days, and then is gone', async () => {
    const document = async () => (await peer.get(channel(), { as: 'unsigned' })).json
    expect(await document()).toMatchObject({
      publicKey: { id: (await currentKey()).keyUri, owner: channel() },
      assertionMethod: [{ id: `${channel()}#main-key`, type: 'Multikey', controller: channel() }],
    })
    community.clock.moveDays(29)
    await purgeExpired(community.system())
    expect(await document()).toHaveProperty('assertionMethod')
    community.clock.moveDays(2)
    await purgeExpired(community.system())
    expect(await document()).not.toHaveProperty('assertionMethod')
  })
})

describe('the drill for stolen keys', () => {
  it('makes a stolen key count for nothing with those who remembered it', async () => {
    const stolen = await currentKey()
    const thief = { keyId: stolen.keyUri, privateKey: createPrivateKey(stolen.privateKeyPem) }
    const forged = () => peer.activity('Announce', 'community', 'http://localhost/1', { actor: channel() })
    expect((await peer.post(peer.sharedInbox, forged(), { as: thief })).status).toBe(202)

    await rotate({ compromised: true })
    expect((await peer.post(peer.sharedInbox, forged(), { as: thief })).status).toBe(401)
    // Nor with us.
    expect((await peer.post(community.inbox, forged(), { as: thief })).status).toBe(401)
    const left = await community.db.selectFrom('actorKeys').select('publicKeyPem').execute()
    expect(left.map(({ publicKeyPem }) => publicKeyPem)).not.toContain(stolen.publicKeyPem)

    const before = announced().length
    await community.publish({ channel: 'open' })
    await community.work()
    expect(announced().length).toBeGreaterThan(before)
  })
})

describe('the keys of others', () => {
  it('may be Ed25519, listed as assertionMethod, for RFC 9421', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const id = `${peer.origin}/actors/modern`
    const keyId = `${id}#ed25519-key`
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
    const multibase = `u${Buffer.concat([Buffer.from([0xed, 0x01]), raw]).toString('base64url')}`
    const { document } = peer.actors.reader
    const assertionMethod = [{ id: keyId, type: 'Multikey', controller: id, publicKeyMultibase: multibase }]
    const rsa = { id: `${id}#main-key`, owner: id, publicKeyPem: peer.actors.reader.keys.publicKeyPem }
    peer.serve('/actors/modern', { ...document, id, publicKey: rsa, assertionMethod })
    const follow = { ...peer.activity('Follow', 'reader', channel()), actor: id }
    const answer = await send(signedWithEd25519(community.inbox, JSON.stringify(follow), keyId, privateKey))
    expect(answer.status).toBe(202)
    // The key it names first counts as well, without another look.
    const looked = peer.countOf('/actors/modern')
    const again = { ...peer.activity('Follow', 'reader', channel()), actor: id }
    const signer = { keyId: rsa.id, privateKey: peer.actors.reader.keys.privateKey }
    expect((await peer.post(community.inbox, again, { as: signer })).status).toBe(202)
    expect(peer.countOf('/actors/modern')).toBe(looked)
    const tampered = signedWithEd25519(community.inbox, JSON.stringify(follow), keyId, privateKey)
    const other = { ...tampered, url: `${channel()}/inbox` }
    expect((await send(other)).status).toBe(401)
  })

  it('count no more once their own server lists others', async () => {
    const id = `${peer.origin}/actors/careful`
    const [first, second] = [generateRsa(), generateRsa()]
    const serve = (key: ReturnType<typeof generateRsa>, name: string) =>
      peer.serve('/actors/careful', {
        ...peer.actors.reader.document,
        id,
        publicKey: { id: `${id}#${name}`, owner: id, publicKeyPem: key.pem },
      })
    const post = (key: ReturnType<typeof generateRsa>, name: string) =>
      peer.post(
        community.inbox,
        { ...peer.activity('Follow', 'reader', channel()), actor: id },
        {
          as: { keyId: `${id}#${name}`, privateKey: key.privateKey },
        },
      )
    serve(first, 'one')
    expect((await post(first, 'one')).status).toBe(202)
    serve(second, 'two')
    expect((await post(second, 'two')).status).toBe(202)
    expect((await post(first, 'one')).status).toBe(401)
  })

  it('tell by how much a clock is off when everything else is right', async () => {
    const activity = peer.activity('Follow', 'reader', channel())
    const post = (clockOffsetSeconds: number) =>
      peer.post(community.inbox, activity, { as: 'reader', forgery: { clockOffsetSeconds } })
    expect((await post(0)).status).toBe(202)
    expect((await post(900)).status).toBe(401)
    const skew = () =>
      community.db
        .selectFrom('serverHealth')
        .select('clockSkewSeconds')
        .where('host', '=', new URL(peer.origin).host)
        .executeTakeFirst()
    expect((await skew())?.clockSkewSeconds).toBe(900)
    // Sent again days later by whoever kept it: no clock goes so wrong.
    expect((await post(-3 * 86_400)).status).toBe(401)
    expect((await skew())?.clockSkewSeconds).toBe(900)
  })
})

function generateRsa() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** RFC 9421, by hand. */
function signedWithEd25519(
  url: string,
  text: string,
  keyId: string,
  privateKey: ReturnType<typeof createPrivateKey>,
) {
  const body = Buffer.from(text)
  const digest = contentDigest(body)
  const created = Math.floor(community.clock.now().getTime() / 1_000)
  const parameters = `("@method" "@target-uri" "content-digest");created=${created};keyid="${keyId}";alg="ed25519"`
  const base = `"@method": POST\n"@target-uri": ${url}\n"content-digest": ${digest}\n"@signature-params": ${parameters}`
  const signature = sign(null, Buffer.from(base), privateKey).toString('base64')
  const headers = {
    host: new URL(url).host,
    'content-type': 'application/activity+json',
    'content-digest': digest,
    'signature-input': `sig1=${parameters}`,
    signature: `sig1=:${signature}:`,
  }
  return { method: 'POST', url, headers, body }
}
