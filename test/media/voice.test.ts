import { describe, expect, it } from 'vitest'
import { judgeVoice } from '../../src/media/judge-voice.ts'
import { readWebm } from '../../src/media/read-webm.ts'
import { oggPage, oggVoice, silence, webmElement, webmVoice } from './sounds.ts'

const secret = 'CanariaSecreta'

const judged = (file: Uint8Array) => {
  const result = judgeVoice(file, 'voice')
  if (!result.ok) throw new Error(result.refusals[0].message)
  return result.value
}

const refusal = (file: Uint8Array) => {
  const result = judgeVoice(file, 'voice')
  return result.ok ? 'accepted' : result.refusals[0].message
}

describe.each([
  ['Ogg', oggVoice],
  ['WebM', webmVoice],
] as const)('a voice message in %s', (_, voice) => {
  it('becomes WebM with the same sound and its true length', () => {
    const { bytes, seconds, mediaType } = judged(voice({ seconds: 3 }))
    expect({ seconds, mediaType }).toEqual({ seconds: 3, mediaType: 'audio/webm' })
    const sound = readWebm(bytes)
    expect(sound.packets).toHaveLength(150)
    for (const packet of sound.packets) expect([...packet]).toEqual([...silence])
    expect(sound).toMatchObject({ channels: 1, preSkip: 312 })
  })

  it('keeps nothing of where and by whom it was made', () => {
    const file = voice({ secret })
    expect(file.includes(secret)).toBe(true)
    expect(Buffer.from(judged(file).bytes).includes(secret)).toBe(false)
  })

  it('becomes the same bytes for the same sound, whoever recorded it', () => {
    expect(judged(voice({ secret })).bytes).toEqual(judged(voice({ secret: 'another' })).bytes)
  })

  it('may last 60 seconds and not 61', () => {
    expect(judged(voice({ seconds: 60 })).seconds).toBe(60)
    expect(refusal(voice({ seconds: 61 }))).toBe('media.errors.voiceLong')
  })

  it('may be in stereo, but not for an orchestra', () => {
    expect(readWebm(judged(voice({ channels: 2 })).bytes).channels).toBe(2)
    expect(refusal(voice({ channels: 6 }))).toBe('media.errors.voiceBroken')
  })

  it('is refused when it is cut off anywhere, and never breaks anything', () => {
    const file = voice({ seconds: 1 })
    for (let length = 1; length < file.length; length += 7) {
      expect(refusal(file.subarray(0, length))).toMatch(/^(media\.errors\.|accepted$)/)
    }
    expect(refusal(file.subarray(0, file.length - 2))).toBe('media.errors.voiceBroken')
  })

  it('is refused when it is silent because nothing is in it', () => {
    expect(refusal(voice({ seconds: 0 }))).toBe('media.errors.voiceEmpty')
  })

  it('is refused when it holds more than speech needs', () => {
    expect(refusal(voice({ seconds: 60, packet: Buffer.concat([silence, Buffer.alloc(200)]) }))).toBe(
      'media.errors.voiceLarge',
    )
  })

  it('is refused when its packets are not Opus', () => {
    expect(refusal(voice({ packet: new Uint8Array() }))).toBe('media.errors.voiceBroken')
    // A frame count of none, and one of more than 120 ms.
    expect(refusal(voice({ packet: new Uint8Array([0xfb, 0]) }))).toBe('media.errors.voiceBroken')
    expect(refusal(voice({ packet: new Uint8Array([0xfb, 63]) }))).toBe('media.errors.voiceBroken')
  })
})

it('cannot say that it is shorter than it is: packets are counted, not what the pages claim', () => {
  const long = Buffer.concat([
    oggVoice({ seconds: 0 }),
    ...Array.from({ length: 70 }, (_, index) =>
      oggPage(Array(50).fill(silence), { granule: 48_000, sequence: index + 2 }),
    ),
  ])
  expect(refusal(long)).toBe('media.errors.voiceLong')
})

it.each([
  ['a second stream', Buffer.concat([oggVoice(), oggPage([silence], { serial: 8 })])],
  ['a changed byte', changed(oggVoice())],
  ['something behind it', Buffer.concat([oggVoice(), Buffer.from('<script>')])],
  ['another codec', oggPage([Buffer.from('\x01vorbis and more')], { flags: 2 })],
])('an Ogg file with %s is refused', (_, file) => {
  expect(refusal(file)).toBe('media.errors.voiceBroken')
})

it.each([
  ['Vorbis', webmVoice({ codec: 'A_VORBIS' })],
  ['a name that only begins like it', webmVoice({ codec: 'A_OPUS/X' })],
  ['pictures', webmVoice({ trackType: 1 })],
  ['two tracks', webmVoice({ secondTrack: true })],
  ['a lock', webmVoice({ inTrack: webmElement('6d80', Buffer.from([1])) })],
  ['laced blocks', webmVoice({ flags: 0x82 })],
  ['a film’s container', webmVoice({ docType: 'matroska' })],
])('a WebM file with %s is refused', (_, file) => {
  expect(refusal(file)).toBe('media.errors.voiceBroken')
})

it.each([
  ['nothing', Buffer.alloc(0)],
  ['an MP4', Buffer.from('\0\0\0\x20ftypM4A \0\0\0\0', 'latin1')],
  ['an MP3', Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1')],
  ['a WAV', Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1')],
  ['a PDF', Buffer.from('%PDF-1.7')],
  ['markup', Buffer.from('<audio>')],
])('%s is no voice message, whatever it is called', (_, file) => {
  expect(refusal(file)).toBe('media.errors.notVoice')
})

it('50 MB are refused before they are looked at', () => {
  expect(refusal(Buffer.alloc(50_000_000, 'OggS'))).toBe('media.errors.voiceLarge')
})

function changed(file: Buffer): Buffer {
  const copy = Buffer.from(file)
  copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1)
  return copy
}
