import { deflateSync } from 'node:zlib'

interface PdfOptions {
  /** Objects as they stand in the file, without their number. */
  readonly objects?: readonly (string | Buffer)[]
  readonly trailer?: string
  readonly end?: string
}

/** A PDF of one page, with more objects. Its cross references are left to the reader to mend, as most can. */
export function pdf({ objects = [], trailer = '', end = '%%EOF\n' }: PdfOptions = {}): Buffer {
  const all = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R >>',
    stream('', Buffer.from('BT /F1 12 Tf (Hello) Tj ET')),
    ...objects,
  ]
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    ...all.map((content, index) =>
      Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        typeof content === 'string' ? Buffer.from(content) : content,
        Buffer.from('\nendobj\n'),
      ]),
    ),
    Buffer.from(`trailer << /Root 1 0 R /Size ${all.length + 1} ${trailer} >>\nstartxref\n0\n${end}`),
  ])
}

/** A stream object with these entries; packed with zlib unless told. */
export function stream(entries: string, content: Buffer, { isPacked = true } = {}): Buffer {
  const data = isPacked ? deflateSync(content) : content
  const filter = isPacked ? '/Filter /FlateDecode' : ''
  return Buffer.concat([
    Buffer.from(`<< ${entries} ${filter} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ])
}

/** Objects packed together, as most programs write them today. */
export const objectStream = (content: string, entries = '/Type /ObjStm /N 1 /First 5'): Buffer =>
  stream(entries, Buffer.from(`10 0 ${content}`))
