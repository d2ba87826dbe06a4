import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { promisify } from 'node:util'
import { Pool } from 'undici'

/** An activity of another server, signed and ready to go to one inbox. */
export interface SignedActivity {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Other servers, each with one actor whose document it serves on a port of its own. */
export interface Senders {
  /** `each` answers to an object by every one of them, signed for this inbox, in turns. */
  sign(inbox: string, inReplyTo: string, each: number): Promise<readonly SignedActivity[]>
  stop(): Promise<void>
}

const signAsync = promisify(sign)

/** Starts so many servers on this machine, with RSA-2048 keys as Mastodon has them. */
export async function startSenders(count: number): Promise<Senders> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const servers = await Promise.all(Array.from({ length: count }, () => startSender(publicKeyPem)))
  return {
    async sign(inbox, inReplyTo, each) {
      const batch = Date.now().toString(36)
      const signed: SignedActivity[] = []
      for (let index = 0; index < each; index += 1) {
        const round = servers.map(({ origin }) =>
          signActivity({ origin, privateKey, inbox, inReplyTo, id: `${batch}-${index}` }),
        )
        signed.push(...(await Promise.all(round)))
      }
      return signed
    },
    stop: async () => {
      for (const { server } of servers) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

async function startSender(publicKeyPem: string): Promise<{ server: Server; origin: string }> {
  let document = ''
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/activity+json' }).end(document)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  const origin = `http://localhost:${address.port}`
  const id = `${origin}/users/reader`
  document = JSON.stringify({
    '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'],
    id,
    type: 'Person',
    preferredUsername: 'reader',
    name: 'Reader',
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem },
  })
  return { server, origin }
}

const everybody = 'https://www.w3.org/ns/activitystreams#Public'

interface Unsigned {
  readonly origin: string
  readonly privateKey: KeyObject
  readonly inbox: string
  readonly inReplyTo: string
  readonly id: string
}

/** A Create of an answer, about as long as they are, signed in draft-cavage as most of the world does. */
async function signActivity({ origin, privateKey, inbox, inReplyTo, id }: Unsigned): Promise<SignedActivity> {
  const actor = `${origin}/users/reader`
  const note = {
    id: `${actor}/statuses/${id}`,
    type: 'Note',
    summary: null,
    inReplyTo,
    published: new Date().toISOString(),
    url: `${origin}/@reader/${id}`,
    attributedTo: actor,
    to: [everybody],
    cc: [`${actor}/followers`],
    sensitive: false,
    content: `<p>${'We bring soup and bread at noon, and two more chairs. '.repeat(6)}</p>`,
    contentMap: { en: `<p>${'We bring soup and bread at noon, and two more chairs. '.repeat(6)}</p>` },
    attachment: [],
    tag: [],
  }
  const activity = {
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: `${note.id}/activity`,
    type: 'Create',
    actor,
    published: note.published,
    to: note.to,
    cc: note.cc,
    object: note,
  }
  const body = Buffer.from(JSON.stringify(activity))
  const { host, pathname } = new URL(inbox)
  const date = new Date().toUTCString()
  const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`
  const text = `(request-target): post ${pathname}\nhost: ${host}\ndate: ${date}\ndigest: ${digest}`
  const signature = (await signAsync('sha256', Buffer.from(text), privateKey)).toString('base64')
  return {
    path: pathname,
    headers: {
      date,
      digest,
      'content-type': 'application/activity+json',
      signature: `keyId="${actor}#main-key",algorithm="rsa-sha256",headers="(request-target) host date digest",signature="${signature}"`,
    },
    body,
  }
}

/** Posts all of them, 16 at a time over kept connections; throws unless every one is answered 202. */
export async function post(origin: string, activities: readonly SignedActivity[]): Promise<void> {
  const pool = new Pool(origin, { connections: 16 })
  let next = 0
  const lane = async () => {
    for (let at = next++; at < activities.length; at = next++) {
      const activity = activities[at]
      if (!activity) return
      const { path, headers, body } = activity
      const answer = await pool.request({ path, method: 'POST', headers, body })
      await answer.body.dump()
      if (answer.statusCode !== 202) throw new Error(`${origin}${path} answered ${answer.statusCode}`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  await pool.close()
}
