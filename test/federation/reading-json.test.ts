import { describe, expect, it } from 'vitest'
import { idOf, readJsonObject, typesOf } from '../../src/federation/read-json.ts'
import { readObject } from '../../src/federation/read-object.ts'
import { judgeAnnounced, mayCreate, readActivity } from '../../src/federation/trust.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const today = new Date('2030-05-20T10:00:00Z')

describe('JSON from a stranger', () => {
  it('is read whatever contexts it names, or none', () => {
    for (const context of [
      '"https://www.w3.org/ns/activitystreams"',
      '["https://elsewhere.example/c.jsonld"]',
      '7',
    ]) {
      expect(readJsonObject(bytes(`{"@context":${context},"type":"Note"}`))).toMatchObject({ type: 'Note' })
    }
    expect(readJsonObject(bytes('{"type":"Note"}'))).toEqual({ type: 'Note' })
  })

  it('is refused when it is too deep, too long, no object or no JSON', () => {
    const nested = (depth: number) => bytes(`{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`)
    expect(readJsonObject(nested(39))).toBeDefined()
    expect(readJsonObject(nested(40))).toBeUndefined()
    expect(readJsonObject(bytes(`{"x":"${'['.repeat(1_000)}\\"["}`))).toBeDefined()
    expect(readJsonObject(bytes(`{"x":"${'a'.repeat(262_144)}"}`))).toBeUndefined()
    for (const text of ['', 'null', '1', '[]', '{', '{"a":1}}'])
      expect(readJsonObject(bytes(text))).toBeUndefined()
    expect(readJsonObject(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBeUndefined()
  })

  it('knows types and ids by all their spellings, and nothing that is no web address for an id', () => {
    expect(typesOf({ type: ['as:Note', 'https://www.w3.org/ns/activitystreams#Page', 7] })).toEqual([
      'Note',
      'Page',
    ])
    expect(idOf({ id: 'https://a.example/1' })).toBe('https://a.example/1')
    expect(idOf([{ '@id': 'https://a.example/2' }])).toBe('https://a.example/2')
    for (const id of [
      'acct:a@b',
      'https://a.example/ü',
      'https://a.example/\0',
      `https://${'a'.repeat(3_000)}`,
      7,
      null,
    ]) {
      expect(idOf(id)).toBeUndefined()
    }
  })
})

describe('an object', () => {
  const base = { id: 'https://a.example/1', type: 'Note', attributedTo: 'https://a.example/u' }

  it('is read in the shapes that servers send', () => {
    const full = {
      ...base,
      type: ['Page'],
      attributedTo: [{ id: 'https://a.example/u', type: 'Person' }],
      name: 'Title',
      contentMap: { sv: '<p>Hej</p>', en: '<p>Hi</p>' },
      published: '2030-05-01T23:59:59+02:00',
      image: { type: 'Image', url: { type: 'Link', href: 'https://a.example/1.png' } },
      attachment: [
        { type: 'Document', mediaType: 'image/jpeg', url: 'https://a.example/2.jpg', name: 'Two' },
        { type: 'Document', mediaType: 'video/mp4', url: 'https://a.example/3.mp4' },
        'https://a.example/4',
      ],
    }
    expect(readObject(full, today)).toEqual({
      uri: base.id,
      authorUri: base.attributedTo,
      title: 'Title',
      html: '<p>Hej</p>',
      language: 'sv',
      translations: [{ language: 'en', title: '', html: '<p>Hi</p>' }],
      publishedOn: '2030-05-01',
      images: [
        { url: 'https://a.example/1.png', alt: '' },
        { url: 'https://a.example/2.jpg', alt: 'Two' },
      ],
      links: [{ url: 'https://a.example/3.mp4', name: '', kind: 'video' }],
    })
  })

  it('is escaped when it says that it is plain text, and dated today when it says no day', () => {
    const plain = { ...base, content: 'a < b', mediaType: 'text/plain', published: 'soon' }
    expect(readObject(plain, today)).toMatchObject({
      html: 'a &lt; b',
      publishedOn: '2030-05-20',
      language: '',
    })
  })

  it('keeps its language when that is Indonesian, whose sign is the name of an id too', () => {
    for (const contentMap of [{ id: '<p>Teh</p>' }, { id: '<p>Teh</p>', es: '<p>Té</p>' }]) {
      const body = {
        id: 'https://a.example/1',
        type: 'Note',
        attributedTo: 'https://a.example/u',
        contentMap,
      }
      const json = readJsonObject(new TextEncoder().encode(JSON.stringify(body)))
      expect(json && readObject(json, new Date())).toMatchObject({ language: 'id', html: '<p>Teh</p>' })
    }
  })

  it('is nothing to us without an author or of another kind', () => {
    for (const object of [
      { ...base, type: 'Place' },
      { ...base, attributedTo: undefined },
      { ...base, id: 'x' },
    ]) {
      expect(readObject(object, today)).toBeUndefined()
    }
  })
})

describe('trust', () => {
  const activity = { id: 'https://a.example/1', type: 'Create', actor: 'https://a.example/u', object: {} }

  it('takes an activity only with an id on its actor’s host, port included', () => {
    expect(readActivity(activity)).toMatchObject({ host: 'a.example', uri: activity.id })
    expect(readActivity({ ...activity, id: 'https://b.example/1' })).toBe('foreign-id')
    expect(readActivity({ ...activity, id: 'https://a.example:8443/1' })).toBe('foreign-id')
    expect(readActivity({ ...activity, actor: undefined })).toBe('malformed')
    expect(readActivity({ ...activity, id: 'https://a:b@a.example/1' })).toBe('malformed')
  })

  it('lets only the author create, on her own host', () => {
    const by = { actorUri: 'https://a.example/u' }
    const object = { id: 'https://a.example/1', attributedTo: by.actorUri }
    expect(mayCreate(by, object)).toBe(true)
    expect(mayCreate(by, { ...object, attributedTo: 'https://a.example/v' })).toBe(false)
    expect(mayCreate(by, { ...object, id: 'https://b.example/1' })).toBe(false)
    expect(mayCreate(by, { attributedTo: by.actorUri })).toBe(false)
  })

  it('believes a channel about its own server, asks others, and for an allied channel asks nobody else', () => {
    const origin = 'https://ours.example'
    const judge = (announced: unknown, kind: 'open' | 'allied') =>
      judgeAnnounced(announced, { uri: 'https://a.example/c', kind }, origin)
    const own = { id: 'https://a.example/1' }
    const others = { id: 'https://b.example/1' }
    expect([judge(own, 'open'), judge(own, 'allied')]).toEqual(['embedded', 'embedded'])
    expect([judge(own.id, 'open'), judge(own.id, 'allied')]).toEqual(['fetch', 'fetch'])
    expect([judge(others, 'open'), judge(others, 'allied')]).toEqual(['fetch', 'refuse'])
    expect([judge({ id: `${origin}/1` }, 'open'), judge({}, 'open')]).toEqual(['refuse', 'refuse'])
  })
})
