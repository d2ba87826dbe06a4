import type { Log, Random, Wait } from '../ports.ts'
import type { Reader } from './readers.ts'

/** What the readers of a topic may see of it now, each as a version; whoever is not in it may see it no longer. */
export type Ask = (readers: readonly Reader[]) => Promise<ReadonlyMap<string, string>>

/**
 * How often a topic is asked for, and the places that a process has. Codes have few of their own, for anybody gets one
 * for any name: they never take a member's.
 */
export const limits = {
  session: { pollMilliseconds: 3_000, mostPerAccount: 4, mostPerProcess: 500 },
  code: { pollMilliseconds: 15_000, mostPerAccount: 2, mostPerProcess: 60 },
} as const

/** In milliseconds. */
const heartbeatMilliseconds = 20_000
/** Then a browser comes again, and is let in anew like anybody else. */
const lifeMilliseconds = 10 * 60_000

const mostPerTopic = 60

/** Pieces that a browser has not taken yet; one that takes none any more is gone. */
const mostUntaken = 8

export interface LiveStreams {
  /**
   * Tells a reader the version of a topic, now and whenever it is another one, as server-sent events that say nothing
   * else. It ends when she may see it no longer, when she goes, and after ten minutes. `missing` is hers who may not
   * see it; `full` when she, the topic or the process has as many as it takes: the page goes on without. By a code
   * nobody is refused for that: the oldest stream of the code, or of all codes, ends instead.
   */
  follow(topic: string, reader: Reader, ask: Ask): Promise<ReadableStream<Uint8Array> | 'missing' | 'full'>
  /** Ends every stream and opens no other. */
  close(): void
}

export interface LiveDeps {
  readonly wait: Wait
  readonly log: Log
  readonly random: Random
}

interface Follower {
  readonly reader: Reader
  /** False once nobody listens any more. */
  say(text: string): boolean
  end(): void
  version: string
  /** How long it is open, and how long nothing was said, in milliseconds. */
  open: number
  quiet: number
}

interface Topic {
  readonly ask: Ask
  readonly by: Reader['by']
  readonly followers: Set<Follower>
  readonly nobodyLeft: AbortController
}

/**
 * The streams of one process. A topic is asked for every few seconds, by one statement however many follow it, and
 * only as long as somebody does. What is true stands in the database alone: other processes ask for themselves.
 */
export function createLiveStreams({ wait, log, random }: LiveDeps): LiveStreams {
  const topics = new Map<string, Topic>()
  /** Of all topics, the oldest first. */
  const all = new Set<Follower>()
  let isClosed = false

  /** Whether there is a place for her; by a code there always is, at the cost of the oldest. */
  const makeRoom = (key: string, { by, account }: Reader): boolean => {
    const { mostPerAccount, mostPerProcess } = limits[by]
    const alike = [...all].filter(({ reader }) => reader.by === by)
    const hers = alike.filter(({ reader }) => reader.account === account)
    if (by === 'code') {
      if (hers.length >= mostPerAccount) hers[0]?.end()
      else if (alike.length >= mostPerProcess) alike[0]?.end()
      return true
    }
    const inTopic = topics.get(key)?.followers.size ?? 0
    return hers.length < mostPerAccount && alike.length < mostPerProcess && inTopic < mostPerTopic
  }

  const open = (key: string, reader: Reader, ask: Ask, version: string) => {
    const topic = topics.get(key) ?? {
      ask,
      by: reader.by,
      followers: new Set<Follower>(),
      nobodyLeft: new AbortController(),
    }
    const { stream, follower } = openStream(reader, version, () => {
      all.delete(follower)
      topic.followers.delete(follower)
      if (topic.followers.size > 0) return
      topics.delete(key)
      topic.nobodyLeft.abort()
    })
    all.add(follower)
    topic.followers.add(follower)
    if (!topics.has(key)) {
      topics.set(key, topic)
      void poll(topic)
    }
    follower.say(`retry: ${pauseOf(random, reader)}\ndata: ${version}\n\n`)
    return stream
  }

  const poll = async ({ ask, by, followers, nobodyLeft }: Topic): Promise<void> => {
    while (!nobodyLeft.signal.aborted) {
      await wait(limits[by].pollMilliseconds, nobodyLeft.signal)
      if (nobodyLeft.signal.aborted) return
      const asked = [...followers]
      const readers = new Map(asked.map(({ reader }) => [reader.key, reader]))
      const versions = await ask([...readers.values()]).catch((fault: unknown) => {
        log.error('live-failed', random.id().slice(0, 8), fault)
        return new Map<string, string>()
      })
      for (const follower of asked) tell(follower, versions.get(follower.reader.key))
    }
  }

  return {
    async follow(key, reader, ask) {
      if (isClosed) return 'full'
      const version = (await ask([reader])).get(reader.key)
      if (version === undefined) return 'missing'
      if (isClosed || !makeRoom(key, reader)) return 'full'
      return open(key, reader, ask, version)
    },
    close() {
      isClosed = true
      for (const follower of [...all]) follower.end()
    },
  }
}

/** After a round: what is new, or a sign of life, or the end. */
function tell(follower: Follower, version: string | undefined): void {
  const { pollMilliseconds } = limits[follower.reader.by]
  follower.open += pollMilliseconds
  follower.quiet += pollMilliseconds
  if (version === undefined || follower.open >= lifeMilliseconds) {
    follower.end()
    return
  }
  const isNew = version !== follower.version
  if (!isNew && follower.quiet + pollMilliseconds <= heartbeatMilliseconds) return
  follower.version = version
  follower.quiet = 0
  if (!follower.say(isNew ? `data: ${version}\n\n` : ':\n\n')) follower.end()
}

/** How long a browser pauses before it comes again: not all at the same moment after a restart. */
const pauseOf = (random: Random, { by }: Reader): number =>
  limits[by].pollMilliseconds + (Number.parseInt(random.token().slice(0, 3), 36) % 9_000)

function openStream(reader: Reader, version: string, leave: () => void) {
  const left = once(leave)
  const bytes = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const stream = new ReadableStream<Uint8Array>(
    {
      start(its) {
        controller = its
      },
      cancel() {
        controller = undefined
        left()
      },
    },
    { highWaterMark: mostUntaken },
  )
  const follower: Follower = {
    reader,
    version,
    open: 0,
    quiet: 0,
    say(text) {
      if (!controller || (controller.desiredSize ?? 0) <= 0) return false
      controller.enqueue(bytes.encode(text))
      return true
    },
    end() {
      controller?.close()
      controller = undefined
      left()
    },
  }
  return { stream, follower }
}

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) act()
    isDone = true
  }
}
