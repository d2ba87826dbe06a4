/** The part of RFC 8941 (structured fields) that message signatures and digests need: dictionaries. */
export type BareItem =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'bytes'; readonly value: Buffer }
  | { readonly kind: 'token'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }

type Parameters = ReadonlyMap<string, BareItem>

export interface ListMember {
  readonly item: BareItem
  readonly parameters: Parameters
}

export interface InnerList {
  readonly kind: 'list'
  readonly members: readonly ListMember[]
  readonly parameters: Parameters
}

export type Dictionary = ReadonlyMap<string, InnerList | BareItem>

/** Gives `undefined` for anything that is not a well-formed dictionary of the kinds above. */
export function parseDictionary(text: string): Dictionary | undefined {
  const reader = { rest: text.trim() }
  const dictionary = new Map<string, InnerList | BareItem>()
  try {
    while (reader.rest !== '') {
      const name = take(reader, /^[a-z*][a-z0-9_\-.*]*/)
      dictionary.set(
        name,
        reader.rest.startsWith('=') ? readMember(reader) : { kind: 'boolean', value: true },
      )
      if (reader.rest === '') break
      take(reader, /^[ \t]*,[ \t]*/)
      if (reader.rest === '') return undefined
    }
    return dictionary
  } catch (fault) {
    if (fault instanceof MalformedField) return undefined
    throw fault
  }
}

/** The strict serialisation (RFC 8941, section 4.1.1.1) that a signature base ends with. */
export function serializeInnerList(list: InnerList): string {
  const members = list.members.map(
    (member) => serializeItem(member.item) + serializeParameters(member.parameters),
  )
  return `(${members.join(' ')})${serializeParameters(list.parameters)}`
}

interface Reader {
  rest: string
}

class MalformedField extends Error {}

function readMember(reader: Reader): InnerList | BareItem {
  take(reader, /^=/)
  if (!reader.rest.startsWith('(')) {
    const item = readItem(reader)
    readParameters(reader)
    return item
  }
  take(reader, /^\( */)
  const members: ListMember[] = []
  while (!reader.rest.startsWith(')')) {
    members.push({ item: readItem(reader), parameters: readParameters(reader) })
    take(reader, /^(?: +|(?=\)))/)
  }
  take(reader, /^\)/)
  return { kind: 'list', members, parameters: readParameters(reader) }
}

function readParameters(reader: Reader): Parameters {
  const parameters = new Map<string, BareItem>()
  while (reader.rest.startsWith(';')) {
    take(reader, /^; */)
    const name = take(reader, /^[a-z*][a-z0-9_\-.*]*/)
    if (!reader.rest.startsWith('=')) {
      parameters.set(name, { kind: 'boolean', value: true })
      continue
    }
    take(reader, /^=/)
    parameters.set(name, readItem(reader))
  }
  return parameters
}

function readItem(reader: Reader): BareItem {
  const first = reader.rest[0] ?? ''
  if (first === '"') {
    const quoted = take(reader, /^"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/)
    return { kind: 'string', value: quoted.slice(1, -1).replace(/\\(["\\])/g, '$1') }
  }
  if (first === ':') {
    const encoded = take(reader, /^:[A-Za-z0-9+/]*={0,2}:/)
    return { kind: 'bytes', value: Buffer.from(encoded.slice(1, -1), 'base64') }
  }
  if (first === '?') return { kind: 'boolean', value: take(reader, /^\?[01]/) === '?1' }
  if (/[-0-9]/.test(first))
    return { kind: 'integer', value: Number(take(reader, /^-?[0-9]{1,15}(?![0-9.])/)) }
  return { kind: 'token', value: take(reader, /^[A-Za-z*][A-Za-z0-9!#$%&'*+\-.^_`|~:/]*/) }
}

function take(reader: Reader, pattern: RegExp): string {
  const [found] = pattern.exec(reader.rest) ?? []
  if (found === undefined) throw new MalformedField(reader.rest)
  reader.rest = reader.rest.slice(found.length)
  return found
}

function serializeParameters(parameters: Parameters): string {
  return [...parameters]
    .map(([name, item]) =>
      item.kind === 'boolean' && item.value ? `;${name}` : `;${name}=${serializeItem(item)}`,
    )
    .join('')
}

function serializeItem(item: BareItem): string {
  switch (item.kind) {
    case 'string':
      return `"${item.value.replace(/(["\\])/g, '\\$1')}"`
    case 'integer':
      return String(item.value)
    case 'bytes':
      return `:${item.value.toString('base64')}:`
    case 'token':
      return item.value
    case 'boolean':
      return item.value ? '?1' : '?0'
  }
}
