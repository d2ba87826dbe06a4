import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicAddress } from './peer/documents.ts'
import { type Peer, startPeer } from './peer/peer.ts'
import type { Scheme } from './peer/signature.ts'
import { readCavage, signCavage } from './peer/signatures-cavage.ts'
import { readRfc9421 } from './peer/signatures-rfc9421.ts'
import type { Forgery } from './peer/signing.ts'
import { parseDictionary, serializeInnerList } from './peer/structured-fields.ts'

const schemes: readonly Scheme[] = ['cavage', 'rfc9421']

describe('two independent peers', () => {
  let sender: Peer
  let receiver: Peer
  beforeAll(async () => {
    ;[sender, receiver] = await Promise.all([startPeer(), startPeer()])
  })
  afterAll(async () => {
    await Promise.all([sender.stop(), receiver.stop()])
  })
  const greeting = () => sender.activity('Create', 'reader', { type: 'Note', content: 'Hello' })

  it('resolve each other by handle', async () => {
    const actor = await receiver.resolve(sender.handle('community'))
    expect(actor).toMatchObject({ id: sender.actors.community.id, type: 'Group', inbox: expect.any(String) })
    await expect(receiver.resolve(`nobody@${new URL(sender.origin).host}`)).rejects.toThrow('404')
  })

  it.each(schemes)('accept an activity signed with %s and record how it came', async (scheme) => {
    const activity = greeting()
    const answer = await sender.post(receiver.sharedInbox, activity, { as: 'reader', scheme })
    expect(answer.status).toBe(202)
    const received = await receiver.waitFor((arrived) => arrived['id'] === activity['id'])
    expect(received).toMatchObject({ scheme, inbox: 'shared', keyId: sender.actors.reader.keyId })
    expect(received.request.body.equals(answer.sent.body)).toBe(true)
  })

  const forgeries: readonly [string, Forgery, string][] = [
    ['another key', 'wrongKey', 'not by this key'],
    ['a key that is nowhere', 'unknownKey', '404'],
    ['another path', 'tamperedPath', 'not by this key'],
    ['a time changed after signing', 'tamperedHeader', 'not by this key'],
    ['a changed body', 'tamperedBody', 'digest does not match'],
    ['a changed body and a digest to fit', 'tamperedDigest', 'not by this key'],
    ['no digest', 'missingDigest', 'does not cover'],
    ['a digest that is not signed', 'unsignedDigest', 'does not cover'],
    ['a clock that is 6 minutes behind', { clockOffsetSeconds: -360 }, '5 minutes'],
    ['a clock that is 6 minutes ahead', { clockOffsetSeconds: 360 }, '5 minutes'],
  ]
  describe.each(schemes)('refuse, signed with %s,', (scheme) => {
    it.each(forgeries)('%s', async (_what, forgery, reason) => {
      const answer = await sender.post(receiver.sharedInbox, greeting(), { as: 'reader', scheme, forgery })
      expect(answer.status).toBe(401)
      expect(receiver.deliveries.at(-1)).toMatchObject({ outcome: 'refused', status: 401 })
      expect(receiver.deliveries.at(-1)?.reason).toContain(reason)
    })

    it('somebody else’s key id', async () => {
      const forgery = { keyId: receiver.actors.reader.keyId }
      const answer = await sender.post(receiver.sharedInbox, greeting(), { as: 'reader', scheme, forgery })
      expect(answer.status).toBe(401)
    })

    it('an activity of another actor than the key’s', async () => {
      const answer = await sender.post(receiver.sharedInbox, greeting(), { as: 'community', scheme })
      expect(answer.status).toBe(401)
      expect(receiver.deliveries.at(-1)?.reason).toContain('not the actor’s')
    })

    it('nothing for a clock that is 4 minutes off', async () => {
      const forgery = { clockOffsetSeconds: -240 }
      const answer = await sender.post(receiver.sharedInbox, greeting(), { as: 'reader', scheme, forgery })
      expect(answer.status).toBe(202)
    })
  })

  it('refuse what is not signed, and what is no activity', async () => {
    expect((await sender.post(receiver.sharedInbox, greeting(), { as: 'unsigned' })).status).toBe(401)
    expect((await sender.post(receiver.sharedInbox, '[1]')).status).toBe(400)
    expect((await sender.post(receiver.sharedInbox, '{"type":')).status).toBe(400)
  })

  it('refuse a key whose owner is another actor, and an actor that says it is another one', async () => {
    for (const kind of ['keyOwnerMismatch', 'mismatchedId'] as const) {
      const { url, signer } = sender.hostile(kind)
      const answer = await sender.post(receiver.sharedInbox, { ...greeting(), actor: url }, { as: signer })
      expect(answer.status).toBe(401)
    }
  })

  it('replay the same bytes with the same signature, also to another address', async () => {
    const { sent } = await sender.post(receiver.sharedInbox, greeting(), { as: 'reader' })
    const before = receiver.received().length
    expect((await sender.replay(sent)).status).toBe(202)
    const [first, second] = receiver.received().slice(before - 1)
    expect(second?.request.headers['signature']).toBe(first?.request.headers['signature'])
    expect(second?.request.body.equals(sent.body)).toBe(true)
    expect((await sender.replay(sent, `${receiver.actors.reader.id}/inbox`)).status).toBe(401)
    const recorded = receiver.received().at(-1)
    if (recorded) expect((await receiver.replay(recorded.request, sender.sharedInbox)).status).toBe(401)
  })

  it('follow, accept, write, change, delete and unfollow', async () => {
    const follow = await sender.follow(receiver.actors.community.id)
    expect(follow.answer.status).toBe(202)
    expect((await receiver.accept(follow.activity)).answer.status).toBe(202)
    expect(sender.received('Accept').at(-1)?.activity).toMatchObject({
      object: { id: follow.activity['id'] },
    })
    const deliverTo = receiver.sharedInbox
    const { note } = await sender.createNote({ inReplyTo: 'http://localhost/1', cc: ['x'] }, { deliverTo })
    expect(receiver.received('Create').at(-1)?.activity).toMatchObject({ to: [publicAddress], cc: ['x'] })
    expect((await receiver.get(String(note['id']))).json).toEqual(note)
    await sender.update(note, { content: 'Changed' }, { deliverTo })
    expect((await receiver.get(String(note['id']))).json).toMatchObject({ content: 'Changed' })
    await sender.delete(note, { deliverTo })
    expect(await receiver.get(String(note['id']))).toMatchObject({
      status: 410,
      json: { formerType: 'Note' },
    })
    await sender.undoFollow(follow.activity)
    expect(
      receiver
        .received()
        .map(({ activity }) => activity['type'])
        .slice(-4),
    ).toEqual(['Create', 'Update', 'Delete', 'Undo'])
  })

  it('give notes only to signed requests when told so, and can say who asked', async () => {
    sender.setPolicy({ requireSignedFetch: true })
    const { note } = await sender.createNote({})
    const id = String(note['id'])
    expect((await receiver.get(id, { as: 'unsigned' })).status).toBe(401)
    for (const scheme of schemes) {
      expect((await receiver.get(id, { scheme, forgery: 'wrongKey' })).status).toBe(401)
      expect((await receiver.get(id, { scheme })).status).toBe(200)
      const asked = sender.requests.findLast(({ path }) => id.endsWith(path))
      const verdict = asked && (await sender.verify(asked))
      expect(verdict).toMatchObject({ verified: true, scheme, owner: receiver.actors.instance.id })
    }
  })
})

describe('a difficult peer', () => {
  let peer: Peer
  let other: Peer
  beforeAll(async () => {
    ;[peer, other] = await Promise.all([startPeer(), startPeer()])
  })
  afterAll(async () => {
    await Promise.all([peer.stop(), other.stop()])
  })
  const knock = (scheme: Scheme) =>
    other.post(peer.sharedInbox, other.activity('Like', 'reader', peer.origin), { as: 'reader', scheme })

  it('knows only one of the two ways of signing when told so', async () => {
    peer.setPolicy({ refuseRfc9421: true })
    expect([(await knock('rfc9421')).status, (await knock('cavage')).status]).toEqual([401, 202])
    peer.setPolicy({ refuseRfc9421: false, refuseCavage: true })
    expect([(await knock('rfc9421')).status, (await knock('cavage')).status]).toEqual([202, 401])
    peer.setPolicy({ refuseCavage: false })
  })

  it('counts what was asked, so that one can tell whether a key was fetched', async () => {
    const fresh = await startPeer()
    await fresh.get(`${peer.origin}/notes/none`)
    expect(fresh.countOf('/actors/instance')).toBe(0)
    await fresh.post(peer.sharedInbox, fresh.activity('Like', 'instance', peer.origin))
    await fresh.post(peer.sharedInbox, fresh.activity('Like', 'instance', peer.origin))
    expect(fresh.countOf('/actors/instance')).toBe(1)
    await fresh.stop()
  })

  it('fails as often as told, then works', async () => {
    peer.failWith(503, 2, { retryAfterSeconds: 7 })
    const first = await knock('cavage')
    expect([first.status, first.headers['retry-after']]).toEqual([503, '7'])
    expect([(await knock('cavage')).status, (await knock('cavage')).status]).toEqual([503, 202])
    expect(peer.deliveries.slice(-3).map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'accepted'])
  })

  it('leaves a request without an answer', async () => {
    peer.failWith('hang', 1)
    const activity = other.activity('Like', 'reader', peer.origin)
    await expect(other.post(peer.sharedInbox, activity, { timeoutMs: 200 })).rejects.toThrow('no answer')
  })

  it('goes away and comes back on the same port', async () => {
    await peer.pause()
    await expect(knock('rfc9421')).rejects.toThrow('ECONNREFUSED')
    await peer.resume()
    expect((await knock('rfc9421')).status).toBe(202)
  })

  it('says what arrived when nothing that fits does', async () => {
    await expect(peer.waitFor(() => false, { timeoutMs: 50 })).rejects.toThrow('Like 202 accepted')
  })

  it('serves hostile documents', async () => {
    const bytesOf = async (kind: 'hugeJson' | 'deepNesting' | 'brokenJson' | 'notAnObject') =>
      (await other.get(peer.hostile(kind).url)).bytes
    expect((await bytesOf('hugeJson')).length).toBeGreaterThan(20_000_000)
    expect((await bytesOf('deepNesting')).toString()).toContain('['.repeat(100_000))
    const broken = await bytesOf('brokenJson')
    expect(() => JSON.parse(broken.toString())).toThrow(SyntaxError)
    expect(JSON.parse((await bytesOf('notAnObject')).toString())).toEqual([expect.any(Object)])
    const { url } = peer.hostile('redirectLoop')
    expect(await other.get(url)).toMatchObject({ status: 302, headers: { location: url } })
    const silent = peer.hostile('silent')
    await expect(other.get(silent.url, { timeoutMs: 100 })).rejects.toThrow('no answer')
  })
})

describe('structured fields', () => {
  it('come back as they were', () => {
    const text = '("@method" "@query-param";name="a\\"b");created=1;keyid="k";alg="rsa-v1_5-sha256"'
    const list = parseDictionary(`sig=${text}`)?.get('sig')
    expect(list?.kind === 'list' && serializeInnerList(list)).toBe(text)
  })

  it.each(['sig=("a"', 'sig=(a b', 'a=1,', 'a="b', 'A=1', 'a=:!:', 'a=(1)(2)'])('refuse %s', (text) => {
    expect(parseDictionary(text)).toBeUndefined()
  })
})

describe('the specifications’ own examples', () => {
  it('are read to the text that RFC 9421, section 2.5, gives', () => {
    const created = 1618884473
    const digest = 'WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew=='
    const covered = '("@method" "@authority" "@path" "content-digest" "content-length" "content-type")'
    const wire = {
      method: 'POST',
      url: 'https://example.com/foo?param=Value&Pet=dog',
      headers: {
        host: 'example.com',
        'content-type': 'application/json',
        'content-digest': `sha-512=:${digest}:`,
        'content-length': '18',
        'signature-input': `sig1=${covered};created=${created};keyid="test-key-rsa-pss"`,
        signature: 'sig1=:AAAA:',
      },
      body: Buffer.from('{"hello": "world"}'),
    }
    const parsed = readRfc9421(wire, new Date(created * 1000))
    expect(parsed.ok && parsed.base).toBe(
      [
        '"@method": POST',
        '"@authority": example.com',
        '"@path": /foo',
        `"content-digest": sha-512=:${digest}:`,
        '"content-length": 18',
        '"content-type": application/json',
        `"@signature-params": ${covered};created=${created};keyid="test-key-rsa-pss"`,
      ].join('\n'),
    )
  })

  it('are signed to the text that draft-cavage-12, appendix C, gives', async () => {
    const peer = await startPeer()
    const { keyId, keys } = peer.actors.instance
    const date = new Date('2014-01-05T21:31:40Z')
    const wire = {
      method: 'POST',
      url: 'http://example.com/foo?param=value&pet=dog',
      headers: { host: 'example.com' },
      body: Buffer.from('{"hello": "world"}'),
    }
    const added = signCavage(wire, { keyId, privateKey: keys.privateKey, date, withDigest: true })
    const parsed = readCavage({ ...wire, headers: { ...wire.headers, ...added } }, date)
    expect(parsed.ok && parsed.base).toBe(
      [
        '(request-target): post /foo?param=value&pet=dog',
        'host: example.com',
        'date: Sun, 05 Jan 2014 21:31:40 GMT',
        'digest: SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=',
      ].join('\n'),
    )
    await peer.stop()
  })
})
