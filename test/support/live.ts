import { createLiveStreams, type LiveStreams } from '../../src/live/streams.ts'
import { createRandom } from '../../src/platform/random.ts'

/** Streams for which no time passes: they say what they say at once, and nothing after it. */
export const stillStreams = (): LiveStreams =>
  createLiveStreams({
    wait: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    log: { info: () => {}, error: () => {} },
    random: createRandom(),
  })

/** What an answer says; of a stream, which never ends here, what it says first. */
export async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}
