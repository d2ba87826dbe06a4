import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAlliedFeed, readAlliedPost, readAnswers } from '../../src/allies/queries.ts'
import { receiveEditionUpdate } from '../../src/allies/receive-edition-update.ts'
import { receiveEditionWithdrawal } from '../../src/allies/receive-edition-withdrawal.ts'
import type { RemoteObject } from '../../src/allies/remote.ts'
import { emptyRemoved } from '../../src/moderation/empty-removed.ts'
import { readFlaggable } from '../../src/moderation/flag-queries.ts'
import { flagThing } from '../../src/moderation/flag-thing.ts'
import { readReviewed } from '../../src/moderation/review-queries.ts'
import { search } from '../../src/search/queries.ts'
import { type AlliedCommunity, createAlliedCommunity, done, remoteChannel, remoteObject } from './support.ts'

const valley = remoteChannel('valley.example')
const uri = 'https://valley.example/ap/objects/1'
const swedish = { language: 'sv', title: 'Ett blad', html: '<p>Gå tillsammans</p>' }
const english = { language: 'en-GB', title: '', html: '<p>Go together</p>' }

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
  await community.follow(valley)
})
afterEach(() => community.close())

const bring = async (changes: Partial<RemoteObject>, at = uri) => {
  done(await community.bring(valley, remoteObject(at, changes)))
  return (await community.alliedPost(at))?.id ?? ''
}

const kept = () =>
  community.db
    .selectFrom('alliedPostTexts')
    .select(['language', 'title', 'html'])
    .orderBy('language')
    .execute()

const first = async (languages: readonly string[]) =>
  (await readAlliedFeed(community.author.ctx, { languages })).posts[0]

describe('what an ally wrote in several languages', () => {
  it('is shown in the first of her languages that it has, in lists and on its page, else in its own', async () => {
    const id = await bring({ translations: [swedish, english] })
    expect(await first(['ru', 'sv', 'es'])).toMatchObject({
      ...{ title: 'Ett blad', language: 'sv', originalLanguage: 'es' },
      ...{ excerpt: '<p>Gå tillsammans</p>', translations: ['en-GB', 'sv'] },
    })
    expect(await first(['es', 'sv'])).toMatchObject({ language: 'es', excerpt: '<p>Walk together</p>' })
    expect(await first(['ru'])).toMatchObject({ language: 'es' })
    expect(await first([])).toMatchObject({ language: 'es' })
    // A translation without a title of its own has the original's.
    expect(await readAlliedPost(community.author.ctx, id, ['en'])).toMatchObject({
      ...{ language: 'en-GB', title: 'A flyer', html: '<p>Go together</p>' },
    })
  })

  it('is shown so as an answer too', async () => {
    const root = await bring({})
    const answer = { inReplyTo: uri, translations: [swedish] }
    await bring(answer, 'https://valley.example/ap/objects/2')
    const [shown] = await readAnswers(community.author.ctx, root, ['sv'])
    expect(shown).toMatchObject({ language: 'sv', html: '<p>Gå tillsammans</p>' })
  })

  it('is cleaned like the original, once for each language', async () => {
    await bring({
      translations: [
        { language: 'sv', title: 'a\u202Eb', html: '<p onclick="x()">Hej<script>alert(1)</script></p>' },
        { ...english, language: 'not a language' },
        { ...english, language: 'ES-bo' },
        { ...english, language: 'sv-FI' },
        { ...english, language: 'id', html: '<p> </p>' },
      ],
    })
    expect(await kept()).toEqual([{ language: 'sv', title: 'ab', html: '<p>Hej</p>' }])
  })

  it('is kept in eight further languages at most, and not without end', async () => {
    const tags = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg', 'hh', 'ii', 'jj']
    await bring({ translations: tags.map((language) => ({ ...english, language })) })
    expect(await kept()).toHaveLength(8)
    const html = `<p>${'a'.repeat(50_000)}</p>`
    const long = { translations: tags.map((language) => ({ language, title: '', html })) }
    await update(long)
    expect(await kept()).toHaveLength(2)
  })

  it('is changed with a new version, and gone when it is taken back', async () => {
    await bring({ translations: [swedish] })
    await update({ translations: [english] })
    expect(await kept()).toEqual([english])
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    done(await receiveEditionWithdrawal(ctx, { activity, objectUri: uri }))
    expect(await kept()).toEqual([])
  })

  it('goes with what a moderator removed, once that cannot be undone', async () => {
    const id = await bring({ translations: [swedish] })
    const now = community.clock.now()
    await community.db
      .updateTable('alliedPosts')
      .set({ title: '', html: '', withdrawnAt: now })
      .where('id', '=', id)
      .execute()
    await community.db
      .insertInto('flags')
      .values({
        ...{ id: community.random.id(), alliedPostId: id, category: 'other', createdAt: now },
        ...{ decision: 'removed', decidedAt: now },
      })
      .execute()
    await emptyRemoved(community.system(), new Date(now.getTime() - 1))
    expect(await kept()).toHaveLength(1)
    await emptyRemoved(community.system(), now)
    expect(await kept()).toEqual([])
  })

  it('is read by moderators in each of them once it is flagged, and by whoever flags it', async () => {
    const id = await bring({ translations: [swedish, english] })
    const thing = { what: 'allied-post', id } as const
    const { author, moderator } = community
    done(await flagThing(author.ctx, { thing, category: 'names', note: '' }))
    expect((await readReviewed(moderator.ctx, thing))?.translations).toEqual([english, swedish])
    expect((await readFlaggable(author.ctx, thing))?.translations).toEqual([english, swedish])
    expect(await readReviewed(author.ctx, thing)).toBeUndefined()
  })

  it('is found in each of them, once, until it is taken back', async () => {
    const id = await bring({ translations: [swedish, english] })
    const found = async (words: string) =>
      (await search(community.author.ctx, { words })).findings.map((finding) => [
        finding.id,
        finding.language,
      ])
    expect(await found('tillsammans')).toEqual([[id, 'sv']])
    expect(await found('going')).toEqual([[id, 'en-GB']])
    expect(await found('together')).toEqual([[id, 'es']])
    expect(await found('tillsammans together')).toEqual([])
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    done(await receiveEditionWithdrawal(ctx, { activity, objectUri: uri }))
    expect(await found('tillsammans')).toEqual([])
  })

  async function update(changes: Partial<RemoteObject>): Promise<void> {
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    done(await receiveEditionUpdate(ctx, { activity, object: remoteObject(uri, changes) }))
  }
})
