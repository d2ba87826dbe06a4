import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { acceptFollower } from '../../src/allies/accept-follower.ts'
import { readAlliedFeed } from '../../src/allies/queries.ts'
import { search } from '../../src/search/queries.ts'
import { decideServer } from '../../src/servers/decide-server.ts'
import { readServerView } from '../../src/servers/queries.ts'
import { readReceived } from '../../src/translations/queries.ts'
import { receiveTranslation } from '../../src/translations/receive-translation.ts'
import { acceptReceived } from '../../src/translations/settle-received.ts'
import { comment, commentTools } from '../allies/comment-tools.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  events,
  publish,
  refusalOf,
  remoteChannel,
  remoteObject,
} from '../allies/support.ts'

const instance = 'https://valley.example/ap/actors/instance'

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
})
afterEach(() => community.close())

const decide = (decision: Parameters<typeof decideServer>[1]['decision'], domain = 'valley.example') =>
  decideServer(community.moderator.ctx, { domain, decision })

/** A post of a host with a picture, another language and a comment of a member below it. */
async function postOf(host: string) {
  const channel = remoteChannel(host)
  await community.follow(channel)
  const object = remoteObject(`https://${host}/ap/objects/1`, {
    title: `Bread of ${host}`,
    images: [{ url: `https://${host}/picture.webp`, alt: 'A loaf' }],
    translations: [{ language: 'en', title: 'Bread', html: '<p>Bread on Sunday</p>' }],
  })
  done(await community.bring(channel, object))
  const alliedPostId = (await community.alliedPost(object.uri))?.id ?? ''
  const [mediaId = ''] = await community.storePictures(alliedPostId)
  await community.db
    .insertInto('comments')
    .values({
      id: community.random.id(),
      alliedPostId,
      body: 'We could bake too',
      language: 'en',
      createdAt: community.clock.now(),
    })
    .execute()
  return { alliedPostId, mediaId, objectUri: object.uri }
}

const count = async (table: 'alliedPosts' | 'alliedPostTexts' | 'alliedImages' | 'media' | 'comments') =>
  (await community.db.selectFrom(table).selectAll().execute()).length

describe('blocking a server', () => {
  it('deletes what came from there and leaves what came from others', async () => {
    await postOf('valley.example')
    const other = await postOf('river.example')
    done(await decide('block'))
    const posts = await community.db.selectFrom('alliedPosts').select('id').execute()
    expect(posts.map(({ id }) => id)).toEqual([other.alliedPostId])
    expect(await count('alliedPostTexts')).toBe(1)
    expect(await count('alliedImages')).toBe(1)
    expect((await community.db.selectFrom('media').select('id').execute()).map(({ id }) => id)).toEqual([
      other.mediaId,
    ])
    expect(await count('comments')).toBe(1)
    const feed = await readAlliedFeed(community.author.ctx)
    expect(feed.posts.map(({ title }) => title)).toEqual(['Bread of river.example'])
    const { findings } = await search(community.author.ctx, { words: 'bread bake' })
    expect(JSON.stringify(findings)).not.toContain('valley')
    expect((await search(community.author.ctx, { words: 'bread' })).findings).toHaveLength(1)
    const rows = await community.db.selectFrom('followedChannels').selectAll().execute()
    expect(rows.map(({ host, state, summary }) => `${host} ${state} ${summary !== ''}`).sort()).toEqual([
      'river.example following true',
      'valley.example left false',
    ])
  })

  it('counts for every host below its domain but those that are allowed by themselves', async () => {
    await postOf('valley.example')
    await postOf('deep.valley.example')
    await postOf('ours.valley.example')
    done(await decide('allow', 'ours.valley.example'))
    done(await decide('block'))
    const posts = await community.db.selectFrom('alliedPosts').select('objectUri').execute()
    expect(posts.map(({ objectUri }) => objectUri)).toEqual(['https://ours.valley.example/ap/objects/1'])
  })

  it('removes its followers, who are told, and turns away those who wait', async () => {
    done(await community.askToFollow('aliadas', instance))
    done(await community.askToFollow('boletin', 'https://valley.example/ap/actors/2'))
    done(await community.askToFollow('boletin', 'https://river.example/ap/actors/2'))
    done(await decide('block'))
    const followers = await community.followers()
    expect(followers.map(({ host, state }) => `${host} ${state}`).sort()).toEqual([
      'river.example accepted',
      'valley.example rejected',
      'valley.example removed',
    ])
    const told = (await events(community)).filter((event) => JSON.stringify(event).includes('rejected'))
    expect(told).toHaveLength(2)
  })

  it('drops answers that wait and takes accepted ones out, also where our voice passed them on', async () => {
    const { edition, send, row } = commentTools(community)
    const { editionUri } = await edition('aliadas')
    done(await send('aliadas', comment(editionUri)))
    const { id = '' } = (await row()) ?? {}
    const { seen } = commentTools(community)
    done(await acceptComment(community.moderator.ctx, await seen(id)))
    const passedOn = (await row())?.passedOnEditionId ?? ''
    const second = 'https://valley.example/ap/objects/10'
    done(await send('aliadas', { ...comment(editionUri), uri: second }))
    done(await decide('block'))
    expect(await row()).toMatchObject({ state: 'withdrawn', html: '', actorName: '' })
    expect(await row(second)).toMatchObject({ state: 'refused', html: '', actorName: '' })
    const edited = await community.db
      .selectFrom('editions')
      .select('withdrawnOn')
      .where('id', '=', passedOn)
      .executeTakeFirstOrThrow()
    expect(edited.withdrawnOn).not.toBeNull()
    expect(await community.db.selectFrom('remoteActors').select('uri').execute()).toEqual([])
  })

  it('P5 asks back what members translated for it, and nobody else is asked', async () => {
    const ids: Record<string, string> = {}
    for (const host of ['valley.example', 'river.example']) {
      const { followedChannelId } = await community.follow(remoteChannel(host))
      for (const state of ['waiting', 'offered', 'accepted'] as const) {
        const id = community.random.id()
        ids[`${host} ${state}`] = id
        await community.db
          .insertInto('offeredTranslations')
          .values({
            ...{ id, uri: `${community.origin}/ap/activities/${id}`, followedChannelId, state, seen: 'x' },
            ...{ objectUri: `https://${host}/ap/objects/1`, language: 'ru', html: '<p>Хлеб</p>' },
            waitingSince: community.clock.now(),
          })
          .execute()
      }
    }
    done(await decide('block'))
    const rows = await community.db
      .selectFrom('offeredTranslations as offered')
      .innerJoin('followedChannels as followed', 'followed.id', 'offered.followedChannelId')
      .select(['followed.host', 'offered.state', 'offered.html'])
      .execute()
    const there = rows.filter(({ host }) => host === 'valley.example')
    expect(there.map(({ state, html }) => `${state}${html}`)).toEqual(['withdrawn', 'withdrawn', 'withdrawn'])
    expect(rows.filter(({ state }) => state !== 'withdrawn')).toHaveLength(3)
    const told = (await events(community)).map((event) => JSON.stringify(event))
    const asked = told.filter((event) => event.includes('translation-taken-back'))
    expect(asked).toHaveLength(2)
    for (const state of ['offered', 'accepted'])
      expect(asked.some((event) => event.includes(ids[`valley.example ${state}`] ?? '-'))).toBe(true)
  })

  it('takes the languages that it gave our editions out again, and what of it waits', async () => {
    const { editionId } = await publish(community, { slug: 'boletin' })
    const again = await publish(community, { slug: 'boletin' })
    const giveBy = async (host: string, edition: string, language: string, accepts: boolean) => {
      await community.db
        .updateTable('editions')
        .set({ translationsWelcome: true })
        .where('id', '=', edition)
        .execute()
      const { ctx, activity } = community.remoteAs(`https://${host}/ap/actors/voice`)
      const object = remoteObject(`https://${host}/ap/objects/${language}`, { language, html: '<p>Так</p>' })
      const editionUri = `${community.origin}/ap/objects/${edition}`
      done(await receiveTranslation(ctx, { activity, editionUri, object, inbox: `https://${host}/ap/inbox` }))
      if (!accepts) return
      const { id: translationId } = await community.db
        .selectFrom('receivedTranslations')
        .select('id')
        .where('offerUri', '=', activity.uri)
        .executeTakeFirstOrThrow()
      const seen = (await readReceived(community.moderator.ctx, translationId))?.seen ?? ''
      done(await acceptReceived(community.moderator.ctx, { translationId, seen }))
    }
    await giveBy('valley.example', editionId, 'ru', true)
    await giveBy('river.example', editionId, 'sv', true)
    await giveBy('valley.example', again.editionId, 'ru', false)
    done(await decide('block'))
    const texts = await community.db
      .selectFrom('editionTexts')
      .select('language')
      .where('editionId', '=', editionId)
      .orderBy('language')
      .execute()
    expect(texts.map(({ language }) => language)).toEqual(['es', 'sv'])
    expect(await events(community)).toContainEqual({ type: 'edition-updated', editionId, version: 4 })
    const left = await community.db.selectFrom('receivedTranslations').select('host').execute()
    expect(left).toEqual([{ host: 'river.example' }])
  })

  it('forgets moves from there and to there, also where nothing else is known of the host', async () => {
    for (const [host, target] of [
      ['valley.example', 'lake.example'],
      ['river.example', 'new.valley.example'],
      ['hill.example', 'lake.example'],
    ] as const) {
      const { followedChannelId } = await community.follow(remoteChannel(host))
      await community.db
        .insertInto('channelMoves')
        .values({
          ...{ followedChannelId, targetUri: `https://${target}/ap/actors/open`, targetName: 'New' },
          ...{ targetHandle: `open@${target}`, toldOn: '2030-05-20' },
        })
        .execute()
    }
    done(await decide('block'))
    const left = await community.db.selectFrom('channelMoves').select('targetUri').execute()
    expect(left).toEqual([{ targetUri: 'https://lake.example/ap/actors/open' }])
  })

  it('P13 is one act in the record, without the name of the server, and is asked for once', async () => {
    done(await decide('block'))
    expect(await community.acts()).toEqual(['server-blocked'])
    const subjects = await community.db.selectFrom('actSubjects').select('subjectId').execute()
    expect(JSON.stringify(subjects)).not.toContain('valley')
    expect(refusalOf(await decide('block'))?.kind).toBe('conflict')
    expect(await community.acts()).toEqual(['server-blocked'])
  })

  it('is not for our own server, for what is none, and not for members', async () => {
    expect(refusalOf(await decide('block', 'harbour.example'))?.message).toBe(
      new URL(community.origin).hostname === 'harbour.example' ? 'servers.errors.own' : undefined,
    )
    expect(refusalOf(await decide('block', 'com'))?.message).toBe('servers.errors.domain')
    const own = new URL(community.origin).hostname
    expect(refusalOf(await decide('block', own))?.message).toBe('servers.errors.own')
    const input = { domain: 'valley.example', decision: 'block' } as const
    expect(refusalOf(await decideServer(community.author.ctx, input))?.kind).toBe('forbidden')
    expect(await readServerView(community.author.ctx, 'valley.example')).toBeUndefined()
  })
})

it('taking a server off the list brings nothing back', async () => {
  await postOf('valley.example')
  done(await community.askToFollow('boletin', instance))
  done(await decide('block'))
  done(await decide('unblock'))
  expect(await readServerView(community.moderator.ctx, 'valley.example')).toMatchObject({
    standing: 'known',
    isRefused: false,
    posts: 0,
    followers: [],
  })
  expect((await community.followers()).map(({ state }) => state)).toEqual(['removed'])
  expect(await community.acts()).toContain('server-unblocked')
})

it('all followers of a server are removed in one act', async () => {
  done(await community.askToFollow('aliadas', instance))
  const [{ id: followerId } = { id: '' }] = await community.followers()
  done(await acceptFollower(community.moderator.ctx, { followerId }))
  done(await community.askToFollow('boletin', 'https://valley.example/ap/actors/2'))
  done(await decide('remove-followers'))
  expect((await community.followers()).map(({ state }) => state)).toEqual(['removed', 'removed'])
  expect((await community.acts()).filter((act) => act.includes('removed'))).toEqual([
    'server-followers-removed',
  ])
  expect(refusalOf(await decide('remove-followers'))?.kind).toBe('conflict')
})

describe('in allowlist mode', () => {
  beforeEach(async () => {
    await postOf('valley.example')
    await community.db.updateTable('community').set({ federationMode: 'allowlist' }).execute()
  })

  it('what came from a server that is not listed stays until moderators delete it', async () => {
    expect(await readServerView(community.moderator.ctx, 'valley.example')).toMatchObject({
      isRefused: true,
      posts: 1,
      membersComments: 1,
    })
    done(await decide('purge'))
    expect(await count('alliedPosts')).toBe(0)
    expect(await count('comments')).toBe(0)
  })

  it('a server that is allowed is not purged by mistake', async () => {
    done(await decide('allow'))
    expect(refusalOf(await decide('purge'))?.kind).toBe('conflict')
    expect(await count('alliedPosts')).toBe(1)
  })
})
