import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { MailConfig } from '../../src/platform/mail-config.ts'
import { createMailer } from '../../src/platform/mailer.ts'
import type { OutgoingMail } from '../../src/ports.ts'
import { headersOf, type MailServer, startMailServer, textOf } from '../notifications/mail-server.ts'

const opened: (() => unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

async function mailServer(): Promise<MailServer> {
  const server = await startMailServer()
  opened.push(server.close)
  return server
}

/** Answers each line of a client by its first word. */
async function scripted(
  answers: Readonly<Record<string, string>>,
): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = []
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 mail\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        heard.push(line)
        socket.write(`${answers[line.split(/[ :]/)[0] ?? ''] ?? '250 ok'}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, heard }
}

const mailer = (port: number, changes: Partial<MailConfig> = {}) =>
  createMailer({
    ...{ host: '127.0.0.1', port, tls: 'optional', user: undefined, passphrase: undefined },
    from: 'reminder@letters.example',
    ...changes,
  })

const mail = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  ...{ to: 'luz@box.example', subject: 'Reminder', text: 'Something new', headers: {}, id: 'abc123' },
  ...changes,
})

test('a mail arrives with its words in every script, and the headers it was given', async () => {
  const { port, letters } = await mailServer()
  const text = 'Нові речі для тебе: ñandú ✓\n\nhttps://place.example\n'
  const sent = await mailer(port).send(
    mail({ subject: 'Напоминание', text, headers: { 'Auto-Submitted': 'auto-generated' } }),
  )
  expect(sent).toEqual({ ok: true })
  const [letter] = letters
  if (!letter) throw new Error('no letter')
  expect(textOf(letter).replaceAll('\r\n', '\n').trim()).toBe(text.trim())
  expect(headersOf(letter)).toMatchObject({
    'auto-submitted': 'auto-generated',
    'message-id': '<abc123@letters.example>',
    to: 'luz@box.example',
  })
})

test('what is more than one plain address goes to nobody', async () => {
  const { port, letters } = await mailServer()
  for (const to of [
    'a@box.example, b@box.example',
    'a@box.example\r\nBcc: b@box.example',
    '<a@box.example> b@box.example',
  ]) {
    expect(await mailer(port).send(mail({ to }))).toEqual({ ok: false, failure: 'refused' })
  }
  expect(letters).toEqual([])
})

test.each([
  [550, 'refused'],
  [451, 'unreachable'],
])('a recipient answered with %i is %s', async (code, failure) => {
  const server = await mailServer()
  server.refuse(code)
  expect(await mailer(server.port).send(mail())).toEqual({ ok: false, failure })
  expect(server.letters).toEqual([])
})

test('our own sender or sign-in being refused is for the operator to mend, and may pass', async () => {
  const unreachable = { ok: false, failure: 'unreachable' }
  const sender = await scripted({ MAIL: '550 not you' })
  expect(await mailer(sender.port).send(mail())).toEqual(unreachable)
  const signIn = await scripted({ EHLO: '250-mail\r\n250 AUTH PLAIN', AUTH: '535 wrong' })
  expect(await mailer(signIn.port, { user: 'u', passphrase: 'p' }).send(mail())).toEqual(unreachable)
})

test('a server that is away is unreachable', async () => {
  const server = await startMailServer()
  await server.close()
  expect(await mailer(server.port).send(mail())).toEqual({ ok: false, failure: 'unreachable' })
})

test('without encryption neither a passphrase nor an address is told to another machine', async () => {
  const { port, heard } = await scripted({ EHLO: '250-mail\r\n250 AUTH PLAIN' })
  const far = mailer(port, { tls: 'required', user: 'u', passphrase: 'secret' })
  expect(await far.send(mail())).toEqual({ ok: false, failure: 'unreachable' })
  expect(heard.join('\n')).not.toMatch(/AUTH|MAIL|RCPT/)
})
