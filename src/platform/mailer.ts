import { createTransport } from 'nodemailer'
import type { Mailer, MailFailure, OutgoingMail } from '../ports.ts'
import type { MailConfig } from './mail-config.ts'

const connectionMilliseconds = 15_000
/** A server that is silent for so long is given up. */
const silenceMilliseconds = 30_000

/**
 * Mails over the operator's SMTP server (RFC 5321), one connection each. Greeting, Message-ID and sender carry the
 * sender's domain; the library would otherwise give away the name of this machine.
 */
export function createMailer(config: MailConfig): Mailer {
  const domain = config.from.slice(config.from.lastIndexOf('@') + 1)
  const transport = createTransport(
    {
      host: config.host,
      port: config.port,
      secure: config.tls === 'always',
      requireTLS: config.tls === 'required',
      // A server on this machine has a certificate that nobody vouches for, and needs none.
      ignoreTLS: config.tls === 'optional',
      name: domain,
      connectionTimeout: connectionMilliseconds,
      greetingTimeout: connectionMilliseconds,
      dnsTimeout: connectionMilliseconds,
      socketTimeout: silenceMilliseconds,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(config.user === undefined ? {} : { auth: { user: config.user, pass: config.passphrase } }),
    },
    { xMailer: false },
  )
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, config.from, domain))
        return { ok: true }
      } catch (fault) {
        return { ok: false, failure: failureOf(fault) }
      }
    },
  }
}

const messageOf = (mail: OutgoingMail, from: string, domain: string) => ({
  // As parts and not as text, so that no address can smuggle in another.
  from: { name: '', address: from },
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  headers: { ...mail.headers },
  messageId: `<${mail.id}@${domain}>`,
})

/**
 * 5yz to the recipient or the words is for good (RFC 5321, 4.2.1), and an address that cannot be written down. When it
 * is our own sign-in or sender that is refused, the operator can mend it.
 */
function failureOf(fault: unknown): MailFailure {
  if (typeof fault !== 'object' || fault === null || !('command' in fault)) return 'unreachable'
  if (fault.command === 'API') return 'refused'
  const isAboutMail = fault.command === 'RCPT TO' || fault.command === 'DATA'
  return isAboutMail && 'permanent' in fault && fault.permanent === true ? 'refused' : 'unreachable'
}
