import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { readWithdrawalReceipts } from '../../src/channels/receipts.ts'
import type { MemberCtx } from '../../src/context.ts'
import { markSafe } from '../../src/safe-html.ts'
import { sendOffered } from '../../src/translations/decide-offered.ts'
import { offerTranslation } from '../../src/translations/offer-translation.ts'
import { previewTranslation } from '../../src/translations/offered-text.ts'
import { readOffered, readReceived } from '../../src/translations/queries.ts'
import { acceptReceived, refuseReceived } from '../../src/translations/settle-received.ts'
import { takeBackOffered } from '../../src/translations/take-back-offered.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

let owner: CommunityServer
let ally: CommunityServer
let translator: { readonly id: string; readonly ctx: MemberCtx }
let moderatorHere: MemberCtx
let moderatorThere: MemberCtx

beforeAll(async () => {
  ;[owner, ally] = await Promise.all([startCommunityServer(), startCommunityServer()])
  translator = await ally.member({ name: 'Marta' })
  moderatorHere = (await ally.member({ roles: ['moderator'] })).ctx
  moderatorThere = (await owner.member({ roles: ['moderator'] })).ctx
  const { host } = new URL(owner.origin)
  const found = await ally.federation.resolveChannel(ally.system(), `aliadas@${host}`)
  if (!found.ok) throw new Error('not found')
  expect((await followChannel(moderatorHere, { channel: found.value })).ok).toBe(true)
  await both()
  await acceptAllFollowers(owner)
  await both()
})
afterAll(async () => {
  await Promise.all([owner.stop(), ally.stop()])
})

const both = async () => {
  for (let round = 0; round < 4; round += 1) {
    await owner.work()
    await ally.work()
  }
}

const alliedPost = (objectUri: string) =>
  ally.db.selectFrom('alliedPosts').selectAll().where('objectUri', '=', objectUri).executeTakeFirstOrThrow()

const textsAt = async (objectUri: string) => {
  const { id } = await alliedPost(objectUri)
  const rows = await ally.db
    .selectFrom('alliedPostTexts')
    .selectAll()
    .where('alliedPostId', '=', id)
    .execute()
  return rows.map(({ language, html }) => [language, html])
}

const words = { language: 'ru', title: 'Завтрак', body: 'Суп в полдень.' }

/** A member of the ally translates, agrees, and her moderators send it. */
async function offer(objectUri: string): Promise<string> {
  const { id: alliedPostId } = await alliedPost(objectUri)
  const { hash: previewHash } = await previewTranslation(words, { objectUri, origin: ally.origin })
  const offered = await offerTranslation(translator.ctx, {
    ...{ alliedPostId, ...words, previewHash, agreed: true },
  })
  if (!offered.ok) throw new Error(offered.refusals[0].message)
  const { translationId } = offered.value
  const seen = (await readOffered(moderatorHere, translationId))?.seen ?? ''
  expect((await sendOffered(moderatorHere, { translationId, seen })).ok).toBe(true)
  await both()
  return translationId
}

const received = () =>
  owner.db.selectFrom('receivedTranslations').selectAll().orderBy('receivedAt', 'desc').execute()

async function accept(): Promise<void> {
  const [waiting] = (await received()).filter(({ state }) => state === 'waiting')
  const translationId = waiting?.id ?? ''
  const seen = (await readReceived(moderatorThere, translationId))?.seen ?? ''
  expect((await acceptReceived(moderatorThere, { translationId, seen })).ok).toBe(true)
  await both()
}

const stateOf = async (id: string) => {
  const { state, html } = await ally.db
    .selectFrom('offeredTranslations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { state, html }
}

describe('a translation of a followed post', () => {
  it('travels to its owner, is reviewed there, comes back with an Update, and leaves again with its translator', async () => {
    const edition = await owner.publish({ channel: 'allied', title: 'Breakfast', translationsWelcome: true })
    await both()
    expect(await alliedPost(edition.uri)).toMatchObject({ translationsWelcome: true })
    const translationId = await offer(edition.uri)
    expect(await received()).toMatchObject([
      {
        ...{ language: 'ru', title: 'Завтрак', state: 'waiting' },
        ...{ editionId: edition.editionId, actorUri: ally.actor('voice').uri },
      },
    ])
    expect(await textsAt(edition.uri)).toEqual([])
    await accept()
    expect(await textsAt(edition.uri)).toEqual([['ru', expect.stringContaining('Суп в полдень.')]])
    expect(await stateOf(translationId)).toMatchObject({ state: 'accepted' })
    expect((await takeBackOffered(translator.ctx, { translationId })).ok).toBe(true)
    await both()
    expect(await textsAt(edition.uri)).toEqual([])
    expect(await stateOf(translationId)).toEqual({ state: 'withdrawn', html: '' })
    const left = await owner.db.selectFrom('editionTexts').select('language').execute()
    expect(left).toEqual([{ language: 'es' }])
  })

  it('P1 names its translator in nothing that leaves', async () => {
    const rows = await ally.db.selectFrom('activities').select('body').where('type', '=', 'Offer').execute()
    const { editionId: _, uri } = await owner.publish({ channel: 'allied', translationsWelcome: true })
    await both()
    await offer(uri)
    const offers = await ally.db.selectFrom('activities').selectAll().where('type', '=', 'Offer').execute()
    expect(offers.length).toBe(rows.length + 1)
    const told = offers.map(({ body }) => new TextDecoder().decode(body)).join()
    expect(told).toContain('Суп в полдень.')
    expect(told).not.toContain('Marta')
    expect(told).not.toContain(translator.id)
    // What is between two servers is nobody else's to read.
    expect((await fetch(offers.at(-1)?.uri ?? '')).status).toBe(404)
  })

  it('is refused by its owner: the words are gone on both sides', async () => {
    const edition = await owner.publish({ channel: 'allied', translationsWelcome: true })
    await both()
    const translationId = await offer(edition.uri)
    const [waiting] = (await received()).filter(({ editionId }) => editionId === edition.editionId)
    expect((await refuseReceived(moderatorThere, { translationId: waiting?.id ?? '' })).ok).toBe(true)
    await both()
    expect(await stateOf(translationId)).toEqual({ state: 'refused', html: '' })
    const after = await received()
    expect(after.find(({ id }) => id === waiting?.id)).toMatchObject({ state: 'refused', html: '' })
    expect(await textsAt(edition.uri)).toEqual([])
  })

  it('is forgotten on both sides, in every language, when the post is withdrawn', async () => {
    const edition = await owner.publish({ channel: 'allied', translationsWelcome: true })
    await both()
    const translationId = await offer(edition.uri)
    await accept()
    await owner.withdraw(edition.editionId)
    await both()
    expect(await stateOf(translationId)).toEqual({ state: 'withdrawn', html: '' })
    expect(await textsAt(edition.uri)).toEqual([])
    const kept = await received()
    expect(kept.filter(({ editionId }) => editionId === edition.editionId)).toEqual([])
  })

  it('is not offered where its author does not welcome it, nor let in', async () => {
    const edition = await owner.publish({ channel: 'allied' })
    await both()
    await expect(offer(edition.uri)).rejects.toThrow()
    // A server that offers all the same.
    await ally.db
      .updateTable('alliedPosts')
      .set({ translationsWelcome: true })
      .where('objectUri', '=', edition.uri)
      .execute()
    await offer(edition.uri)
    const there = await received()
    expect(there.filter(({ editionId }) => editionId === edition.editionId)).toEqual([])
  })
})

/** The types of what stands in our outbox about an object, without what was emptied. */
async function told(objectUri: string): Promise<readonly string[]> {
  const rows = await owner.db.selectFrom('activities').select(['type', 'body']).orderBy('type').execute()
  return rows
    .filter(({ body }) => new TextDecoder().decode(body).includes(`"${objectUri}"`))
    .map(({ type }) => type)
}

describe('an open channel that says each further language by itself', () => {
  it('sends a Note beside the edition, changes it with it and takes it back with it', async () => {
    await owner.db.updateTable('channels').set({ languageNotes: true }).where('kind', '=', 'open').execute()
    const { host } = new URL(owner.origin)
    const found = await ally.federation.resolveChannel(ally.system(), `${owner.channel('open').slug}@${host}`)
    if (!found.ok) throw new Error('not found')
    expect((await followChannel(moderatorHere, { channel: found.value })).ok).toBe(true)
    await both()
    const text = { language: 'ru', title: 'Завтрак & чай', html: markSafe('<p>Утро</p>') }
    const edition = await owner.publish({ channel: 'open', title: 'Mañana', texts: [text] })
    await both()
    const note = await owner.db.selectFrom('editionNotes').selectAll().executeTakeFirstOrThrow()
    const served = await (await fetch(note.uri)).json()
    expect(served).toMatchObject({
      ...{ id: note.uri, type: 'Note', attributedTo: owner.actor('voice').uri },
      content: '<p><strong>Завтрак &amp; чай</strong></p><p>Утро</p>',
    })
    expect(Object.keys(served.contentMap)).toEqual(['ru'])
    expect([served.inReplyTo, served.url, served.name]).toEqual([undefined, undefined, undefined])
    const whole = await (await fetch(edition.uri)).json()
    expect(Object.keys(whole.contentMap)).toEqual(['es', 'ru'])
    // Whoever reads all languages has no use for it; Mastodon is told of it.
    expect(await textsAt(edition.uri)).toEqual([['ru', expect.stringContaining('Утро')]])
    const held = ally.db.selectFrom('alliedPosts').select('id').where('objectUri', '=', note.uri)
    expect(await held.execute()).toEqual([])
    expect(await told(note.uri)).toEqual(['Announce', 'Create'])

    const changed = { ...text, html: markSafe('<p>Доброе утро</p>') }
    await owner.change(edition.editionId, '<p>Buenos días</p>', 'Mañana', [changed])
    await both()
    expect((await (await fetch(note.uri)).json()).content).toContain('Доброе утро')
    expect(await told(note.uri)).toEqual(['Announce', 'Create', 'Update'])
    const bodies = await owner.db.selectFrom('activities').select('body').execute()
    expect(bodies.map(({ body }) => new TextDecoder().decode(body)).join()).not.toContain('<p>Утро</p>')

    await owner.withdraw(edition.editionId)
    await both()
    expect(await told(note.uri)).toEqual(['Delete', 'Undo'])
    expect(await readWithdrawalReceipts(owner.system(), edition.editionId)).toMatchObject([
      { server: new URL(ally.origin).host, state: 'confirmed' },
    ])
    const gone = await fetch(note.uri)
    expect([gone.status, (await gone.json()).formerType]).toEqual([410, 'Note'])
  })
})
