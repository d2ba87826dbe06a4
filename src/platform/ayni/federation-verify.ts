import { readFile } from 'node:fs/promises'
import { isObject, type JsonObject, textOf } from '../../federation/read-json.ts'
import { fetchActorOfKey, readActorByKey } from '../../federation/remote/remote-actors.ts'
import {
  judgeSignature,
  type SignatureClaim,
  type SignatureFault,
} from '../../federation/signatures/read-signature.ts'
import { importKey, isSignedBy } from '../../federation/signatures/verify.ts'
import { cleaned } from './cleaned.ts'
import { type Command, type CommandCtx, CommandError } from './command.ts'

export const verifySignatureCommand: Command = {
  name: 'federation verify',
  summary: 'Checks the signature of a saved request step by step, and says why it is refused.',
  words: [
    { name: 'saved', value: 'FILE', text: 'The request as JSON: method, url, headers, body (docs/keys.md).' },
  ],
  options: {
    at: { value: 'TIME', text: 'When it came, as 2030-05-20T10:00:00Z. Without it: now.' },
  },
  async run(command, { saved = '', at }) {
    const { ctx, print } = command
    const { request, body } = asRequest(await readSaved(saved), ctx.origin)
    const now = at === undefined ? ctx.clock.now() : new Date(at)
    if (Number.isNaN(now.getTime())) throw new CommandError('--at must be a time like 2030-05-20T10:00:00Z.')
    const step = (name: string, text: string) => print(`${`${name}:`.padEnd(12)}${cleaned(text)}`)
    step('request', `${request.method} ${request.url}`)
    const { headers } = request
    step('scheme', headers.has('Signature-Input') ? 'RFC 9421' : 'draft-cavage-http-signatures-12')
    step('covered', headers.get('Signature-Input') ?? withoutSignature(headers.get('Signature')))
    await tellDigest(step, headers, body)
    const judged = judgeSignature(request, now)
    const claim = judged.ok ? judged.claim : judged.claim
    if (!judged.ok) step('form', `refused: ${faults[judged.fault]}`)
    if (!judged.ok && judged.skewSeconds !== undefined)
      step('clock', `${Math.abs(judged.skewSeconds)} seconds ${judged.skewSeconds > 0 ? 'ahead' : 'behind'}`)
    if (!claim) return print('It would be refused with 401.')
    const isSigned = await tellKey(command, step, { request, body, claim })
    print(isSigned && judged.ok ? 'The signature is good.' : 'It would be refused with 401.')
  },
}

type Step = (name: string, text: string) => void

const faults: Readonly<Record<SignatureFault, string>> = {
  unsigned: 'there is no signature',
  malformed: 'the signature cannot be read, there are several, or a time is missing',
  uncovered: 'it does not cover method, path, host and date, and for a POST the digest',
  'weak-digest': 'the digest of the body is missing or is no SHA-2',
  expired: 'it has expired',
  skew: 'it was made more than 5 minutes from now',
  'key-id': 'the key id is no address',
}

async function readSaved(path: string): Promise<JsonObject> {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (isObject(json)) return json
  } catch (fault) {
    if (fault instanceof Error) throw new CommandError(`${path} cannot be read: ${fault.message}`)
    throw fault
  }
  throw new CommandError(`${path} must hold one JSON object with method, url, headers and body.`)
}

function asRequest(saved: JsonObject, origin: string) {
  const url = textOf(saved, 'url') ?? ''
  const given = saved['headers']
  if (!URL.canParse(url, origin) || !isObject(given))
    throw new CommandError('It must say url (an address or a path) and headers (an object of texts).')
  const method = (textOf(saved, 'method') ?? 'POST').toUpperCase()
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) headers.set(name, String(value))
  const text = textOf(saved, 'body')
  const body = text === undefined ? undefined : new TextEncoder().encode(text)
  return { request: new Request(new URL(url, origin), { method, headers }), body }
}

/** The bytes of a signature say nothing to a reader. */
const withoutSignature = (header: string | null): string =>
  header?.replace(/,?\s*signature="[^"]*"/, '') ?? 'nothing'

async function tellDigest(step: Step, headers: Headers, body: Uint8Array<ArrayBuffer> | undefined) {
  const given = headers.get('Content-Digest') ?? headers.get('Digest')
  if (given === null) return step('digest', 'none')
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', body ?? new Uint8Array()))
  const ours = btoa(String.fromCharCode(...bytes))
  const isSha256 = /sha-256=/i.test(given)
  step('digest', isSha256 ? (given.includes(ours) ? 'fits the body' : 'does NOT fit the body') : given)
}

async function tellKey(
  { ctx, federation }: CommandCtx,
  step: Step,
  signed: { request: Request; body: Uint8Array<ArrayBuffer> | undefined; claim: SignatureClaim },
): Promise<boolean> {
  const { request, body, claim } = signed
  step('key id', claim.keyId)
  const isGood = async (actor: { readonly uri: string; readonly publicKeyPem: string }, from: string) => {
    const key = await importKey(claim.keyId, actor.publicKeyPem)
    step(
      'key',
      `${from}, of ${actor.uri}, ${key?.publicKey?.algorithm.name ?? 'of a kind that we do not know'}`,
    )
    const isSigned = key !== undefined && (await isSignedBy(request, body, claim, key, ctx.origin))
    step('signature', isSigned ? 'is by this key' : 'is NOT by this key, for this address and body')
    return isSigned
  }
  const known = await readActorByKey(ctx, claim.keyId)
  if (known && (await isGood(known, 'remembered'))) return true
  const fetched = await fetchActorOfKey(ctx, federation, claim.keyId)
  if (typeof fetched !== 'string') return isGood(fetched, 'fetched')
  step(
    'key',
    fetched === 'silent' ? 'its server does not answer' : 'its server does not list it, or not as its own',
  )
  return false
}
