import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Inboxes of as many servers as there are addresses in 127.0.0.0/8, all in one process of their own: each takes what it
 * is sent and answers 202. Those in 127.0.255.0/24 answer after 10 seconds.
 */
export async function startReceivers() {
  const receivers = fork(fileURLToPath(new URL('receivers-process.mjs', import.meta.url)), { execArgv: [] })
  const port = await new Promise<number>((resolve, reject) => {
    receivers.once('message', (message) => resolve(Number(message)))
    receivers.once('error', reject)
  })
  return {
    port,
    /** Where an ordinary server has its inbox. */
    inboxOf: (number: number): string =>
      `http://127.${1 + Math.floor(number / 62_500)}.${Math.floor(number / 250) % 250}.${(number % 250) + 1}:${port}/inbox`,
    slowInboxOf: (number: number): string => `http://127.0.255.${number + 1}:${port}/inbox`,
    /** Nobody listens there. */
    deadInboxOf: (number: number): string => `http://127.0.254.${number + 1}:9/inbox`,
    stop: () => {
      receivers.kill()
    },
  }
}
