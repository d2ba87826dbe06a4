import { isJsonObject, type JsonObject } from '../http.ts'
import type { Peer } from '../peer.ts'

export const everybody = 'https://www.w3.org/ns/activitystreams#Public'

/** What a server keeps and shows of one post. */
export interface KeptPost {
  readonly id: string
  readonly author: string
  /** Empty when its software shows none. */
  readonly title: string
  readonly html: string
  readonly inReplyTo?: string
}

export interface ShapedFollower {
  readonly peer: Peer
  /** By id; what was deleted is not here. */
  readonly posts: ReadonlyMap<string, KeptPost>
  /** Why activities were not taken, in words. */
  readonly refusals: readonly string[]
  follow(channel: string): Promise<void>
  /** Works off what arrived since the last time, in the order it came. */
  read(): Promise<void>
  /** Answers a post and tells the channel; gives the answer. */
  answer(inReplyTo: string, html: string): Promise<JsonObject>
  /** Takes an answer of its own back and tells the channel. */
  takeBack(answer: JsonObject): Promise<void>
}

/** What the rules of a kind of software work with. */
export interface Desk {
  readonly peer: Peer
  readonly channel: string
  readonly posts: Map<string, KeptPost>
  /** A document as its server gives it to us; nothing unless it answers 200 with this very id. */
  fetch(id: unknown): Promise<JsonObject | undefined>
}

export interface Rules {
  readonly followAs: 'reader' | 'community'
  /** Takes one verified activity; words when it is refused. */
  receive(desk: Desk, activity: JsonObject): Promise<string | undefined>
  /** How an answer of this software looks. */
  answer(desk: Desk, inReplyTo: string, html: string): Promise<JsonObject>
}

/** A server that follows one channel and keeps what it gets by the rules of its software. */
export function createShapedFollower(peer: Peer, rules: Rules): ShapedFollower {
  const posts = new Map<string, KeptPost>()
  const refusals: string[] = []
  let channel = ''
  let done = 0
  const fetch: Desk['fetch'] = async (id) => {
    if (typeof id !== 'string') return undefined
    const { status, json } = await peer.get(id, { as: 'instance', scheme: 'cavage' })
    return status === 200 && json?.['id'] === id ? json : undefined
  }
  const desk = (): Desk => ({ peer, channel, posts, fetch })
  const inbox = async () => String((await fetch(channel))?.['inbox'])
  return {
    peer,
    posts,
    refusals,
    async follow(actor) {
      channel = actor
      await peer.follow(actor, { as: rules.followAs })
    },
    async read() {
      const arrived = peer.received()
      for (const { activity } of arrived.slice(done)) {
        const refusal = await rules.receive(desk(), activity)
        if (refusal !== undefined) refusals.push(`${String(activity['type'])}: ${refusal}`)
      }
      done = arrived.length
    },
    async answer(inReplyTo, html) {
      const create = await rules.answer(desk(), inReplyTo, html)
      await peer.post(await inbox(), create, { as: 'reader', scheme: 'cavage' })
      return isJsonObject(create['object']) ? create['object'] : {}
    },
    async takeBack(answer) {
      await peer.delete(answer, { deliverTo: await inbox(), scheme: 'cavage' })
    },
  }
}

/** The id of something that is given by its id or whole. */
export const idOf = (value: unknown): unknown => (isJsonObject(value) ? value['id'] : value)

export const sameHost = (one: unknown, other: unknown): boolean =>
  typeof one === 'string' && typeof other === 'string' && URL.parse(one)?.host === URL.parse(other)?.host

/** `to` and `cc`, which must both be lists. */
export const addressees = (object: JsonObject): readonly unknown[] | undefined =>
  Array.isArray(object['to']) && Array.isArray(object['cc']) ? [...object['to'], ...object['cc']] : undefined

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')
