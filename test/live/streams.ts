import { serve } from '@hono/node-server'
import { createLiveStreams } from '../../src/live/streams.ts'
import { compress } from '../../src/platform/compress.ts'
import { createRandom } from '../../src/platform/random.ts'
import type { Wait } from '../../src/ports.ts'
import { createTestApp } from '../support/app.ts'

interface Waiting {
  readonly milliseconds: number
  readonly signal: AbortSignal
  readonly wakeUp: () => void
}

/** Time that passes only when told, a pause between two rounds at a time. */
export function createPauses() {
  let waiting: Waiting[] = []
  const wait: Wait = (milliseconds, signal) =>
    new Promise((resolve) => {
      const one = { milliseconds, signal, wakeUp: resolve }
      waiting.push(one)
      signal.addEventListener('abort', () => {
        waiting = waiting.filter((other) => other !== one)
        resolve()
      })
    })
  return {
    wait,
    /** How many topics are asked for again and again. */
    count: () => waiting.length,
    /** How long each of them pauses, in milliseconds. */
    lengths: () => waiting.map(({ milliseconds }) => milliseconds),
    /** Lets every topic be asked for once more, and waits for what comes of it. */
    async pass(rounds = 1): Promise<void> {
      for (let round = 0; round < rounds; round += 1) {
        const due = waiting.splice(0)
        for (const { wakeUp } of due) wakeUp()
        const isThrough = ({ signal }: Waiting) =>
          signal.aborted || waiting.some((other) => other.signal === signal)
        while (!due.every(isThrough)) await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** A community whose streams can be followed over a socket, as browsers do. */
export async function openStreams() {
  const pauses = createPauses()
  const faults: unknown[] = []
  const live = createLiveStreams({
    wait: pauses.wait,
    log: { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) },
    random: createRandom(),
  })
  const app = await createTestApp({ live })
  const { server, origin } = await new Promise<{ server: ReturnType<typeof serve>; origin: string }>(
    (resolve) => {
      const fetch = async (request: Request) => compress(request, await app.app.fetch(request))
      const started = serve({ port: 0, hostname: '127.0.0.1', fetch }, ({ port }) =>
        resolve({ server: started, origin: `http://127.0.0.1:${port}` }),
      )
    },
  )

  const follow = async (path: string, init: RequestInit = {}) => {
    const gone = new AbortController()
    const answer = await fetch(`${origin}${path}`, { ...init, signal: gone.signal })
    const isStream = answer.headers.get('Content-Type')?.startsWith('text/event-stream') ?? false
    const reader = isStream ? answer.body?.getReader() : undefined
    return {
      answer,
      /** The next that is said; undefined at the end. */
      async next(): Promise<string | undefined> {
        const { done, value } = (await reader?.read()) ?? { done: true }
        return done ? undefined : new TextDecoder().decode(value)
      },
      leave: () => gone.abort(),
    }
  }

  return {
    ...app,
    live,
    pauses,
    streamFaults: faults,
    server,
    /** Follows what a signed-in member may follow. */
    followAs: (cookie: string, path: string) => follow(path, { headers: { Cookie: cookie } }),
    /** Follows what a code stands for. */
    followByCode: (path: string, code: string) =>
      follow(path, {
        method: 'POST',
        headers: { 'Sec-Fetch-Site': 'same-origin' },
        body: new URLSearchParams({ code }),
      }),
    async close() {
      live.close()
      server.close()
      await app.close()
    },
  }
}
