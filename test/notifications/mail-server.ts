import { SMTPServer } from 'smtp-server'

export interface Letter {
  readonly from: string
  readonly to: readonly string[]
  /** How the client introduced itself. */
  readonly greeting: string
  /** As it came over the wire. */
  readonly source: string
}

/** A mail server on this machine that keeps what it is given. */
export async function startMailServer() {
  const letters: Letter[] = []
  let refusal: { readonly code: number } | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo: (_address, _session, callback) => {
      if (!refusal) return callback()
      callback(Object.assign(new Error('not now'), { responseCode: refusal.code }))
    },
    onData: (stream, session, callback) => {
      let source = ''
      stream.on('data', (chunk: Buffer) => {
        source += chunk.toString()
      })
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        letters.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          greeting: String(session.hostNameAppearsAs),
          source,
        })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  return {
    letters,
    port: typeof address === 'object' && address ? address.port : 0,
    /** From now on every recipient is refused with this code; undefined: none. */
    refuse: (code?: number) => {
      refusal = code === undefined ? undefined : { code }
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>

/** The header block of a letter by lower-case name, unfolded. */
export function headersOf({ source }: Letter): Readonly<Record<string, string>> {
  const [block = ''] = source.split('\r\n\r\n')
  const lines = block.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
}

/** The text of a letter as its reader sees it. */
export function textOf(letter: Letter): string {
  const body = letter.source.slice(letter.source.indexOf('\r\n\r\n') + 4)
  const encoding = headersOf(letter)['content-transfer-encoding']
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
