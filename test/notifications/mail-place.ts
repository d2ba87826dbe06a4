import { hostname } from 'node:os'
import { expect } from 'vitest'
import { createWorker } from '../../src/jobs/worker.ts'
import { createNotificationHandlers } from '../../src/notifications/handlers.ts'
import { enqueueMails } from '../../src/notifications/send-mail.ts'
import { createMailer } from '../../src/platform/mailer.ts'
import type { Mailer } from '../../src/ports.ts'
import { createTestCommunity } from '../support/community.ts'
import { headersOf, type Letter, startMailServer, textOf } from './mail-server.ts'
import { forget, noQuiet } from './support.ts'

/** A community that sends mail, and the server that takes it. */
export async function createMailPlace() {
  const community = await createTestCommunity()
  const luz = await community.member({ name: 'Luz Canary' })
  const post = await startMailServer()
  const faults: unknown[] = []
  const mailer = createMailer({
    ...{ host: '127.0.0.1', port: post.port, tls: 'optional', user: undefined, passphrase: undefined },
    from: 'reminder@letters.example',
  })
  const unexpected = () => Promise.reject(new Error('unexpected'))
  const work = (by: Mailer | 'none' = mailer) =>
    createWorker({
      newContext: community.system,
      handlers: {
        ...{ event: unexpected, deliver: unexpected, receive: unexpected },
        ...createNotificationHandlers({ safeFetch: unexpected, mailer: by === 'none' ? undefined : by }),
      },
      log: { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) },
      concurrency: 4,
    }).runDue()
  return {
    community,
    luz,
    post,
    mailer,
    faults,
    work,
    keepHouse: async () => {
      await enqueueMails(community.system())
      await work()
    },
    /** As before any test. */
    clear: async () => {
      await forget(community)
      await noQuiet(community)
      post.letters.length = 0
      post.refuse()
      faults.length = 0
    },
    close: async () => {
      await post.close()
      await community.close()
    },
  }
}

export type MailPlace = Awaited<ReturnType<typeof createMailPlace>>

/** The code that a letter brings, as it stands there. */
export const codeIn = (letter: Letter | undefined): string =>
  /([0-9a-z]{4} [0-9a-z]{4})/.exec(letter ? textOf(letter) : '')?.[1] ?? ''

/** Nothing in a letter, its envelope or its way of delivery names the community, a person, this program or this machine. */
export function expectNeutral(letter: Letter, canaries: readonly string[]): void {
  const everything = `${letter.greeting} ${letter.source} ${textOf(letter)}`.toLowerCase()
  for (const canary of [...canaries, 'Harbour', 'Luz Canary', 'ayni', 'nodemailer', hostname()])
    expect(everything).not.toContain(canary.toLowerCase())
  expect(letter.greeting).toBe('letters.example')
  expect(everything).not.toMatch(/<img|<a |content-type: text\/html/)
  const headers = headersOf(letter)
  expect(Object.keys(headers).sort()).toEqual(
    [
      ...['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', 'message-id'],
      ...['mime-version', 'subject', 'to'],
    ].sort(),
  )
  expect(headers['from']).toBe('reminder@letters.example')
  expect(headers['message-id']).toMatch(/^<[0-9a-z]+@letters\.example>$/)
}
