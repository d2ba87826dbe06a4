import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseAttribution } from '../../src/channels/choose-attribution.ts'
import { chooseChannel } from '../../src/channels/choose-channel.ts'
import { createPenName } from '../../src/channels/create-pen-name.ts'
import { discardDraft } from '../../src/channels/discard-draft.ts'
import { proposeShare } from '../../src/channels/propose-share.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { countReturned, readOfferedPictures } from '../../src/channels/queries.ts'
import { returnShare } from '../../src/channels/return-share.ts'
import { readReview } from '../../src/channels/review-queries.ts'
import { revokeShare } from '../../src/channels/revoke-share.ts'
import { startNewVersion } from '../../src/channels/start-new-version.ts'
import { startShare } from '../../src/channels/start-share.ts'
import { withdrawByCode } from '../../src/channels/withdraw-by-code.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { writeOutsideText } from '../../src/channels/write-outside-text.ts'
import { mayReview } from '../../src/policy/review.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  events,
  newKeyPair,
  post,
  previewOf,
  publish,
  refusalOf,
  type SharingCommunity,
} from './support.ts'

let community: SharingCommunity
beforeEach(async () => {
  community = await createSharingCommunity()
})
afterEach(() => community.close())

const stateOf = async (shareId: string) => {
  const share = await community.db
    .selectFrom('shares')
    .select(['state', 'returnNote', 'editionId'])
    .where('id', '=', shareId)
    .executeTakeFirstOrThrow()
  return share
}

describe('beginning to share', () => {
  it('makes a draft with a copy of the post, in its language, without its pictures: she chooses them', async () => {
    const { author } = community
    const postId = await post(community, author.id, 'Hola', [{ bytes: new Uint8Array([1]), alt: 'A cup' }])
    const { shareId } = done(await startShare(author.ctx, { postId }))
    const share = await community.db
      .selectFrom('shares')
      .selectAll()
      .where('id', '=', shareId)
      .executeTakeFirstOrThrow()
    expect(share).toMatchObject({ state: 'draft', body: 'Hola', language: 'es', attribution: 'voice' })
    expect(share.channelId).toBeNull()
    expect(await community.db.selectFrom('shareImages').selectAll().execute()).toEqual([])
    const offered = await readOfferedPictures(author.ctx, { id: shareId, postId })
    expect(offered).toMatchObject([{ alt: 'A cup', chosen: false }])
  })

  it('goes on with the draft of the same post instead of making another', async () => {
    const { author } = community
    const postId = await post(community, author.id, 'Hola')
    const first = done(await startShare(author.ctx, { postId }))
    expect(done(await startShare(author.ctx, { postId }))).toEqual(first)
    const other = await post(community, author.id, 'Adiós')
    const start = () => startShare(author.ctx, { postId: other })
    const [one, two] = await Promise.all([start(), start()])
    expect(one).toEqual(two)
  })

  it('is for the author alone: for everybody else the post is missing', async () => {
    const postId = await post(community, community.author.id, 'Hola')
    const stranger = await community.member()
    for (const ctx of [stranger.ctx, community.moderator.ctx]) {
      expect(refusalOf(await startShare(ctx, { postId }))?.kind).toBe('missing')
    }
    expect(refusalOf(await startShare(stranger.ctx, { postId: '\0' }))?.kind).toBe('missing')
  })

  it('leaves a draft that nobody else can touch', async () => {
    const { shareId } = await draft(community)
    const { ctx } = community.moderator
    const channelId = community.channel('aliadas')
    const words = { title: '', body: 'Mine', language: 'en', images: [] }
    expect(refusalOf(await chooseChannel(ctx, { shareId, channelId }))?.kind).toBe('missing')
    expect(refusalOf(await writeOutsideText(ctx, { shareId, ...words }))?.kind).toBe('missing')
    expect(refusalOf(await discardDraft(ctx, { shareId }))?.kind).toBe('missing')
    expect(refusalOf(await revokeShare(ctx, { shareId }))?.kind).toBe('missing')
  })

  it('can be given up without a trace', async () => {
    const { shareId } = await draft(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    done(await discardDraft(community.author.ctx, { shareId }))
    for (const table of ['shares', 'shareAuthors', 'shareImages', 'consents'] as const) {
      expect(await community.db.selectFrom(table).selectAll().execute()).toEqual([])
    }
  })
})

describe('the words that go outside', () => {
  const words = { title: '', body: 'Hello', language: 'en', images: [] }

  it.each([
    ['no text', { body: '' }, 'shares.errors.textEmpty'],
    ['a text that is too long', { body: 'a'.repeat(10_001) }, 'form.errors.long'],
    ['a title that is too long', { title: 'a'.repeat(121) }, 'form.errors.long'],
    ['an unknown language', { language: 'xx' }, 'shares.errors.language'],
    ['a picture of somebody else', { images: [{ mediaId: 'x', alt: '' }] }, 'shares.errors.picture'],
  ])('are refused with %s', async (_what, wrong, message) => {
    const { shareId } = await draft(community)
    const result = await writeOutsideText(community.author.ctx, { shareId, ...words, ...wrong })
    expect(refusalOf(result)).toEqual({ kind: 'invalid', message })
  })

  it('leave the group post as it is', async () => {
    const { postId, shareId } = await draft(community)
    done(await writeOutsideText(community.author.ctx, { shareId, ...words }))
    const { body } = await community.db
      .selectFrom('posts')
      .select('body')
      .where('id', '=', postId)
      .executeTakeFirstOrThrow()
    expect(body).toBe('Breakfast on **Friday**')
    expect((await previewOf(community, shareId)).html).toBe('<p>Hello</p>\n')
  })

  it('can leave pictures out', async () => {
    const { shareId } = await draft(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    expect((await previewOf(community, shareId)).images).toHaveLength(1)
    done(await writeOutsideText(community.author.ctx, { shareId, ...words }))
    expect((await previewOf(community, shareId)).images).toHaveLength(0)
  })
})

describe('the name it goes out under', () => {
  it('is a pen name of her own, never somebody else’s', async () => {
    const { shareId } = await draft(community)
    const other = await community.member()
    const theirs = done(await createPenName(other.ctx, { name: 'Brisa' }, newKeyPair))
    const mine = done(await createPenName(community.author.ctx, { name: 'Marea' }, newKeyPair))
    const choose = (penNameId: string) =>
      chooseAttribution(community.author.ctx, { shareId, attribution: { kind: 'pen-name', penNameId } })
    expect(refusalOf(await choose(theirs.penNameId))?.message).toBe('shares.errors.attribution')
    done(await choose(mine.penNameId))
    expect((await previewOf(community, shareId)).author).toMatchObject({ kind: 'pen_name', name: 'Marea' })
  })

  it('is the community’s voice unless she chooses', async () => {
    const { shareId } = await draft(community)
    expect((await previewOf(community, shareId)).author).toMatchObject({ kind: 'voice', name: 'Harbour' })
  })
})

describe('P5: consent is recorded, given on an exact preview', () => {
  it('and nothing goes to the moderators without her tick', async () => {
    const { shareId } = await draft(community)
    const { hash } = await previewOf(community, shareId)
    const result = await proposeShare(community.author.ctx, { shareId, previewHash: hash, agreed: false })
    expect(refusalOf(result)).toEqual({ kind: 'invalid', message: 'shares.errors.agree' })
    expect(await stateOf(shareId)).toMatchObject({ state: 'draft' })
    expect(await community.db.selectFrom('consents').selectAll().execute()).toEqual([])
  })

  it('and not to something else than she saw', async () => {
    const { shareId } = await draft(community)
    const seen = await previewOf(community, shareId)
    const words = { title: 'Changed in another tab', body: 'Hello', language: 'en', images: [] }
    done(await writeOutsideText(community.author.ctx, { shareId, ...words }))
    const result = await proposeShare(community.author.ctx, { shareId, previewHash: seen.hash, agreed: true })
    expect(refusalOf(result)).toEqual({ kind: 'conflict', message: 'shares.errors.changed' })
  })

  it('and kept with who gave it, when, and to what', async () => {
    const { shareId } = await draft(community)
    const { hash } = await consent(community, community.author.ctx, shareId)
    const kept = await community.db.selectFrom('consents').selectAll().execute()
    expect(kept).toEqual([
      {
        shareId,
        memberId: community.author.id,
        previewHash: hash,
        givenAt: community.clock.now(),
        revokedAt: null,
        told: [],
      },
    ])
  })

  it.each([
    [
      'its text',
      (id: string) => community.db.updateTable('shares').set({ body: 'Other' }).where('id', '=', id),
    ],
    [
      'its title',
      (id: string) => community.db.updateTable('shares').set({ title: 'T' }).where('id', '=', id),
    ],
    [
      'its language',
      (id: string) => community.db.updateTable('shares').set({ language: 'sv' }).where('id', '=', id),
    ],
    [
      'its channel',
      (id: string) =>
        community.db
          .updateTable('shares')
          .set({ channelId: community.channel('aliadas') })
          .where('id', '=', id),
    ],
    ['a picture’s bytes', () => community.db.updateTable('mediaFiles').set({ bytes: new Uint8Array([9]) })],
    ['a picture’s description', () => community.db.updateTable('shareImages').set({ alt: 'Other' })],
    ['a picture that is gone', () => community.db.deleteFrom('media')],
    ['the name it goes out under', () => community.db.updateTable('actors').set({ name: 'Other' })],
  ])('and void when something is different at publication: %s', async (_what, change) => {
    const { shareId } = await draft(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const { hash } = await consent(community, community.author.ctx, shareId)
    await change(shareId).execute()
    const review = await readReview(community.moderator.ctx, shareId)
    expect(review?.isConsented).toBe(false)
    const now = await previewOf(community, shareId)
    for (const previewHash of [hash, now.hash]) {
      const result = await publishShare(community.moderator.ctx, { shareId, previewHash })
      expect(refusalOf(result)).toEqual({ kind: 'conflict', message: 'shares.errors.noConsent' })
    }
    expect(await community.db.selectFrom('editions').selectAll().execute()).toEqual([])
    expect(await events(community)).toEqual([])
  })

  it('and a moderator publishes only what she saw herself', async () => {
    const { shareId } = await draft(community)
    await consent(community, community.author.ctx, shareId)
    const result = await publishShare(community.moderator.ctx, {
      shareId,
      previewHash: 'seen something else',
    })
    expect(refusalOf(result)).toEqual({ kind: 'conflict', message: 'shares.errors.changed' })
  })

  it('revocable by the author before it is out', async () => {
    const { shareId } = await draft(community)
    const { hash } = await consent(community, community.author.ctx, shareId)
    done(await revokeShare(community.author.ctx, { shareId }))
    const result = await publishShare(community.moderator.ctx, { shareId, previewHash: hash })
    expect(refusalOf(result)).toEqual({ kind: 'conflict', message: 'shares.errors.decided' })
    const { revokedAt } = await community.db
      .selectFrom('consents')
      .select('revokedAt')
      .executeTakeFirstOrThrow()
    expect(revokedAt).toEqual(community.clock.now())
  })

  it('revocable by her code before it is out, without an account', async () => {
    const { shareId } = await draft(community)
    const { hash, withdrawalCode = '' } = await consent(community, community.author.ctx, shareId)
    const result = done(await withdrawByCode(community.guest(), { code: withdrawalCode }))
    expect(result).toMatchObject({ editionId: null, withdrawnOn: null })
    expect(await stateOf(shareId)).toMatchObject({ state: 'revoked' })
    expect(refusalOf(await publishShare(community.moderator.ctx, { shareId, previewHash: hash }))?.kind).toBe(
      'conflict',
    )
  })

  it('revocable by the author once it is out', async () => {
    const { editionId } = await publish(community)
    done(await withdrawEdition(community.author.ctx, { editionId }))
    expect(await events(community)).toContainEqual({ type: 'edition-withdrawn', editionId })
  })

  it('revocable by her code once it is out, however she types it', async () => {
    const { editionId, withdrawalCode } = await publish(community)
    const typed = ` ${withdrawalCode.slice(0, 8).toUpperCase()} - ${withdrawalCode.slice(8)} `
    expect(done(await withdrawByCode(community.guest(), { code: typed }))).toMatchObject({ editionId })
    expect(await events(community)).toContainEqual({ type: 'edition-withdrawn', editionId })
  })

  it('revocable by any moderator for her, which is recorded', async () => {
    const { editionId } = await publish(community)
    done(await withdrawEdition(community.otherModerator.ctx, { editionId }))
    const acts = await community.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.map(({ act }) => act)).toEqual(['share-published', 'edition-withdrawn'])
  })

  it('revoked with the post that it came from, if it is not out yet', async () => {
    const { postId, shareId } = await draft(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const { hash } = await consent(community, community.author.ctx, shareId)
    done(await deletePost(community.author.ctx, { postId }))
    expect(await stateOf(shareId)).toMatchObject({ state: 'revoked', editionId: null })
    const published = await publishShare(community.moderator.ctx, { shareId, previewHash: hash })
    expect(published.ok).toBe(false)
    expect(await community.db.selectFrom('media').select('id').execute()).toEqual([])
  })

  it('and worth nothing while its author’s account is frozen', async () => {
    const { shareId } = await draft(community)
    const { hash } = await consent(community, community.author.ctx, shareId)
    const { db, author, moderator } = community
    await db.updateTable('members').set({ status: 'frozen' }).where('id', '=', author.id).execute()
    const published = await publishShare(moderator.ctx, { shareId, previewHash: hash })
    expect(refusalOf(published)).toEqual({ kind: 'conflict', message: 'shares.errors.noConsent' })
  })

  it('and by nobody else', async () => {
    const { editionId } = await publish(community)
    const stranger = await community.member()
    expect(refusalOf(await withdrawEdition(stranger.ctx, { editionId }))?.kind).toBe('missing')
    expect(refusalOf(await withdrawByCode(community.guest(), { code: editionId }))).toEqual({
      kind: 'invalid',
      message: 'withdrawal.errors.code',
    })
  })
})

describe('review', () => {
  it('is for moderators: for everybody else the share is missing', async () => {
    const { shareId } = await draft(community)
    const { hash } = await consent(community, community.author.ctx, shareId)
    for (const ctx of [community.author.ctx, (await community.member()).ctx]) {
      expect(await readReview(ctx, shareId)).toBeUndefined()
      expect(refusalOf(await publishShare(ctx, { shareId, previewHash: hash }))?.kind).toBe('missing')
      expect(refusalOf(await returnShare(ctx, { shareId, note: 'No' }))?.kind).toBe('missing')
    }
  })

  it('does not know of drafts', async () => {
    const { shareId } = await draft(community)
    const { hash } = await previewOf(community, shareId)
    expect(await readReview(community.moderator.ctx, shareId)).toBeUndefined()
    const result = await publishShare(community.moderator.ctx, { shareId, previewHash: hash })
    expect(refusalOf(result)?.kind).toBe('missing')
  })

  it('shows the very preview that the author said yes to', async () => {
    const { shareId } = await draft(community, { body: 'See https://harbour.example/posts/1 *now*' })
    const seen = await previewOf(community, shareId)
    await consent(community, community.author.ctx, shareId)
    const review = await readReview(community.moderator.ctx, shareId)
    expect(review?.preview).toEqual({ ...seen, state: 'proposed' })
    expect(review).toMatchObject({ isConsented: true, mayDecide: true, authorName: 'Marta' })
  })

  it('publishes once when two moderators decide at the same time', async () => {
    const { shareId } = await draft(community)
    const { hash } = await consent(community, community.author.ctx, shareId)
    const results = await Promise.all([
      publishShare(community.moderator.ctx, { shareId, previewHash: hash }),
      publishShare(community.otherModerator.ctx, { shareId, previewHash: hash }),
      returnShare(community.otherModerator.ctx, { shareId, note: 'Please change the day' }),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    for (const result of results.filter(({ ok }) => !ok)) {
      expect(refusalOf(result)).toEqual({ kind: 'conflict', message: 'shares.errors.decided' })
    }
    const acts = await community.db.selectFrom('moderationActs').select('act').execute()
    expect(acts).toHaveLength(1)
  })

  it('tells her that something came back to her, until she has sent it again', async () => {
    const { author, moderator } = community
    const { shareId } = await draft(community)
    await consent(community, author.ctx, shareId)
    expect(await countReturned(author.ctx)).toBe(0)
    done(await returnShare(moderator.ctx, { shareId, note: 'Shorter?' }))
    expect(await countReturned(author.ctx)).toBe(1)
    expect(await countReturned(moderator.ctx)).toBe(0)
    await consent(community, author.ctx, shareId)
    expect(await countReturned(author.ctx)).toBe(0)
  })

  it('gives it back with a word; she changes it and proposes it again', async () => {
    const { author, moderator } = community
    const { shareId } = await draft(community)
    const { withdrawalCode } = await consent(community, author.ctx, shareId)
    expect(withdrawalCode).toBeDefined()
    done(await returnShare(moderator.ctx, { shareId, note: 'Please leave the day out' }))
    expect(await stateOf(shareId)).toMatchObject({
      state: 'returned',
      returnNote: 'Please leave the day out',
    })
    const words = { title: '', body: 'Breakfast soon', language: 'en', images: [] }
    done(await writeOutsideText(author.ctx, { shareId, ...words }))
    const again = await consent(community, author.ctx, shareId)
    expect(again.withdrawalCode).toBeUndefined()
    done(await publishShare(moderator.ctx, { shareId, previewHash: again.hash }))
    const code = withdrawalCode ?? ''
    expect(done(await withdrawByCode(community.guest(), { code })).editionId).not.toBeNull()
    const acts = await community.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.map(({ act }) => act)).toEqual(['share-returned', 'share-published'])
  })

  it.each([
    ['', 'shares.errors.noteEmpty'],
    ['a'.repeat(1_001), 'form.errors.long'],
  ])('refuses to give it back with a word like this: %#', async (note, message) => {
    const { shareId } = await draft(community)
    await consent(community, community.author.ctx, shareId)
    expect(refusalOf(await returnShare(community.moderator.ctx, { shareId, note }))?.message).toBe(message)
  })

  it('is never one’s own where there is another moderator', async () => {
    const { moderator, otherModerator } = community
    const postId = await post(community, moderator.id, 'Mine')
    const { shareId } = done(await startShare(moderator.ctx, { postId }))
    done(await chooseChannel(moderator.ctx, { shareId, channelId: community.channel('boletin') }))
    const { hash } = await consent(community, moderator.ctx, shareId)
    const own = await publishShare(moderator.ctx, { shareId, previewHash: hash })
    expect(refusalOf(own)).toEqual({ kind: 'forbidden', message: 'shares.errors.ownShare' })
    expect((await readReview(moderator.ctx, shareId))?.mayDecide).toBe(false)
    await community.db
      .updateTable('members')
      .set({ status: 'frozen' })
      .where('id', '=', otherModerator.id)
      .execute()
    done(await publishShare(moderator.ctx, { shareId, previewHash: hash }))
  })

  it.each([
    [{ isOwn: false, moderators: 1 }, true],
    [{ isOwn: false, moderators: 3 }, true],
    [{ isOwn: true, moderators: 1 }, true],
    [{ isOwn: true, moderators: 2 }, false],
    [{ isOwn: true, moderators: 0 }, false],
  ])('by the rule of four eyes: %o is %s', (review, allowed) => {
    expect(mayReview(review)).toBe(allowed)
  })
})

describe('a new version', () => {
  it('goes through the same preview, consent and review, and takes the place of the one before', async () => {
    const { author, moderator } = community
    const { shareId, editionId } = await publish(community, {
      pictures: [{ bytes: new Uint8Array([1]), alt: 'A cup' }],
    })
    const next = done(await startNewVersion(author.ctx, { shareId }))
    expect(await previewOf(community, next.shareId)).toMatchObject({
      version: 2,
      html: '<p>Breakfast on <strong>Friday</strong></p>\n',
    })
    const words = { title: 'Later', body: 'Breakfast on Monday', language: 'es', images: [] }
    done(await writeOutsideText(author.ctx, { shareId: next.shareId, ...words }))
    community.clock.moveDays(3)
    const { hash, withdrawalCode } = await consent(community, author.ctx, next.shareId)
    expect(withdrawalCode).toBeUndefined()
    expect(done(await publishShare(moderator.ctx, { shareId: next.shareId, previewHash: hash }))).toEqual({
      editionId,
      version: 2,
    })
    const texts = await community.db.selectFrom('editionTexts').select(['version', 'title', 'html']).execute()
    expect(texts).toEqual([{ version: 2, title: 'Later', html: '<p>Breakfast on Monday</p>\n' }])
    expect(await community.db.selectFrom('publishedFiles').selectAll().execute()).toEqual([])
    const edition = await community.db
      .selectFrom('editions')
      .select(['version', 'publishedOn', 'updatedOn'])
      .executeTakeFirstOrThrow()
    expect(edition).toEqual({ version: 2, publishedOn: '2030-05-20', updatedOn: '2030-05-23' })
    expect(await events(community)).toEqual([
      { type: 'edition-published', editionId, version: 1 },
      { type: 'edition-updated', editionId, version: 2 },
    ])
  })

  it('keeps its channel and its name', async () => {
    const { author } = community
    const { shareId } = await publish(community)
    const next = done(await startNewVersion(author.ctx, { shareId }))
    const channelId = community.channel('aliadas')
    expect(refusalOf(await chooseChannel(author.ctx, { shareId: next.shareId, channelId }))?.kind).toBe(
      'conflict',
    )
    const attribution = { kind: 'voice' } as const
    expect(refusalOf(await chooseAttribution(author.ctx, { shareId: next.shareId, attribution }))?.kind).toBe(
      'conflict',
    )
  })

  it('is one at a time, and the author’s alone', async () => {
    const { author, moderator } = community
    const { shareId } = await publish(community)
    const next = done(await startNewVersion(author.ctx, { shareId }))
    expect(done(await startNewVersion(author.ctx, { shareId }))).toEqual(next)
    await consent(community, author.ctx, next.shareId)
    expect(refusalOf(await startNewVersion(author.ctx, { shareId }))?.message).toBe(
      'shares.errors.versionWaits',
    )
    expect(refusalOf(await startNewVersion(moderator.ctx, { shareId }))?.kind).toBe('missing')
  })

  it('cannot come after a withdrawal, however it was timed', async () => {
    const { author, moderator } = community
    const { shareId, editionId } = await publish(community)
    const next = done(await startNewVersion(author.ctx, { shareId }))
    const { hash } = await consent(community, author.ctx, next.shareId)
    const [published, withdrawn] = await Promise.all([
      publishShare(moderator.ctx, { shareId: next.shareId, previewHash: hash }),
      withdrawEdition(author.ctx, { editionId }),
    ])
    expect(withdrawn.ok).toBe(true)
    if (!published.ok) expect(refusalOf(published)?.kind).toBe('conflict')
    expect(await community.db.selectFrom('editionTexts').selectAll().execute()).toEqual([])
    expect(refusalOf(await startNewVersion(author.ctx, { shareId }))?.kind).toBe('missing')
  })
})
