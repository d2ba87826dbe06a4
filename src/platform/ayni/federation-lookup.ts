import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../../federation/deps.ts'
import { readJsonObject } from '../../federation/read-json.ts'
import { fetchDocument } from '../../federation/remote/fetch-document.ts'
import { readActor } from '../../federation/remote/remote-actors.ts'
import { createResolveChannel } from '../../federation/resolve-channel.ts'
import { hostOf } from '../../federation/uris.ts'
import { createTranslator } from '../../i18n/translator.ts'
import { readServer } from '../../policy/servers.ts'
import type { OutgoingRequest, SafeFetch } from '../../ports.ts'
import { cleaned } from './cleaned.ts'
import type { Command, CommandCtx } from './command.ts'

export const lookupCommand: Command = {
  name: 'federation lookup',
  summary: 'Shows what another server says of an actor or a post, what we read in it, and why it is refused.',
  words: [{ name: 'address', value: 'ADDRESS', text: 'A handle (name@host) or an address.' }],
  options: {},
  async run({ ctx, print, federation }, { address = '' }) {
    const deps = { ...federation, safeFetch: telling(federation.safeFetch, print) }
    const isUrl = address.includes('://')
    const host = hostOf(isUrl ? address : `https://${address.replace(/^.*@/, '')}`)
    if (host !== undefined) await tellServer(ctx, print, host)
    print('')
    print('As a channel to follow:')
    const channel = await createResolveChannel(deps)(ctx, address)
    const t = createTranslator('en')
    if (channel.ok)
      for (const [name, value] of Object.entries(channel.value)) print(`  ${name}: ${cleaned(String(value))}`)
    else
      for (const { message, params } of channel.refusals) print(`  refused: ${cleaned(t(message, params))}`)
    const url = isUrl ? address : channel.ok ? channel.value.actorUri : undefined
    if (url !== undefined) await tellDocument({ ctx, print }, deps, url)
  },
}

async function tellServer(ctx: Ctx, print: CommandCtx['print'], host: string): Promise<void> {
  const { standing, isRefused, answers } = await readServer(ctx, host)
  print(
    `${cleaned(host)}: ${standing}${isRefused ? ', may not speak with us' : ''}, its answers are ${answers}`,
  )
}

async function tellDocument(
  { ctx, print }: Pick<CommandCtx, 'ctx' | 'print'>,
  deps: FederationDeps,
  url: string,
): Promise<void> {
  print('')
  print('As a document:')
  const fetched = await fetchDocument(ctx, deps, url)
  if (!fetched.ok) return print(`  refused: ${whyNot[fetched.failure]}`)
  const read = await readActor(ctx, fetched.document)
  if (!read)
    return print(
      '  it is no actor that we could believe: a type, an inbox and a key on its own host are needed',
    )
  const { actor, keys } = read
  print(`  name: ${cleaned(actor.name)}`)
  print(`  inbox: ${cleaned(actor.inbox)}`)
  print(`  shared inbox: ${cleaned(actor.sharedInbox ?? 'none')}`)
  print(`  acknowledges withdrawals: ${actor.acknowledgesWithdrawals ? 'yes' : 'no'}`)
  for (const { keyUri } of keys) print(`  key: ${cleaned(keyUri)}`)
}

const whyNot = {
  gone: 'the server says that it is gone (404, 410 or a Tombstone)',
  refused: 'the server does not give it to us, or it lies at an address that we do not ask',
  malformed: 'it is no ActivityStreams, too large, too deep, or says that it is somebody else’s',
  unreachable: 'the server does not answer',
} as const

/** The guarded client, telling of each request and its answer. */
export const telling =
  (safeFetch: SafeFetch, print: CommandCtx['print'], { headers: tellsHeaders = false } = {}): SafeFetch =>
  async (request) => {
    print('')
    print(cleaned(`${request.method} ${request.url}`))
    if (tellsHeaders) tellHeaders(request, print)
    const answer = await safeFetch(request)
    if (!answer.ok) {
      print(`  no answer: ${answer.failure}`)
      return answer
    }
    const { status, headers, body } = answer.response
    print(cleaned(`  ${status} ${headers.get('content-type') ?? ''}`))
    const json = readJsonObject(body)
    const text = json ? JSON.stringify(json, null, 2) : new TextDecoder().decode(body.subarray(0, 2_000))
    for (const line of text === '' ? [] : text.split('\n')) print(`  ${cleaned(line)}`)
    return answer
  }

/** Whoever reads it over a shoulder or in a log could send the signature once more. */
function tellHeaders({ headers }: OutgoingRequest, print: CommandCtx['print']): void {
  for (const [name, value] of Object.entries(headers)) {
    const isSignature = name.toLowerCase() === 'signature'
    print(cleaned(`  > ${name}: ${isSignature ? shortened(value) : value}`))
  }
}

/** The bytes of a signature in both schemes, all but the first. */
const shortened = (header: string): string =>
  header.replace(/(signature="|:)([A-Za-z0-9+/_-]{8})[A-Za-z0-9+/=_-]+("|:)/g, '$1$2…$3')
