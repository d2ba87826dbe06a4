import { describe, expect, it } from 'vitest'
import { readSignature } from '../../src/federation/signatures/read-signature.ts'

const now = new Date('2030-05-20T10:00:00Z')
const seconds = now.getTime() / 1_000
const keyId = 'https://ally.example/actor#main-key'
const digest = 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:'

const read = (headers: Record<string, string>, method = 'POST') =>
  readSignature(new Request('https://ours.example/ap/inbox', { method, headers }), now)

describe('the claim of an RFC 9421 signature', () => {
  const rfc9421 = (components: string, parameters = `created=${seconds};keyid="${keyId}"`, method = 'POST') =>
    read(
      {
        'Signature-Input': `sig1=(${components});${parameters}`,
        Signature: 'sig1=:AAAA:',
        'Content-Digest': digest,
      },
      method,
    )
  const whole = '"@method" "@target-uri" "content-digest"'

  it('is read when it covers method, target and digest', () => {
    expect(rfc9421(whole)).toEqual({ scheme: 'rfc9421', keyId, host: 'ally.example' })
    for (const target of ['"@authority" "@path"', '"host" "@request-target"']) {
      expect(rfc9421(`"@method" ${target} "content-digest"`)).toBeDefined()
    }
    expect(rfc9421('"@method" "@target-uri"', undefined, 'GET')).toBeDefined()
    expect(rfc9421(whole, `alg="rsa-v1_5-sha256";keyid="${keyId}";created=${seconds - 299}`)).toBeDefined()
  })

  it.each([
    ['the method', '"@target-uri" "content-digest"'],
    ['the target', '"@method" "content-digest"'],
    ['the path', '"@method" "@authority" "content-digest"'],
    ['the host', '"@method" "@path" "content-digest"'],
    ['the digest', '"@method" "@target-uri"'],
    ['anything', ''],
    ['what it says, by parameters of components', '"@method" "@target-uri" "content-digest";req'],
  ])('is nothing when it does not cover %s', (_what, components) => {
    expect(rfc9421(components)).toBeUndefined()
  })

  it.each([
    ['no time', `keyid="${keyId}"`],
    ['no key', `created=${seconds}`],
    ['a key that is no address', `created=${seconds};keyid="main-key"`],
    ['two keys', `created=${seconds};keyid="${keyId}";keyid="https://other.example/key"`],
    ['a time too long ago', `created=${seconds - 301};keyid="${keyId}"`],
    ['a time to come', `created=${seconds + 301};keyid="${keyId}"`],
    ['an end that is past', `created=${seconds};expires=${seconds};keyid="${keyId}"`],
  ])('is nothing with %s', (_what, parameters) => {
    expect(rfc9421('"@method" "@target-uri" "content-digest"', parameters)).toBeUndefined()
  })

  it('is nothing when there are two, when it is cut off, or without a digest that counts', () => {
    const one = `("@method" "@target-uri" "content-digest");created=${seconds};keyid="${keyId}"`
    const sent = { Signature: 'sig1=:AAAA:', 'Content-Digest': digest }
    expect(read({ ...sent, 'Signature-Input': `sig1=${one}` })).toBeDefined()
    expect(read({ ...sent, 'Signature-Input': `sig1=${one}, sig2=${one}` })).toBeUndefined()
    expect(read({ ...sent, 'Signature-Input': `sig1=${one.slice(0, -1)}` })).toBeUndefined()
    expect(read({ 'Signature-Input': `sig1=${one}`, Signature: 'sig1=:AAAA:' })).toBeUndefined()
    expect(
      read({ ...sent, 'Signature-Input': `sig1=${one}`, 'Content-Digest': 'md5=:AAAA:' }),
    ).toBeUndefined()
  })
})

describe('the claim of a draft-cavage signature', () => {
  const headers = '(request-target) host date digest'
  const cavage = (changes: Record<string, string> = {}, extra = '', covered = headers) =>
    read({
      Date: now.toUTCString(),
      Digest: 'SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      Signature: `keyId="${keyId}",algorithm="rsa-sha256",headers="${covered}",signature="AAAA"${extra}`,
      ...changes,
    })

  it('is read when it covers target, host, date and digest', () => {
    expect(cavage()).toEqual({ scheme: 'draft-cavage-http-signatures-12', keyId, host: 'ally.example' })
  })

  it.each(headers.split(' '))('is nothing when it does not cover %s', (left) => {
    expect(
      cavage(
        {},
        '',
        headers
          .split(' ')
          .filter((name) => name !== left)
          .join(' '),
      ),
    ).toBeUndefined()
  })

  it('is nothing with a date that is far or none, a weak or strange digest, or anything said twice', () => {
    expect(cavage({ Date: new Date(now.getTime() - 301_000).toUTCString() })).toBeUndefined()
    expect(cavage({ Date: 'today' })).toBeUndefined()
    for (const Digest of ['SHA=2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'constructor=AAAA', 'SHA-256']) {
      expect(cavage({ Digest })).toBeUndefined()
    }
    expect(cavage({}, ',keyId="https://other.example/key"')).toBeUndefined()
    expect(cavage({}, `,created=${seconds - 301}`)).toBeUndefined()
    expect(cavage({}, `,expires=${seconds - 1}`)).toBeUndefined()
    expect(cavage({}, ',broken')).toBeUndefined()
  })
})
