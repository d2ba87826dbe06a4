import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { judgeDocument } from '../../src/media/judge-document.ts'
import { objectStream, pdf, stream } from './documents.ts'

const answer = async (file: Uint8Array) => {
  const result = await judgeDocument(file, 'document')
  return result.ok ? result.value : result.refusals[0].message
}

const nameless = { namesAuthor: false }
const acts = 'media.errors.documentActs'

describe('a document', () => {
  it('that only shows pages may go', async () => {
    expect(await answer(pdf())).toEqual(nameless)
    expect(await answer(pdf({ objects: [objectStream('<< /Type /Font >>')] }))).toEqual(nameless)
    const picture = stream('/Type /XObject /Subtype /Image', randomBytes(200_000))
    const photograph = stream('/Subtype /Image /Filter /DCTDecode', randomBytes(100_000), { isPacked: false })
    expect(await answer(pdf({ objects: [picture, photograph] }))).toEqual(nameless)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['markup that mentions one', Buffer.from('<html>%PDF-1.7 %%EOF')],
    ['a zip', Buffer.from('PK\x03\x04%PDF-1.4', 'latin1')],
  ])('is a PDF by its content, and %s is none', async (_, file) => {
    expect(await answer(file)).toBe('media.errors.notDocument')
  })

  it('that is cut off, locked or too large is refused, each with its own words', async () => {
    const whole = pdf()
    expect(await answer(whole.subarray(0, whole.length - 10))).toBe('media.errors.documentBroken')
    expect(await answer(pdf({ trailer: '/Encrypt 9 0 R' }))).toBe('media.errors.documentLocked')
    expect(await answer(pdf({ trailer: '/En#63rypt 9 0 R' }))).toBe('media.errors.documentLocked')
    expect(await answer(pdf({ objects: [randomBytes(5_000_000)] }))).toBe('media.errors.documentLarge')
    expect(await answer(Buffer.alloc(50_000_000, '%PDF-1.7'))).toBe('media.errors.documentLarge')
  })

  it.each([
    'JavaScript /JS (app.alert(1))',
    'J#61vaScript /JS (app.alert(1))',
    'Launch /F (cmd.exe)',
    'SubmitForm /F (https://elsewhere.example)',
    'GoToR /F (\\\\\\\\elsewhere\\\\share)',
    'RichMedia',
  ])('that acts by itself is refused: /S /%s', async (action) => {
    const object = `<< /S /${action} >>`
    expect(await answer(pdf({ objects: [object] }))).toBe(acts)
    expect(await answer(pdf({ objects: [objectStream(object)] }))).toBe(acts)
  })

  it('that hides another file is refused', async () => {
    expect(await answer(pdf({ objects: [stream('/Type /EmbeddedFile', Buffer.from('x'))] }))).toBe(acts)
    expect(await answer(pdf({ objects: ['<< /Names << /EmbeddedFiles 9 0 R >> >>'] }))).toBe(acts)
  })

  it('whose names are spelled in escapes without end is refused before they are read', async () => {
    const spelled = (times: number) => `<< /${'#41'.repeat(times)} 1 >>`
    expect(await answer(pdf({ objects: [spelled(99_000)] }))).toEqual(nameless)
    expect(await answer(pdf({ objects: [spelled(100_001)] }))).toBe(acts)
    expect(
      await answer(pdf({ objects: [objectStream(spelled(60_000)), objectStream(spelled(60_000))] })),
    ).toBe(acts)
  })

  const hidden = '<< /S /JavaScript /JS (app.alert(1)) >>'

  it.each([
    ['without saying that it holds objects', objectStream(hidden, '/N 1 /First 5')],
    ['behind a length that is not true', lying(hidden)],
    ['behind the word stream in a text', posing(hidden)],
    ['behind a comment', stream('/Type /ObjStm', Buffer.from(`% 10 0\n10 0 ${hidden}`))],
  ])('cannot hide an action in packed objects %s', async (_, object) => {
    expect(await answer(pdf({ objects: [object] }))).toBe(acts)
  })

  it('that cannot be looked into is refused', async () => {
    const packed = stream('/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]', Buffer.from('x'), {
      isPacked: false,
    })
    expect(await answer(pdf({ objects: [packed] }))).toBe(acts)
    const broken = objectStream(hidden)
    broken.writeUInt8(broken.readUInt8(broken.length - 14) ^ 0xff, broken.length - 14)
    expect(await answer(pdf({ objects: [broken] }))).toBe(acts)
  })

  it('that swells when it is unpacked is refused in bounded memory', async () => {
    const bomb = stream(
      '/Type /ObjStm',
      Buffer.concat([Buffer.from('10 0 '), Buffer.alloc(400_000_000, ' ')]),
    )
    expect(bomb.length).toBeLessThan(1_000_000)
    const before = process.memoryUsage().rss
    expect(await answer(pdf({ objects: [bomb] }))).toBe(acts)
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  })

  it('with thousands of beginnings and no end is refused, not tried for ever', async () => {
    const beginnings = Buffer.from(`stream\n\x78\x9c`.repeat(400_000), 'latin1')
    expect(await answer(pdf({ objects: [beginnings] }))).toBe(acts)
  })
})

describe('a document that says who made it', () => {
  const xmp = (tag: string) =>
    Buffer.from(
      `<?xpacket begin=""?><x:xmpmeta><${tag}><rdf:Seq><rdf:li>Luz</rdf:li></rdf:Seq></${tag}></x:xmpmeta>`,
    )

  it.each([
    ['in its own entry', pdf({ objects: ['<< /Author (Luz) /Producer (x) >>'] })],
    ['in capital bytes', pdf({ objects: ['<< /Author <FEFF004C> >>'] })],
    ['elsewhere in the file', pdf({ objects: ['<< /Author 7 0 R >>', '(Luz)'] })],
    ['among packed objects', pdf({ objects: [objectStream('<< /Author (Luz) >>')] })],
    [
      'in its metadata',
      pdf({ objects: [stream('/Type /Metadata', xmp('dc:creator'), { isPacked: false })] }),
    ],
    ['in packed metadata', pdf({ objects: [stream('/Type /Metadata', xmp('dc:creator'))] })],
  ])('is noticed: %s', async (_, file) => {
    expect(await answer(file)).toEqual({ namesAuthor: true })
  })

  it('is not imagined where the entry is empty', async () => {
    expect(await answer(pdf({ objects: ['<< /Author () /Title (x) >>', '<< /Author <> >>'] }))).toEqual(
      nameless,
    )
  })
})

/** An object stream whose dictionary gives a length of one byte. */
function lying(content: string): Buffer {
  const data = deflateSync(Buffer.from(`10 0 ${content}`))
  return Buffer.concat([
    Buffer.from('<< /Type /ObjStm /Filter /FlateDecode /Length 1 >>\nstream\r\n'),
    data,
    Buffer.from('\r\nendstream'),
  ])
}

/** An object stream whose dictionary holds a text that looks like a harmless stream of its own. */
function posing(content: string): Buffer {
  const harmless = deflateSync(Buffer.from('10 0 << /Type /Font >>')).toString('latin1')
  const data = deflateSync(Buffer.from(`10 0 ${content}`))
  const dictionary = `<< /Type /ObjStm /Filter /FlateDecode /X (stream\n${harmless}\nendstream) >>\nstream\n`
  return Buffer.concat([Buffer.from(dictionary, 'latin1'), data, Buffer.from('\nendstream')])
}
