import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countUses, perNetwork } from '../../src/auth/throttle.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { startAnswer } from '../../src/channels/start-answer.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { readQueue } from '../../src/moderation/queries.ts'
import type { Page, Visitor } from '../support/http-client.ts'
import { openPages } from './pages.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  events,
  post,
  previewOf,
  publish,
  refusalOf,
  type SharingCommunity,
} from './support.ts'

let community: SharingCommunity
let pages: ReturnType<typeof openPages>
let author: Visitor
let moderator: Visitor
beforeEach(async () => {
  community = await createSharingCommunity()
  pages = openPages(community)
  author = await pages.visitorOf(community.author.id)
  moderator = await pages.visitorOf(community.moderator.id)
})
afterEach(async () => {
  await community.close()
  expect(pages.faults).toEqual([])
})

const pathOf = (page: Page) => new URL(page.url).pathname

const follower = (slug: string, host: string) =>
  community.db
    .insertInto('followers')
    .values({
      id: community.random.id(),
      channelId: community.channel(slug),
      actorUri: `https://${host}/actor`,
      host,
      name: host,
      inbox: `https://${host}/inbox`,
      followUri: `https://${host}/follow`,
      state: 'accepted',
      firstFromHost: true,
      requestedAt: community.clock.now(),
    })
    .execute()

const everyPicture = async (): Promise<string[]> => {
  const media = await community.db.selectFrom('media').select('id').execute()
  return media.map(({ id }) => id)
}

describe('sharing, without JavaScript', () => {
  it('goes from the post to the public page, one question a page', async () => {
    const postId = await post(community, community.author.id, 'Breakfast on Friday', [
      { bytes: new Uint8Array([1]), alt: 'A cup' },
    ])
    const start = await author.get(`/share/new/${postId}`)
    expect(start.words).toContain('Nothing has left yet')
    const channel = await author.submit(start.form(`/share/new/${postId}`))
    expect(pathOf(channel)).toMatch(/^\/share\/[0-9a-z]{24}\/channel$/)
    expect(channel.words).toContain('Step 1 of 4')
    expect(channel.text).toContain('data-place="leaving"')
    expect(channel.text).toMatch(/data-kind="leaving"[^>]*>.*Go on sharing outside/)
    expect(channel.text).not.toContain('data-kind="primary"')
    const attribution = await author.submit(channel.form(pathOf(channel)), {
      channel: community.channel('boletin'),
    })
    expect(attribution.words).toContain('Step 2 of 4')
    const text = await author.submit(attribution.form(pathOf(attribution)), {
      attribution: 'new',
      penName: 'Marea',
    })
    expect(text.words).toContain('Step 3 of 4')
    expect(text.form(pathOf(text)).defaults).toContainEqual(['text', 'Breakfast on Friday'])
    expect(text.form(pathOf(text)).defaults.map(([name]) => name)).not.toContain('pictures')
    const preview = await author.submit(text.form(pathOf(text)), {
      title: 'Come and eat',
      text: 'Breakfast soon, see https://harbour.example/posts/1',
      // None goes along by itself.
      pictures: await everyPicture(),
      language: 'en',
    })
    expect(preview.words).toContain('Step 4 of 4')
    expect(preview.text).toContain('<del class="struck">https://harbour.example/posts/1</del>')
    expect(preview.words).toContain('Anyone on the internet. Search engines too')
    expect(preview.words).toContain('copies and screenshots may stay')
    expect(preview.words).toContain('by Marea')
    const shareId = pathOf(preview).split('/')[2] ?? ''
    const unticked = await author.submit(preview.form(`/share/${shareId}/propose`))
    expect(unticked.status).toBe(422)
    expect(unticked.words).toContain('Tick the box if you agree')
    const proposed = await author.submit(unticked.form(`/share/${shareId}/propose`), { agree: 'yes' })
    expect(proposed.words).toContain('It waits for a moderator')
    expect(proposed.text).toMatch(/<code[^>]*>\s*([0-9a-z]{4} ){7}[0-9a-z]{4}\s*</)

    const review = await moderator.get(`/queue/shares/${shareId}`)
    expect(review.words).toContain('Marta wants to share this in Boletín')
    expect(review.text).toContain('<del class="struck">https://harbour.example/posts/1</del>')
    await moderator.submit(review.form(`/queue/shares/${shareId}/publish`))

    const list = await pages.guest().get('/c/boletin')
    expect(list.status).toBe(200)
    expect(list.text).toContain('data-place="outside"')
    expect(list.words).toContain('Come and eat')
    expect(list.words).toContain('@boletin@harbour.example')
    const link = list.links().find((one) => one.text === 'Come and eat')
    const edition = await pages.guest().get(new URL(link?.href ?? '').pathname)
    expect(edition.words).toContain('Breakfast soon, see')
    expect(edition.words).toContain('Marea')
    expect(edition.text).not.toMatch(/harbour\.example\/posts|Marta/)
    expect(edition.text).toMatch(/<img src="\/ap\/files\/[0-9a-z]{24}"[^>]*alt="A cup"/)

    const mine = await author.get('/shares')
    expect(mine.words).toContain('Is outside')
    const share = await author.get(`/shares/${shareId}`)
    expect(share.words).toContain('No server has got it yet')
    const asked = await author.get(share.links().find((one) => one.text === 'Take it back')?.href ?? '')
    expect(asked.text).not.toContain('data-place="leaving"')
    expect(asked.words).toContain('It is outside now')
    const receipts = await author.submit(asked.form(pathOf(asked)))
    expect(pathOf(receipts)).toBe(`/shares/${shareId}`)
    expect(receipts.words).toContain('No other server had it')
    expect((await pages.guest().get(new URL(link?.href ?? '').pathname)).status).toBe(404)
    expect((await pages.guest().get('/c/boletin')).words).not.toContain('Come and eat')
  })

  it('names the servers that will read it in an allied channel, and only approved ones', async () => {
    await follower('aliadas', 'south.example')
    await follower('aliadas', 'north.example')
    await follower('boletin', 'open.example')
    const { shareId } = await draft(community, { slug: 'aliadas' })
    const { words } = await author.get(`/share/${shareId}/preview`)
    expect(words).toContain('People on 2 servers that follow Aliadas')
    expect(words).toContain('north.example')
    expect(words).toContain('south.example')
    expect(words).not.toContain('open.example')
    expect(words).not.toContain('Anyone on the internet')
  })

  it('keeps what was typed when something is wrong', async () => {
    const { shareId } = await draft(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const page = await author.get(`/share/${shareId}/text`)
    const [, mediaId = ''] =
      page.form(`/share/${shareId}/text`).defaults.find(([name]) => name === 'pictures') ?? []
    const refused = await author.submit(page.form(`/share/${shareId}/text`), {
      title: 'A title',
      text: '',
      language: 'en',
      pictures: undefined,
      [`alt-${String(mediaId)}`]: 'A wall',
    })
    expect(refused.status).toBe(422)
    const kept = refused.form(`/share/${shareId}/text`).defaults
    expect(kept).toContainEqual(['title', 'A title'])
    expect(kept).toContainEqual([`alt-${String(mediaId)}`, 'A wall'])
    expect(kept.map(([name]) => name)).not.toContain('pictures')
  })

  it('tells her when something changed since she looked, and shows it again', async () => {
    const { shareId } = await draft(community)
    const seen = await author.get(`/share/${shareId}/preview`)
    await community.db.updateTable('shares').set({ title: 'Other' }).execute()
    const again = await author.submit(seen.form(`/share/${shareId}/propose`), { agree: 'yes' })
    expect(again.status).toBe(409)
    expect(again.words).toContain('It changed since you looked at it')
    const proposed = await author.submit(again.form(`/share/${shareId}/propose`), { agree: 'yes' })
    expect(proposed.words).toContain('It waits for a moderator')
  })

  it('shows a page that says so to the moderator who comes second', async () => {
    const { shareId } = await draft(community)
    await consent(community, community.author.ctx, shareId)
    const other = await pages.visitorOf(community.otherModerator.id)
    const form = (await moderator.get(`/queue/shares/${shareId}`)).form(`/queue/shares/${shareId}/publish`)
    const late = (await other.get(`/queue/shares/${shareId}`)).form(`/queue/shares/${shareId}/return`)
    await moderator.submit(form)
    const answer = await other.submit(late, { note: 'Please change the day' })
    expect(answer.status).toBe(409)
    expect(answer.words).toContain('This is decided already')
  })

  it('gives it back with a word, which the author reads', async () => {
    const { shareId } = await draft(community)
    await consent(community, community.author.ctx, shareId)
    const review = await moderator.get(`/queue/shares/${shareId}`)
    const empty = await moderator.submit(review.form(`/queue/shares/${shareId}/return`), { note: '' })
    expect(empty.status).toBe(422)
    await moderator.submit(empty.form(`/queue/shares/${shareId}/return`), { note: 'Leave the day out' })
    const page = await author.get(`/shares/${shareId}`)
    expect(page.words).toContain('Leave the day out')
    const text = await author.get(page.links().find((one) => one.text === 'Go on with it')?.href ?? '')
    expect(pathOf(text)).toBe(`/share/${shareId}/text`)
  })

  it('says on the button how far it goes: a number of servers where they are known', async () => {
    const allied = await draft(community, { slug: 'aliadas' })
    const previewIn = async (shareId: string) => (await author.get(`/share/${shareId}/preview`)).words
    expect(await previewIn(allied.shareId)).toContain('Send outside once a moderator agrees')
    for (const host of ['one.example', 'two.example']) await follower('aliadas', host)
    expect(await previewIn(allied.shareId)).toContain('Send outside to 2 servers, once a moderator agrees')
    const open = await draft(community)
    await follower('boletin', 'one.example')
    expect(await previewIn(open.shareId)).toContain('Send outside to anyone, once a moderator agrees')
  })

  it('offers the moderator saved words, which go into the note by one press', async () => {
    const saved = { id: community.random.id(), name: 'Days', body: 'Leave the days out' }
    await community.db
      .insertInto('savedReplies')
      .values({ ...saved, createdAt: community.clock.now() })
      .execute()
    const { shareId } = await draft(community)
    await consent(community, community.author.ctx, shareId)
    const action = `/queue/shares/${shareId}/return`
    const review = await moderator.get(`/queue/shares/${shareId}`)
    expect(review.words).toContain('Days')
    const inserted = await moderator.submit(action, { note: 'Thank you', insert: saved.id })
    expect(inserted.form(action).defaults).toContainEqual(['note', 'Thank you\n\nLeave the days out'])
    expect(inserted.text).toMatch(/id="give-back"[^>]* data-open/)
    expect((await author.get(`/shares/${shareId}`)).words).toContain('Nothing has left yet')
  })

  it('says that moderators see what she proposes, and no longer once she took it back', async () => {
    const { shareId } = await draft(community)
    const path = `/shares/${shareId}`
    expect((await author.get(path)).words).toContain('Only you see this page.')
    await consent(community, community.author.ctx, shareId)
    const waiting = await author.get(path)
    expect(waiting.words).toContain('You and the moderators can see your proposal.')
    expect(waiting.words).not.toContain('Only you see this page.')
    expect((await moderator.get(`/queue/shares/${shareId}`)).status).toBe(200)
    const revoked = await author.submit(waiting.form(`${path}/revoke`))
    expect(revoked.words).toContain('Only you see this page.')
    expect((await moderator.get(`/queue/shares/${shareId}`)).status).toBe(404)
  })

  it('waits for a moderator under its first words where it has no title', async () => {
    const { shareId } = await draft(community)
    await consent(community, community.author.ctx, shareId)
    const body = 'Breakfast without a title'
    await community.db.updateTable('shares').set({ title: '', body }).where('id', '=', shareId).execute()
    const { entries } = await readQueue(community.moderator.ctx)
    expect(entries.find(({ id }) => id === shareId)?.title).toBe(body)
  })

  it('leads from an older page of a list back to the newest', async () => {
    const { editionId } = await publish(community)
    const back = async (visitor: Visitor, path: string) => {
      const link = (one: Page) => one.links().find(({ text }) => text === 'Show newer')
      expect(link(await visitor.get(path))).toBeUndefined()
      expect(new URL(link(await visitor.get(`${path}?before=${editionId}`))?.href ?? '').pathname).toBe(path)
    }
    await back(author, '/shares')
    await back(author, '/channels/boletin')
    await back(moderator, '/editions')
    await back(pages.guest(), '/c/boletin')
  })

  it('is nobody else’s: every page of a draft is missing for other members and guests', async () => {
    const { shareId, postId } = await draft(community)
    const paths = [
      `/share/new/${postId}`,
      `/share/${shareId}`,
      ...['channel', 'attribution', 'text', 'preview'].map((step) => `/share/${shareId}/${step}`),
      `/shares/${shareId}`,
      `/queue/shares/${shareId}`,
    ]
    const other = await pages.visitorOf((await community.member()).id)
    for (const path of paths) {
      expect((await other.get(path)).status, path).toBe(404)
      expect((await pages.guest().get(path)).status, path).toBe(404)
    }
  })
})

describe('an answer to an allied channel', () => {
  async function alliedPost() {
    const { db, random, clock } = community
    const followedChannelId = random.id()
    await db
      .insertInto('followedChannels')
      .values({
        id: followedChannelId,
        actorUri: 'https://south.example/channel',
        host: 'south.example',
        handle: '@aliadas@south.example',
        name: 'Aliadas del Sur',
        kind: 'allied',
        inbox: 'https://south.example/inbox',
        followUri: 'https://harbour.example/follow',
        state: 'following',
        requestedAt: clock.now(),
      })
      .execute()
    const id = random.id()
    await db
      .insertInto('alliedPosts')
      .values({
        id,
        followedChannelId,
        objectUri: 'https://south.example/object',
        authorUri: 'https://south.example/voice',
        authorName: 'South',
        html: '<p>Hello</p>',
        language: 'es',
        publishedOn: '2030-05-20',
        receivedAt: clock.now(),
      })
      .execute()
    return { id, followedChannelId }
  }

  it('goes through the same pages without the choice of a channel', async () => {
    const { id, followedChannelId } = await alliedPost()
    const start = await author.get(`/share/answer/${id}`)
    expect(start.words).toContain('It goes to Aliadas del Sur')
    expect(start.words).not.toContain('where the copy goes')
    const attribution = await author.submit(start.form(`/share/answer/${id}`))
    expect(attribution.words).toContain('Step 1 of 3')
    const text = await author.submit(attribution.form(pathOf(attribution)), { attribution: 'voice' })
    const preview = await author.submit(text.form(pathOf(text)), { text: 'We do too' })
    expect(preview.words).toContain('Aliadas del Sur at south.example')
    const shareId = pathOf(preview).split('/')[2] ?? ''
    await author.submit(preview.form(`/share/${shareId}/propose`), { agree: 'yes' })
    const review = await moderator.get(`/queue/shares/${shareId}`)
    await moderator.submit(review.form(`/queue/shares/${shareId}/publish`))
    const outside = await moderator.get('/editions')
    const found = await moderator.get(outside.links().find(({ text }) => text === 'We do too')?.href ?? '')
    expect(found.links().map(({ text }) => text)).toContain('Take it back')
    expect((await author.get(pathOf(found))).status).toBe(404)
    expect((await author.get('/editions')).status).toBe(404)
    const edition = await community.db.selectFrom('editions').selectAll().executeTakeFirstOrThrow()
    expect(edition).toMatchObject({
      channelId: null,
      followedChannelId,
      inReplyTo: 'https://south.example/object',
    })
    expect(await events(community)).toEqual([
      { type: 'edition-published', editionId: edition.id, version: 1 },
    ])
  })

  it('is not published once the channel is left', async () => {
    const { id } = await alliedPost()
    const { shareId } = done(await startAnswer(community.author.ctx, { alliedPostId: id, language: 'en' }))
    await community.db.updateTable('shares').set({ body: 'We do too' }).where('id', '=', shareId).execute()
    await consent(community, community.author.ctx, shareId)
    await community.db.updateTable('followedChannels').set({ state: 'left' }).execute()
    const review = await moderator.get(`/queue/shares/${shareId}`)
    const answer = await moderator.submit(review.form(`/queue/shares/${shareId}/publish`))
    expect(answer.status).toBe(409)
    const result = await startAnswer(community.author.ctx, { alliedPostId: id, language: 'en' })
    expect(refusalOf(result)?.kind).toBe('missing')
  })
})

describe('P2: what is not for the public is not there', () => {
  it('byte for byte, for guests', async () => {
    const { editionId } = await publish(community, { slug: 'aliadas' })
    const open = await publish(community)
    done(await withdrawEdition(community.author.ctx, { editionId: open.editionId }))
    const bodies = new Set<string>()
    for (const path of [
      '/c/nothing',
      '/c/aliadas',
      `/c/aliadas/${editionId}`,
      `/c/boletin/${editionId}`,
      `/c/boletin/${open.editionId}`,
      `/c/boletin/${community.random.id()}`,
      '/c/%00',
      '/c/boletin/%00',
      '/channels',
      '/channels/aliadas',
      `/editions/${editionId}`,
      `/editions/${open.editionId}/receipts`,
      '/shares',
      '/pen-names',
      '/no-such-page',
    ]) {
      const page = await pages.guest().get(path)
      expect(page.status, path).toBe(404)
      bodies.add(page.text)
    }
    expect(bodies.size).toBe(1)
  })

  it('and members read allied channels from inside, newcomers from their own day on', async () => {
    const { editionId } = await publish(community, { slug: 'aliadas' })
    community.clock.moveDays(2)
    const newcomer = await pages.visitorOf((await community.member()).id)
    expect((await author.get('/channels/aliadas')).words).toContain('Breakfast on Friday')
    expect((await author.get(`/editions/${editionId}`)).status).toBe(200)
    expect((await newcomer.get('/channels/aliadas')).words).not.toContain('Breakfast on Friday')
    expect((await newcomer.get(`/editions/${editionId}`)).status).toBe(404)
    community.clock.moveDays(14)
    expect((await newcomer.get(`/editions/${editionId}`)).status).toBe(200)
  })

  it('and see the pictures there, which guests and newcomers do not', async () => {
    const { editionId } = await publish(community, {
      slug: 'aliadas',
      pictures: [{ bytes: new Uint8Array([7, 8]) }],
    })
    const other = await publish(community, { slug: 'aliadas' })
    const { text } = await author.get(`/editions/${editionId}`)
    const [, path = '', fileId = ''] =
      /<img src="(\/editions\/[0-9a-z]{24}\/pictures\/([0-9a-z]{24}))"/.exec(text) ?? []
    const picture = await author.get(path)
    expect([picture.status, picture.text]).toEqual([200, '\u0007\u0008'])
    expect((await pages.guest().get(path)).status).toBe(404)
    expect((await author.get(`/editions/${other.editionId}/pictures/${fileId}`)).status).toBe(404)
    community.clock.moveDays(2)
    const newcomer = await pages.visitorOf((await community.member()).id)
    expect((await newcomer.get(path)).status).toBe(404)
    done(await withdrawEdition(community.author.ctx, { editionId }))
    expect((await author.get(path)).status).toBe(404)
  })
})

describe('the mark that the next page of a channel begins after', () => {
  it.each(['2024-02-31', '2023-02-29', '0000-01-01', '2024-13-01'])(
    'counts for nothing when its day, %s, is none',
    async (day) => {
      const page = await pages.guest().get(`/c/boletin?before=${day}_${community.random.id()}`)
      expect(page.status).toBe(200)
      expect(pages.faults).toEqual([])
    },
  )
})

describe('the withdrawal page for everybody', () => {
  it('takes back what a code speaks for, and shows the receipts again later', async () => {
    const { withdrawalCode } = await publish(community)
    const guest = pages.guest()
    const found = await guest.submit((await guest.get('/withdraw')).form('/withdraw'), {
      code: withdrawalCode,
    })
    expect(found.words).toContain('It is in Boletín')
    const taken = await guest.submit(found.form('/withdraw'))
    expect(taken.words).toContain('Taken back')
    const again = await guest.submit('/withdraw', { code: withdrawalCode })
    expect(again.words).toContain('No other server had it')
  })

  it('has a way to look again while servers have not answered, for both who took it back', async () => {
    const { withdrawalCode, shareId, editionId } = await publish(community)
    await community.db
      .insertInto('editionFetches')
      .values({
        editionId,
        host: 'south.example',
        inbox: 'https://south.example/inbox',
        fetchedOn: '2030-05-20',
      })
      .execute()
    const taken = await pages.guest().submit('/withdraw', { code: withdrawalCode, confirm: 'yes' })
    expect(taken.words).toContain('Taken back from 0 of 1')
    const again = await pages.guest().submit(taken.form('/withdraw'))
    expect(again.words).toContain('Taken back from 0 of 1')
    const own = await author.get(`/shares/${shareId}`)
    expect(own.words).toContain('Your page')
    const link = own.links().find(({ text }) => text === 'Look again')
    expect(new URL(link?.href ?? '').pathname).toBe(`/shares/${shareId}`)
  })

  it('P14: answers every code that does not fit with the same bytes', async () => {
    const { editionId } = await publish(community)
    const answers = new Set<string>()
    for (const code of ['', 'wrong', '0'.repeat(32), editionId, '<b>', '\u0000']) {
      for (const confirm of [{}, { confirm: 'yes' }]) {
        const page = await pages.guest().submit('/withdraw', { code, ...confirm })
        answers.add(`${page.status} ${page.text}`)
      }
    }
    expect(answers.size).toBe(1)
    expect([...answers][0]).toMatch(/^422 /)
  })

  it('P6: locks nobody out when a whole network is beyond its limit: who waits a minute takes hers back', async () => {
    const { withdrawalCode } = await publish(community)
    const network = '192.0.2.7'
    for (let n = 0; n < perNetwork; n += 1) await countUses(community.guest(), 'withdrawal', { network })
    const guest = pages.guest()
    const refused = await guest.submit('/withdraw', { code: withdrawalCode })
    expect([refused.status, refused.words.includes('Many people are knocking')]).toEqual([429, true])
    community.clock.moveDays(1.1 / 1440)
    const found = await guest.submit(refused.form('/withdraw'), { code: withdrawalCode })
    expect(found.words).toContain('It is in Boletín')
    const crowded = await guest.submit(found.form('/withdraw'))
    expect(crowded.status).toBe(429)
    community.clock.moveDays(1.1 / 1440)
    const taken = await guest.submit(crowded.form('/withdraw'), { code: withdrawalCode })
    expect(taken.words).toContain('Taken back')
  })

  it('counts tries', async () => {
    await community.db.deleteFrom('throttles').execute()
    const tries: number[] = []
    for (let count = 1; count <= 12; count += 1) {
      tries.push((await pages.guest().submit('/withdraw', { code: 'wrong' })).status)
    }
    expect(tries.slice(0, 10)).toEqual(Array(10).fill(422))
    expect(tries.slice(10)).toEqual([429, 429])
  })
})

describe('pages for members', () => {
  it('list channels, and for moderators who follows them', async () => {
    await follower('aliadas', 'south.example')
    expect((await author.get('/channels')).words).not.toContain('1 follower')
    const page = await moderator.get('/channels')
    expect(page.words).toContain('1 follower')
    expect(page.links().map(({ href }) => new URL(href).pathname)).toContain(
      `/channels/${community.channel('aliadas')}/followers`,
    )
  })

  it('open a channel, for moderators', async () => {
    expect((await author.get('/channels/new')).status).toBe(404)
    const page = await moderator.get('/channels/new')
    const fields = { name: 'Noticias', slug: 'Ñ', kind: 'open', language: 'es' }
    const refused = await moderator.submit(page.form('/channels/new'), fields)
    expect(refused.status).toBe(422)
    expect(refused.form('/channels/new').defaults).toContainEqual(['name', 'Noticias'])
    const made = await moderator.submit(refused.form('/channels/new'), { slug: 'noticias' })
    expect(pathOf(made)).toBe('/channels/noticias')
  })

  it('make a pen name', async () => {
    const page = await author.get('/pen-names')
    const made = await author.submit(page.form('/pen-names'), { penName: 'Marea' })
    expect(made.words).toContain('Your pen name is ready')
    const taken = await author.submit(made.form('/pen-names'), { penName: 'Sol' })
    expect(taken.status).toBe(422)
    expect(taken.words).toContain('This name cannot be used')
  })

  it('make a new withdrawal code, which takes the place of the one before', async () => {
    const { shareId, withdrawalCode } = await publish(community)
    const page = await author.get(`/shares/${shareId}`)
    const renewed = await author.submit(page.form(`/shares/${shareId}/code`))
    const code = /<code[^>]*>\s*([0-9a-z ]{39})/.exec(renewed.text)?.[1] ?? ''
    expect((await pages.guest().submit('/withdraw', { code: withdrawalCode })).status).toBe(422)
    expect((await pages.guest().submit('/withdraw', { code })).status).toBe(200)
  })

  it('begin a new version with what is out now', async () => {
    const { shareId } = await publish(community)
    const page = await author.get(`/shares/${shareId}`)
    const text = await author.submit(page.form(`/shares/${shareId}/versions`))
    expect(text.words).toContain('Step 1 of 2')
    const next = pathOf(text).split('/')[2] ?? ''
    const { hash } = await consent(community, community.author.ctx, next)
    expect((await previewOf(community, next)).version).toBe(2)
    done(await publishShare(community.moderator.ctx, { shareId: next, previewHash: hash }))
    const list = await author.get('/shares')
    expect(list.links().filter(({ href }) => /\/shares\/[0-9a-z]{24}$/.test(href))).toHaveLength(1)
  })

  it('never say that nothing is out while a new version waits, and keep the way to take it back', async () => {
    const { shareId, editionId } = await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const text = await author.submit(
      (await author.get(`/shares/${shareId}`)).form(`/shares/${shareId}/versions`),
    )
    const next = pathOf(text).split('/')[2] ?? ''
    const takesBack = (page: Page) =>
      page.links().some(({ href }) => new URL(href).pathname === `/editions/${editionId}/withdraw`)
    expect(text.words).toContain('What is out stays as it is until a moderator agrees')
    const preview = await author.submit(text.form(pathOf(text)), {
      title: 'Another title',
      text: 'Other words',
    })
    expect(preview.words).toContain('What is out stays as it is until a moderator agrees')
    expect(takesBack(await author.get(`/shares/${next}`))).toBe(true)

    const waiting = await author.submit(preview.form(`/share/${next}/propose`), { agree: 'yes' })
    expect(pathOf(waiting)).toBe(`/shares/${next}`)
    expect(waiting.words).toContain('What is out now stays as it is until a moderator agrees')
    expect(takesBack(waiting)).toBe(true)

    const review = await moderator.get(`/queue/shares/${next}`)
    expect(review.words).toContain('What is out stays as it is until you publish this')
    const outNow = /<details>(.*?)<\/details>/s.exec(review.text)?.[1] ?? ''
    expect(outNow).toMatch(/<strong>Friday<\/strong>.*<img src="\/ap\/files\/[0-9a-z]{24}"/s)
    expect(outNow).not.toContain('Other words')

    const revoked = await author.submit(waiting.form(`/shares/${next}/revoke`))
    expect(revoked.words).toContain('What was out before is still out')
    expect(takesBack(revoked)).toBe(true)
    for (const page of [text, preview, waiting, review, revoked]) {
      expect(page.words).not.toMatch(/Nothing (has )?left/)
    }
  })

  it('let a moderator take something back for its author', async () => {
    const { editionId } = await publish(community)
    const page = await moderator.get(`/editions/${editionId}`)
    const asked = await moderator.get(page.links().find((one) => one.text === 'Take it back')?.href ?? '')
    const receipts = await moderator.submit(asked.form(pathOf(asked)))
    expect(pathOf(receipts)).toBe(`/editions/${editionId}/receipts`)
    expect(receipts.words).toContain('Taken back')
    const stranger = await pages.visitorOf((await community.member()).id)
    expect((await stranger.get(`/editions/${editionId}/receipts`)).status).toBe(404)
  })
})
