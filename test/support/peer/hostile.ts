import type { ServerResponse } from 'node:http'
import { activityMediaType } from './documents.ts'
import type { JsonObject, WireRequest } from './http.ts'
import type { KeyPair } from './keys.ts'
import type { Signer } from './signing.ts'
import type { PeerState, Responder } from './state.ts'

/**
 * Documents that a careless receiver falls over:
 * `hugeJson` 20 MB; `endless` never ends; `silent` never answers; `deepNesting` 100,000 levels; `wrongContentType`
 * an actor as text/html; `brokenJson`; `notAnObject` a JSON array; `redirectLoop`; `redirectToPrivateAddress`
 * (http://10.0.0.1/); `redirectToMetadata` (http://169.254.169.254/); `mismatchedId` an actor that says it is another one;
 * `keyOwnerMismatch` an actor whose key belongs to another actor; `foreignContext` names a JSON-LD context on this peer.
 */
export type HostileDocument =
  | 'hugeJson'
  | 'endless'
  | 'silent'
  | 'deepNesting'
  | 'wrongContentType'
  | 'brokenJson'
  | 'notAnObject'
  | 'redirectLoop'
  | 'redirectToPrivateAddress'
  | 'redirectToMetadata'
  | 'mismatchedId'
  | 'keyOwnerMismatch'
  | 'foreignContext'

export interface HostileActor {
  readonly url: string
  /** Signs as the key that the hostile document names. */
  readonly signer: Signer
}

/** Serves a hostile actor at a path of its own and says where. */
export function serveHostile(state: PeerState, kind: HostileDocument, keys: KeyPair): HostileActor {
  const url = `${state.origin}/hostile/${kind}`
  state.routes.set(`/hostile/${kind}`, responder(state, kind, url, keys))
  return { url, signer: { keyId: `${url}#main-key`, privateKey: keys.privateKey } }
}

function responder(state: PeerState, kind: HostileDocument, url: string, keys: KeyPair): Responder {
  const actor: JsonObject = { ...state.actors.reader.document, id: url, publicKey: publicKey(url, url, keys) }
  switch (kind) {
    case 'hugeJson':
      return give(JSON.stringify({ ...actor, summary: 'a'.repeat(20_000_000) }))
    case 'endless':
      return drip
    case 'silent':
      return () => undefined
    case 'deepNesting':
      return give(`{"id":"${url}","type":"Person","tag":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    case 'wrongContentType':
      return give(JSON.stringify(actor), 'text/html')
    case 'brokenJson':
      return give(JSON.stringify(actor).slice(0, -20))
    case 'notAnObject':
      return give(JSON.stringify([actor]))
    case 'redirectLoop':
      return redirect(url)
    case 'redirectToPrivateAddress':
      return redirect('http://10.0.0.1/actor')
    case 'redirectToMetadata':
      return redirect('http://169.254.169.254/latest/meta-data/')
    case 'mismatchedId':
      return give(JSON.stringify({ ...actor, id: state.actors.community.id }))
    case 'keyOwnerMismatch':
      return give(JSON.stringify({ ...actor, publicKey: publicKey(url, state.actors.community.id, keys) }))
    case 'foreignContext':
      return give(
        JSON.stringify({ ...actor, '@context': [actor['@context'], `${state.origin}/hostile/context`] }),
      )
  }
}

const publicKey = (url: string, owner: string, keys: KeyPair) => ({
  id: `${url}#main-key`,
  owner,
  publicKeyPem: keys.publicKeyPem,
})

const give =
  (body: string, mediaType = activityMediaType): Responder =>
  (_wire: WireRequest, response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': mediaType }).end(body)

const redirect =
  (location: string): Responder =>
  (_wire, response) =>
    void response.writeHead(302, { location }).end()

/** Valid JSON so far, for ever: only a limit of the receiver ends it. */
const drip: Responder = (_wire, response) => {
  response.writeHead(200, { 'content-type': activityMediaType })
  response.write('{"type":"Person","summary":"')
  const timer = setInterval(() => response.write('a'.repeat(64 * 1024)), 5)
  response.on('close', () => clearInterval(timer))
}
