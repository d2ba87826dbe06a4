import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishShare } from '../../src/channels/publish-share.ts'
import { startNewVersion } from '../../src/channels/start-new-version.ts'
import type { MemberCtx } from '../../src/context.ts'
import { eraseMember } from '../../src/members/erase-member.ts'
import { claimItem } from '../../src/moderation/claims.ts'
import { keepOffered, sendOffered } from '../../src/translations/decide-offered.ts'
import { offerTranslation } from '../../src/translations/offer-translation.ts'
import { previewTranslation } from '../../src/translations/offered-text.ts'
import { readOffered, readOwnTranslations, readReceived } from '../../src/translations/queries.ts'
import { receiveTranslation } from '../../src/translations/receive-translation.ts'
import {
  acceptReceived,
  receiveTranslationUndone,
  refuseReceived,
  removeTranslation,
} from '../../src/translations/settle-received.ts'
import { takeBackOffered } from '../../src/translations/take-back-offered.ts'
import {
  createAlliedCommunity,
  done,
  events,
  publish,
  refusalOf,
  remoteChannel,
  remoteObject,
} from '../allies/support.ts'
import { consent, previewOf } from '../channels/support.ts'

let community: Awaited<ReturnType<typeof createAlliedCommunity>>
beforeEach(async () => {
  community = await createAlliedCommunity()
})
afterEach(() => community.close())

const valley = remoteChannel('valley.example')
const objectUri = 'https://valley.example/ap/objects/1'
const words = { language: 'ru', title: 'Листовка', body: 'Идите вместе' }

async function followedPost(translationsWelcome = true): Promise<string> {
  await community.follow(valley)
  const welcome = translationsWelcome ? ({ translationsWelcome: true } as const) : {}
  done(await community.bring(valley, remoteObject(objectUri, welcome)))
  return (await community.alliedPost(objectUri))?.id ?? ''
}

async function offer(alliedPostId: string, changes: Partial<typeof words> = {}, ctx?: MemberCtx) {
  const written = { ...words, ...changes }
  const { hash: previewHash } = await previewTranslation(written, { objectUri, origin: community.origin })
  const author = ctx ?? community.author.ctx
  return offerTranslation(author, { alliedPostId, ...written, previewHash, agreed: true })
}

const timeOf = async (translationId: string) => {
  const { waitingSince } = await community.db
    .selectFrom('offeredTranslations')
    .select('waitingSince')
    .where('id', '=', translationId)
    .executeTakeFirstOrThrow()
  return waitingSince.toISOString()
}

describe('P5 a translation that a member offers', () => {
  it('P5 waits with exactly the words that she agreed to, in no table beside her name', async () => {
    const { translationId } = done(await offer(await followedPost()))
    const row = await community.db.selectFrom('offeredTranslations').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ id: translationId, state: 'waiting', language: 'ru', title: 'Листовка' })
    expect(JSON.stringify(row)).not.toContain(community.author.id)
    expect(await readOwnTranslations(community.author.ctx)).toMatchObject([{ id: translationId }])
    expect(await readOwnTranslations(community.moderator.ctx)).toEqual([])
  })

  it('P5 needs her tick, the preview that she saw, and words', async () => {
    const alliedPostId = await followedPost()
    const { ctx } = community.author
    const unticked = await offerTranslation(ctx, {
      ...{ alliedPostId, ...words, previewHash: 'x', agreed: false },
    })
    expect(refusalOf(unticked)?.message).toBe('shares.errors.agree')
    const unseen = await offerTranslation(ctx, { alliedPostId, ...words, previewHash: 'x', agreed: true })
    expect(refusalOf(unseen)?.message).toBe('shares.errors.changed')
    expect(refusalOf(await offer(alliedPostId, { body: '' }))?.message).toBe('shares.errors.textEmpty')
    expect(refusalOf(await offer(alliedPostId, { language: 'es' }))?.message).toBe(
      'translations.errors.there',
    )
  })

  it('is missing for a post whose author does not welcome it', async () => {
    expect(refusalOf(await offer(await followedPost(false)))?.kind).toBe('missing')
  })

  it('is sent by a moderator who is another, once, and not when its words are others than she agreed to', async () => {
    const { author, moderator, otherModerator } = community
    const { translationId } = done(await offer(await followedPost(), {}, moderator.ctx))
    const seen = (await readOffered(otherModerator.ctx, translationId))?.seen ?? ''
    const decide = (ctx: MemberCtx) => sendOffered(ctx, { translationId, seen })
    expect(refusalOf(await decide(moderator.ctx))?.kind).toBe('forbidden')
    expect(refusalOf(await decide(author.ctx))?.kind).toBe('missing')
    await community.db.updateTable('offeredTranslations').set({ html: '<p>Иное</p>' }).execute()
    expect(refusalOf(await decide(otherModerator.ctx))?.message).toBe('shares.errors.noConsent')
    const { html } = await previewTranslation(words, { objectUri, origin: community.origin })
    await community.db.updateTable('offeredTranslations').set({ html }).execute()
    done(await decide(otherModerator.ctx))
    expect(refusalOf(await decide(otherModerator.ctx))?.message).toBe('shares.errors.decided')
    expect(await timeOf(translationId)).toMatch(/T00:00:00.000Z$/)
    expect((await events(community)).at(-1)).toEqual({ type: 'translation-offered', translationId })
  })

  it('stands in the queue of the moderators who can decide on it', async () => {
    const { moderator, otherModerator } = community
    const { translationId: id } = done(await offer(await followedPost(), {}, moderator.ctx))
    const item = { place: 'translations/offered', id } as const
    expect(await claimItem(otherModerator.ctx, item)).toMatchObject({ onIt: null })
    expect(await claimItem(moderator.ctx, item)).toBeUndefined()
  })

  it('leaves no words when moderators keep it, and nothing to send', async () => {
    const { translationId } = done(await offer(await followedPost()))
    const before = await events(community)
    done(await keepOffered(community.moderator.ctx, { translationId }))
    expect(await readOwnTranslations(community.author.ctx)).toMatchObject([{ state: 'returned', html: '' }])
    expect(await events(community)).toEqual(before)
  })

  it('is hers to take back, before it left without telling anybody', async () => {
    const { translationId } = done(await offer(await followedPost()))
    const before = await events(community)
    expect(refusalOf(await takeBackOffered(community.moderator.ctx, { translationId }))?.kind).toBe('missing')
    done(await takeBackOffered(community.author.ctx, { translationId }))
    done(await takeBackOffered(community.author.ctx, { translationId }))
    expect(await events(community)).toEqual(before)
    expect(await timeOf(translationId)).toMatch(/T00:00:00.000Z$/)
    expect(await readOwnTranslations(community.author.ctx)).toMatchObject([{ state: 'withdrawn', html: '' }])
  })
})

describe('a translation that another community offers', () => {
  const voice = 'https://hill.example/ap/actors/voice'
  let sent = 0
  const remote = (uri: string) => community.remoteAs(uri)

  async function edition(slug = 'boletin', translationsWelcome = true) {
    const out = await publish(community, { slug })
    await community.db
      .updateTable('editions')
      .set({ translationsWelcome })
      .where('id', '=', out.editionId)
      .execute()
    await community.db.updateTable('shares').set({ translationsWelcome }).execute()
    return { ...out, uri: `${community.origin}/ap/objects/${out.editionId}` }
  }

  function receive(editionUri: string, changes: Parameters<typeof remoteObject>[1] = {}, actor = voice) {
    sent += 1
    const { ctx, activity } = remote(actor)
    const { host } = new URL(actor)
    const object = remoteObject(`https://${host}/ap/objects/t${sent}`, {
      ...{ authorUri: actor, authorName: 'Hill', language: 'ru', html: '<p>Завтрак<script>x</script></p>' },
      ...changes,
    })
    return receiveTranslation(ctx, { activity, editionUri, object, inbox: `https://${host}/ap/inbox` })
  }

  const waiting = () =>
    community.db
      .selectFrom('receivedTranslations')
      .selectAll()
      .where('state', '=', 'waiting')
      .orderBy('receivedAt')
      .execute()

  async function accept() {
    const [{ id: translationId, offerUri } = { id: '', offerUri: '' }] = await waiting()
    const seen = (await readReceived(community.moderator.ctx, translationId))?.seen ?? ''
    done(await acceptReceived(community.moderator.ctx, { translationId, seen }))
    return { translationId, offerUri }
  }

  const languages = async (editionId: string) => {
    const rows = await community.db
      .selectFrom('editionTexts as text')
      .innerJoin('editions as edition', 'edition.version', 'text.version')
      .select(['text.language', 'text.translatedBy'])
      .where('edition.id', '=', editionId)
      .where('text.editionId', '=', editionId)
      .orderBy('text.language')
      .execute()
    return rows
  }

  it('becomes a new version, cleaned, with who translated it, and goes out again', async () => {
    const { editionId, uri } = await edition()
    done(await receive(uri))
    expect((await waiting())[0]?.html).not.toContain('script')
    const { translationId } = await accept()
    const { receivedAt } = await community.db
      .selectFrom('receivedTranslations')
      .select('receivedAt')
      .where('id', '=', translationId)
      .executeTakeFirstOrThrow()
    expect(receivedAt.toISOString()).toMatch(/T00:00:00.000Z$/)
    expect(await languages(editionId)).toEqual([
      { language: 'es', translatedBy: null },
      { language: 'ru', translatedBy: 'Hill (hill.example)' },
    ])
    const told = await events(community)
    expect(told).toContainEqual({ type: 'edition-updated', editionId, version: 2 })
    expect(told.at(-1)).toMatchObject({ type: 'translation-answered' })
  })

  it.each([
    ['the author does not welcome it', 'boletin', false, {}, 'missing'],
    ['its server follows no allied channel of ours', 'aliadas', true, {}, 'forbidden'],
    ['the edition is there in this language', 'boletin', true, { language: 'es' }, 'missing'],
    ['it has no words', 'boletin', true, { html: '<p> </p>' }, 'missing'],
    [
      'it is in the mouth of somebody else',
      'boletin',
      true,
      { authorUri: 'https://hill.example/ap/actors/other' },
      'forbidden',
    ],
  ])('is refused when %s', async (_why, slug, welcome, changes, kind) => {
    const { uri } = await edition(slug, welcome)
    expect(refusalOf(await receive(uri, changes))?.kind).toBe(kind)
    expect(await waiting()).toEqual([])
  })

  it('waits once for each language, and ten of a host in all', async () => {
    const { uri } = await edition()
    done(await receive(uri))
    done(await receive(uri))
    expect(await waiting()).toHaveLength(1)
    for (const language of ['en', 'sv', 'id', 'fr', 'de', 'pt', 'it', 'nl', 'pl']) {
      done(await receive(uri, { language }))
    }
    expect(refusalOf(await receive(uri, { language: 'fi' }))?.kind).toBe('busy')
    done(await receive(uri, { language: 'fi' }, 'https://lake.example/ap/actors/voice'))
  })

  it('is nobody’s to decide on but moderators’, and gone once it is refused', async () => {
    const { uri } = await edition()
    done(await receive(uri))
    const [{ id: translationId } = { id: '' }] = await waiting()
    expect(await readReceived(community.author.ctx, translationId)).toBeUndefined()
    const forbidden = await refuseReceived(community.author.ctx, { translationId })
    expect(refusalOf(forbidden)?.kind).toBe('forbidden')
    done(await refuseReceived(community.moderator.ctx, { translationId }))
    const row = await community.db.selectFrom('receivedTranslations').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'refused', title: '', html: '' })
    const late = await acceptReceived(community.moderator.ctx, { translationId, seen: '1' })
    expect(refusalOf(late)?.message).toBe('shares.errors.decided')
  })

  it('is taken out again by the edition’s author, a moderator, or whoever offered it, and nobody else', async () => {
    const { editionId, uri } = await edition()
    const { author, moderator } = community
    const stranger = await community.member()
    done(await receive(uri))
    await accept()
    const remove = { editionId, language: 'ru' }
    expect(refusalOf(await removeTranslation(stranger.ctx, remove))?.kind).toBe('missing')
    expect(refusalOf(await removeTranslation(author.ctx, { editionId, language: 'es' }))?.kind).toBe(
      'missing',
    )
    done(await removeTranslation(author.ctx, remove))
    expect(await languages(editionId)).toMatchObject([{ language: 'es' }])

    done(await receive(uri))
    await accept()
    done(await removeTranslation(moderator.ctx, remove))
    done(await receive(uri))
    const { offerUri } = await accept()
    const other = remote('https://lake.example/ap/actors/voice')
    done(await receiveTranslationUndone(other.ctx, { activity: other.activity, offerUri }))
    expect(await languages(editionId)).toHaveLength(2)
    const again = remote(voice)
    done(await receiveTranslationUndone(again.ctx, { activity: again.activity, offerUri }))
    expect(await languages(editionId)).toMatchObject([{ language: 'es' }])
  })

  it('goes along into the author’s next version, where she sees it before her yes', async () => {
    const { editionId, uri, shareId } = await edition()
    const { author, moderator } = community
    const draft = done(await startNewVersion(author.ctx, { shareId }))
    done(await receive(uri))
    await accept()
    expect((await previewOf(community, draft.shareId)).texts).toMatchObject([
      { language: 'ru', translatedBy: 'Hill (hill.example)' },
    ])
    const { hash } = await consent(community, author.ctx, draft.shareId)
    done(await receive(uri, { language: 'sv' }))
    const [{ id: translationId } = { id: '' }] = await waiting()
    const early = await acceptReceived(moderator.ctx, { translationId, seen: '2' })
    expect(refusalOf(early)?.message).toBe('shares.errors.versionWaits')
    done(await publishShare(moderator.ctx, { shareId: draft.shareId, previewHash: hash }))
    expect(await languages(editionId)).toHaveLength(2)
  })
})

describe('P1 an account that is erased', () => {
  it('P1 takes what it translated and never left with it, and leaves no row that names it', async () => {
    const { author, db } = community
    done(await offer(await followedPost()))
    await db.transaction().execute((trx) => eraseMember({ ...community.system(), db: trx }, author.id))
    expect(await db.selectFrom('offeredTranslations').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('translationAuthors').selectAll().execute()).toEqual([])
  })
})
