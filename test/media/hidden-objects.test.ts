import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { judgeDocument } from '../../src/media/judge-document.ts'

const acting = '1 0 <</S /JavaScript /JS (app.alert(1))>>'

const withObjects = (packed: Uint8Array, filter = '/FlateDecode'): Uint8Array =>
  Buffer.concat([
    Buffer.from(`%PDF-1.5\n5 0 obj <</Type /ObjStm /N 1 /First 4 /Filter ${filter}>>\nstream\n`),
    packed,
    Buffer.from('\nendstream endobj\n%%EOF\n'),
  ])

const ways: Readonly<Record<string, Uint8Array>> = {
  'behind white space': withObjects(deflateSync(Buffer.from(' '.repeat(80) + acting))),
  'behind a megabyte of zeros': withObjects(
    deflateSync(Buffer.concat([Buffer.alloc(1_000_000), Buffer.from(acting)])),
  ),
  'behind a sign': withObjects(deflateSync(Buffer.from(`+${acting}`))),
  'behind the tag of a predictor': withObjects(deflateSync(Buffer.from(`\u0002${acting}`))),
  'packed twice': withObjects(deflateSync(deflateSync(Buffer.from(acting))), '[/FlateDecode /FlateDecode]'),
}

describe('an object that acts by itself is found in a document', () => {
  for (const [where, bytes] of Object.entries(ways)) {
    it(where, async () => {
      const judged = await judgeDocument(bytes, 'document')
      expect(judged.ok ? [] : judged.refusals.map(({ message }) => message)).toEqual([
        'media.errors.documentActs',
      ])
    })
  }

  it('and masks that begin with nothing hide none', async () => {
    const mask = deflateSync(Buffer.concat([Buffer.alloc(6_000_000), Buffer.alloc(100, 200)]))
    const streams = Array.from({ length: 6 }, () => [
      Buffer.from('stream\n'),
      mask,
      Buffer.from('\nendstream\n'),
    ])
    const document = Buffer.concat([
      Buffer.from('%PDF-1.5\n/ObjStm '),
      ...streams.flat(),
      Buffer.from('%%EOF'),
    ])
    expect((await judgeDocument(document, 'document')).ok).toBe(true)
  })
})
