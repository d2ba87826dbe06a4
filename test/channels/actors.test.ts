import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel } from '../../src/channels/create-channel.ts'
import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { createPenName, maximumPenNames } from '../../src/channels/create-pen-name.ts'
import { firstNames } from '../../src/channels/first-names.ts'
import { createKeyPair } from '../../src/channels/key-pair.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { nameKey } from '../../src/members/names.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { done, newKeyPair, refusalOf } from './support.ts'

describe('the keys of an actor', () => {
  it('are RSA with 2048 bits, in the forms that everybody reads', async () => {
    const { publicKeyPem, privateKeyPem } = await createKeyPair()
    const publicKey = createPublicKey(publicKeyPem)
    expect(publicKey.asymmetricKeyType).toBe('rsa')
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(publicKeyPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n/)
    expect(privateKeyPem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    const signature = sign('sha256', Buffer.from('hello'), createPrivateKey(privateKeyPem))
    expect(verify('sha256', Buffer.from('hello'), publicKey, signature)).toBe(true)
  })
})

describe('the actors of a community', () => {
  let community: TestCommunity
  const names = firstNames('Harbour', createTranslator('es'))
  beforeAll(async () => {
    community = await createTestCommunity('https://harbour.example')
  })
  afterAll(() => community.close())

  it('are made once, however many processes start together', async () => {
    const make = () => createCommunityActors(community.system(), { newKeyPair, names })
    for (const result of await Promise.all([make(), make(), make()])) expect(result.ok).toBe(true)
    done(await make())
    const actors = await community.db
      .selectFrom('actors')
      .select(['kind', 'preferredUsername'])
      .orderBy('preferredUsername')
      .execute()
    expect(actors).toEqual([
      { kind: 'channel', preferredUsername: 'aliadas' },
      { kind: 'channel', preferredUsername: 'boletin' },
      { kind: 'instance', preferredUsername: 'instance' },
      { kind: 'moderation', preferredUsername: 'moderation' },
      { kind: 'voice', preferredUsername: 'voice' },
    ])
    const channels = await community.db
      .selectFrom('channels')
      .select(['slug', 'kind', 'language'])
      .orderBy('slug')
      .execute()
    expect(channels).toEqual([
      { slug: 'aliadas', kind: 'allied', language: 'es' },
      { slug: 'boletin', kind: 'open', language: 'es' },
    ])
  })

  it('have absolute addresses and a key each', async () => {
    const rows = await community.db
      .selectFrom('actors')
      .innerJoin('actorKeys', 'actorKeys.actorId', 'actors.id')
      .select(['actors.id', 'actors.uri', 'actorKeys.keyUri'])
      .execute()
    expect(rows).toHaveLength(5)
    for (const { id, uri, keyUri } of rows) {
      expect(uri).toBe(`https://harbour.example/ap/actors/${id}`)
      expect(keyUri).toBe(`${uri}#main-key`)
    }
  })

  it('make way for a member who bears the name already', async () => {
    const other = await createTestCommunity('https://harbour.example')
    await other.member({ name: 'Voice' })
    done(await createCommunityActors(other.system(), { newKeyPair, names }))
    const { preferredUsername } = await other.db
      .selectFrom('actors')
      .select('preferredUsername')
      .where('kind', '=', 'voice')
      .executeTakeFirstOrThrow()
    expect(preferredUsername).toMatch(/^voice_[0-9a-z]{4}$/)
    await other.close()
  })
})

describe('opening a channel', () => {
  let community: TestCommunity
  const channel = { slug: 'noticias', name: 'Noticias', kind: 'open', language: 'es' }
  beforeAll(async () => {
    community = await createTestCommunity('https://harbour.example')
  })
  afterAll(() => community.close())

  it('is for moderators, and is recorded', async () => {
    const member = await community.member()
    expect(refusalOf(await createChannel(member.ctx, channel, newKeyPair))?.kind).toBe('forbidden')
    const moderator = await community.member({ roles: ['moderator'] })
    expect(done(await createChannel(moderator.ctx, channel, newKeyPair))).toEqual({ slug: 'noticias' })
    const acts = await community.db.selectFrom('moderationActs').select('act').execute()
    expect(acts).toEqual([{ act: 'channel-created' }])
  })

  it.each([
    ['a name of nobody', { name: '' }, 'channels.errors.name'],
    ['capital letters in the address', { slug: 'Noticias' }, 'channels.errors.slug'],
    ['one letter', { slug: 'n' }, 'channels.errors.slug'],
    ['thirty-one letters', { slug: 'n'.repeat(31) }, 'channels.errors.slug'],
    ['a letter with a mark', { slug: 'boletín' }, 'channels.errors.slug'],
    ['an address in use', { slug: 'noticias' }, 'channels.errors.slugTaken'],
    ['a kind that is none', { slug: 'other', kind: 'secret' }, 'channels.errors.kind'],
    ['a language that is none', { slug: 'other', language: 'xx' }, 'shares.errors.language'],
  ])('is refused with %s', async (_what, wrong, message) => {
    const moderator = await community.member({ roles: ['moderator'] })
    expect(refusalOf(await createChannel(moderator.ctx, { ...channel, ...wrong }, newKeyPair))).toEqual({
      kind: 'invalid',
      message,
    })
  })

  it('never takes a name that a member bears, in public or to sign in', async () => {
    const moderator = await community.member({ roles: ['moderator'] })
    await community.member({ name: 'Luna Roja' })
    for (const slug of ['luna_roja', 'lunaroja', 'luna_roja_door']) {
      const result = await createChannel(moderator.ctx, { ...channel, slug }, newKeyPair)
      expect(refusalOf(result)?.message).toBe('channels.errors.slugTaken')
    }
  })

  it('happens once when two moderators choose the same address at once', async () => {
    const moderator = await community.member({ roles: ['moderator'] })
    const open = () => createChannel(moderator.ctx, { ...channel, slug: 'same' }, newKeyPair)
    const results = await Promise.all([open(), open()])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('P1: a pen name leads to nobody', () => {
  let community: TestCommunity
  beforeAll(async () => {
    community = await createTestCommunity('https://harbour.example')
  })
  afterAll(() => community.close())

  it('is a Person of its own, and who it belongs to stands in a table of its own', async () => {
    const member = await community.member()
    const { penNameId } = done(await createPenName(member.ctx, { name: 'Flor de Sal' }, newKeyPair))
    const actor = await community.db
      .selectFrom('actors')
      .selectAll()
      .where('id', '=', penNameId)
      .executeTakeFirstOrThrow()
    expect(actor).toMatchObject({ kind: 'pen_name', preferredUsername: 'flor_de_sal', name: 'Flor de Sal' })
    expect(JSON.stringify(actor)).not.toContain(member.id)
  })

  it('can be written in any script', async () => {
    const member = await community.member()
    const { penNameId } = done(await createPenName(member.ctx, { name: 'Белая Ночь' }, newKeyPair))
    const { preferredUsername } = await community.db
      .selectFrom('actors')
      .select('preferredUsername')
      .where('id', '=', penNameId)
      .executeTakeFirstOrThrow()
    expect(preferredUsername).toMatch(/^pen_[0-9a-z]{8}$/)
  })

  it.each(['Rosa', 'ROSA', 'ro sa', 'Ｒｏｓａ', 'Rósa', 'rosa-door', 'Rosa Door'])(
    'is never what anybody here is called: %s',
    async (name) => {
      const member = await community.member()
      await community.db
        .insertInto('members')
        .values({
          id: community.random.id(),
          displayName: 'Rosa',
          displayNameKey: 'rosa',
          locale: 'en',
          joinedAt: community.clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await community.db
        .insertInto('credentials')
        .values({ memberId: member.id, signInNameKey: nameKey('rosa-door'), passphraseHash: 'none' })
        .onConflict((conflict) =>
          conflict.column('memberId').doUpdateSet({ signInNameKey: nameKey('rosa-door') }),
        )
        .execute()
      expect(refusalOf(await createPenName(member.ctx, { name }, newKeyPair))).toEqual({
        kind: 'invalid',
        message: 'penNames.errors.taken',
      })
      await community.db.deleteFrom('members').where('id', '=', member.id).execute()
    },
  )

  it.each(['', 'a', 'a'.repeat(41), 'me@harbour.example', 'https://x'])(
    'is a name and not an address: %s',
    async (name) => {
      const member = await community.member()
      expect(refusalOf(await createPenName(member.ctx, { name }, newKeyPair))?.message).toBe(
        'penNames.errors.name',
      )
    },
  )

  it('is refused ten times an hour at most, so that nobody finds out sign-in names by trying them', async () => {
    await community.member({ name: 'Olga' })
    const member = await community.member()
    let keyPairs = 0
    const counted = () => {
      keyPairs += 1
      return newKeyPair()
    }
    const tries: (string | undefined)[] = []
    for (let count = 1; count <= 12; count += 1) {
      tries.push(refusalOf(await createPenName(member.ctx, { name: 'Olga Door' }, counted))?.message)
    }
    expect(tries).toEqual([...Array(10).fill('penNames.errors.taken'), ...Array(2).fill('auth.errors.busy')])
    expect(keyPairs).toBe(10)
    const another = await community.member()
    done(await createPenName(another.ctx, { name: 'Alba Clara' }, newKeyPair))
  })

  it('is one of a few', async () => {
    const member = await community.member()
    for (let number = 1; number <= maximumPenNames; number += 1) {
      done(await createPenName(member.ctx, { name: `Nube ${number}` }, newKeyPair))
    }
    expect(refusalOf(await createPenName(member.ctx, { name: 'Nube 99' }, newKeyPair))?.message).toBe(
      'penNames.errors.tooMany',
    )
  })
})
