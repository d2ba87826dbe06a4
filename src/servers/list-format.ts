import { domainOf } from '../policy/servers.ts'
import { serverLimits } from './rules.ts'

export type Severity = 'suspend' | 'silence' | 'noop'

export interface ListedServer {
  readonly domain: string
  readonly severity: Severity
  readonly comment: string
}

export interface ReadList {
  /** Each domain once, the hardest severity of it. */
  readonly servers: readonly ListedServer[]
  /** Lines that name no domain, as they stand there: hidden ones with a star above all. */
  readonly unusable: readonly string[]
  /** Further lines of a domain that came before. */
  readonly repeated: number
  /** Longer than what is read. */
  readonly isTooLong: boolean
}

const hardness = { noop: 0, silence: 1, suspend: 2 } as const satisfies Record<Severity, number>
const longestComment = 300
const longestLine = 120

/**
 * Reads a list of blocked servers: CSV with a header as Mastodon exports it (`#domain,#severity,...,#public_comment`;
 * the signs are optional and columns may stand in any order), or a domain on each line, which means `suspend`. Never
 * throws; what is no domain is given back.
 */
export function readList(text: string): ReadList {
  const rows = csvRows(text.replace(/^\ufeff/, '').slice(0, serverLimits.list))
  const isTooLong = text.length > serverLimits.list || rows.length > serverLimits.lines + 1
  const header = rows[0]?.map((name) => name.trim().replace(/^#/, '').toLowerCase()) ?? []
  const hasHeader = header.includes('domain')
  const at = (name: string) => (hasHeader ? header.indexOf(name) : name === 'domain' ? 0 : -1)
  const servers = new Map<string, ListedServer>()
  const unusable: string[] = []
  let repeated = 0
  for (const row of rows.slice(hasHeader ? 1 : 0).slice(0, serverLimits.lines)) {
    const written = row[at('domain')]?.trim() ?? ''
    // A comment, or an empty line between others.
    if (written === '' || (!hasHeader && written.startsWith('#'))) continue
    const domain = domainOf(written)
    if (domain === undefined) {
      unusable.push(written.slice(0, longestLine))
      continue
    }
    const severity = severityOf(row[at('severity')])
    const comment = (row[at('public_comment')] ?? '').replace(/\s+/gu, ' ').trim().slice(0, longestComment)
    const known = servers.get(domain)
    if (known) repeated += 1
    if (!known || hardness[severity] > hardness[known.severity]) {
      servers.set(domain, { domain, severity, comment })
    }
  }
  return { servers: [...servers.values()], unusable, repeated, isTooLong }
}

/** Our own list in the same form; what moderators noted stays here. */
export const writeList = (domains: readonly string[]): string =>
  [
    '#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate',
    ...domains.map((domain) => `${domain},suspend,false,false,,false`),
    '',
  ].join('\r\n')

/** What is called otherwise, or not at all, is a block: that is what such lists are for. */
function severityOf(written: string | undefined): Severity {
  const severity = written?.trim().toLowerCase()
  return severity === 'silence' || severity === 'noop' ? severity : 'suspend'
}

/** Rows of comma-separated fields with quotes where needed (RFC 4180); an open quote ends with the text. */
function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let isQuoted = false
  const endField = () => {
    row.push(field)
    field = ''
  }
  const endRow = () => {
    endField()
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (isQuoted) {
      if (sign !== '"') field += sign
      else if (text.charAt(at + 1) === '"') {
        field += '"'
        at += 1
      } else isQuoted = false
    } else if (sign === '"' && field === '') isQuoted = true
    else if (sign === ',') endField()
    else if (sign === '\n') endRow()
    else if (sign !== '\r') field += sign
  }
  endRow()
  return rows
}
