import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveComment } from '../../src/allies/receive-comment.ts'
import { receiveCommentUpdate } from '../../src/allies/receive-comment-update.ts'
import { receiveEditionWithdrawal } from '../../src/allies/receive-edition-withdrawal.ts'
import type { RemoteChannel, ResolveChannel } from '../../src/allies/remote.ts'
import { createApp } from '../../src/app.tsx'
import { createSessions } from '../../src/auth/sessions.ts'
import type { MemberCtx } from '../../src/context.ts'
import { invalid, ok, refuse } from '../../src/result.ts'
import type { AppDeps } from '../../src/web/environment.ts'
import { testAssets } from '../support/assets.ts'
import { createVisitor, type Visitor } from '../support/http-client.ts'
import { stillStreams } from '../support/live.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  publish,
  remoteChannel,
  remoteObject,
} from './support.ts'

const valley = remoteChannel('valley.example')
const instance = 'https://valley.example/ap/actors/instance'

let community: AlliedCommunity
let member: Visitor
let moderator: Visitor
let guest: Visitor
/** What the network answers, by address. */
const found = new Map<string, RemoteChannel>([
  ['allied@valley.example', valley],
  ['own@harbour.example', remoteChannel('harbour.example')],
])

beforeAll(async () => {
  community = await createAlliedCommunity()
  const { db, origin, clock, random } = community
  const { hasher, images } = community.system()
  const deps: AppDeps = {
    ...{ clock, random, hasher, images, origin, isLoopback: false, cookieName: 'session' },
    database: () => db,
    log: { info: () => {}, error: (_event, _reference, fault) => expect(fault).toBeUndefined() },
    assets: testAssets,
    readAsset: async () => undefined,
    live: stillStreams(),
    peerAddress: () => '192.0.2.7',
    wakeWorkers: () => {},
  }
  const resolveChannel: ResolveChannel = async (_ctx, address) => {
    const channel = found.get(address)
    return channel ? ok(channel) : refuse(invalid('address', 'allies.follow.errors.notFound'))
  }
  const app = createApp(deps, { federation: new Hono(), resolveChannel })
  const visit = async (who?: MemberCtx) => {
    const sessions = createSessions(db, { name: 'session', secure: true })
    const cookie = who && (await sessions.start(who, who.actor.memberId)).split(';')[0]
    return createVisitor(origin, (url, init) =>
      app.request(url, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init.headers)), ...(cookie ? { cookie } : {}) },
      }),
    )
  }
  guest = await visit()
  member = await visit(community.author.ctx)
  moderator = await visit(community.moderator.ctx)
})
afterAll(() => community.close())

describe('following over the pages', () => {
  it('asks for the address, shows what was found, looks again and follows', async () => {
    const wrong = await moderator.submit((await moderator.get('/allies/follow')).form('/allies/follow'), {
      address: 'nobody@valley.example',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.form('/allies/follow').defaults).toContainEqual(['address', 'nobody@valley.example'])
    const confirm = await moderator.submit(wrong.form('/allies/follow'), { address: 'allied@valley.example' })
    expect(confirm.words).toContain('Follow Channel of valley.example?')
    expect(confirm.words).toContain('Their moderators must let your community in first.')

    found.set('allied@valley.example', { ...valley, kind: 'open' })
    const changed = await moderator.submit(confirm.form('/allies/follow/confirm'))
    expect(changed.status).toBe(409)
    expect(changed.words).toContain('The channel has changed since you looked.')
    found.set('allied@valley.example', valley)
    const again = await moderator.submit(confirm.form('/allies/follow/confirm'))
    expect(again.status).toBe(200)
    expect(new URL(again.url).pathname).toBe('/allies/channels')
    expect(again.words).toContain('Asked, no answer yet')
    const twice = await moderator.submit(confirm.form('/allies/follow/confirm'))
    expect(twice.status).toBe(409)
    expect(twice.words).toContain('follows this channel already')
    const asked = await moderator.submit('/allies/follow', { address: 'allied@valley.example' })
    expect(new URL(asked.url).pathname).toMatch(/^\/allies\/channels\/[0-9a-z]{20,}$/)
    expect(asked.words).toContain('Asked, no answer yet')
  })

  it('says kindly that an account is one person’s, and offers the author beside the channel of a post', async () => {
    const maria: RemoteChannel = {
      ...remoteChannel('lake.example', 'open'),
      ...{ actorType: 'Person', actorUri: 'https://lake.example/users/maria', name: 'Maria' },
    }
    found.set('https://lake.example/posts/1', {
      ...remoteChannel('lake.example'),
      ofPost: { others: [maria] },
    })
    found.set(maria.actorUri, maria)
    const channel = await moderator.submit('/allies/follow', { address: 'https://lake.example/posts/1' })
    expect(channel.words).toContain('You gave the address of a post')
    expect(channel.words).not.toContain('the account of one person')
    const author = await moderator.submit('/allies/follow', { address: maria.actorUri })
    expect(channel.text).toContain(`value="${maria.actorUri}"`)
    expect(author.words).toContain('This is the account of one person.')
    expect(author.words).toContain('Follow Maria?')
  })

  it('believes no hidden field: what is followed is what is found', async () => {
    const forged = await moderator.submit('/allies/follow/confirm', {
      address: 'nobody@valley.example',
      seen: `allied ${valley.actorUri}`,
    })
    expect(forged.status).toBe(422)
    const own = await moderator.submit('/allies/follow', { address: 'own@harbour.example' })
    const refused = await moderator.submit(own.form('/allies/follow/confirm'))
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('a channel of your own community')
    const empty = await moderator.submit('/allies/follow', { address: ' ' })
    expect(empty.words).toContain('Enter the address of a channel.')
    expect(await community.db.selectFrom('followedChannels').select('id').execute()).toHaveLength(1)
  })

  it('shows members the list, and moderators the way out', async () => {
    const { followUri, id } = await community.db
      .selectFrom('followedChannels')
      .select(['id', 'followUri'])
      .executeTakeFirstOrThrow()
    done(await community.answer(valley, followUri, true))
    const leave = `/allies/channels/${id}/leave`
    const seen = await member.get('/allies/channels')
    expect(seen.words).toContain('Following')
    expect(seen.text).not.toContain(leave)
    for (const path of ['/allies/follow', leave]) expect((await member.get(path)).status).toBe(404)
    expect((await member.submit(leave, {})).status).toBe(404)
    expect((await moderator.get('/allies/channels')).text).toContain(leave)
    const confirm = await moderator.get(leave)
    expect(confirm.words).toContain('Stop following Channel of valley.example?')
  })
})

describe('an ally’s post over the pages', () => {
  const uri = 'https://valley.example/ap/objects/1'
  let path = ''
  beforeAll(async () => {
    const images = [{ url: 'https://valley.example/ap/files/1', alt: 'A map' }]
    done(await community.bring(valley, remoteObject(uri, { images })))
    const id = (await community.alliedPost(uri))?.id ?? ''
    await community.storePictures(id)
    path = `/allies/posts/${id}`
  })

  it('stands in the feed and on its own page, with the two ways to answer told apart', async () => {
    const feed = await member.get('/allies')
    expect(feed.words).toContain('A flyer')
    expect(feed.text).toContain(`href="${path}"`)
    const thread = await member.get(path)
    expect(thread.words).toContain('Walk together')
    expect(thread.text).toMatch(/<img src="\/media\/[0-9a-z]{24}"[^>]*alt="A map"/)
    expect(thread.text).toContain(path.replace('/allies/posts/', '/share/answer/'))
    expect(thread.text.match(/<h1/g)).toHaveLength(1)
    const commented = await member.submit(thread.form(`${path}/comments`), { text: 'We should print it' })
    expect(commented.status).toBe(200)
    expect(commented.words).toContain('We should print it')
  })

  it('shows an answer below what it answers', async () => {
    const answer = 'https://valley.example/ap/objects/2'
    const object = remoteObject(answer, {
      inReplyTo: uri,
      title: '',
      html: '<p>With us too</p>',
      passedOnFrom: 'Wayra (River)',
    })
    done(await community.bring(valley, object))
    const id = (await community.alliedPost(answer))?.id ?? ''
    const page = await member.get(`/allies/posts/${id}`)
    expect(page.url).toContain(path)
    expect(page.words).toContain('With us too')
    expect(page.words).toContain('Wayra (River)')
    expect(page.words).toContain('passed on by Valley')
  })

  it('is a sign-in page for everybody else', async () => {
    const nothing = await guest.get('/nothing')
    for (const hidden of ['/allies', path, '/allies/channels']) {
      const page = await guest.get(hidden)
      expect(page.status).toBe(404)
      expect(page.text).toBe(nothing.text)
    }
  })

  it('that was taken back says so and keeps what others said', async () => {
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    done(await receiveEditionWithdrawal(ctx, { activity, objectUri: uri }))
    const gone = await member.get(path)
    expect(gone.status).toBe(200)
    expect(gone.words).toContain('This was taken back')
    expect(gone.words).not.toContain('Walk together')
    expect(gone.words).toContain('With us too')
    expect(gone.forms().map(({ action }) => new URL(action).pathname)).not.toContain(`${path}/comments`)
    expect((await member.get('/allies')).words).toContain('Nothing has arrived yet')
  })
})

describe('the page of a channel', () => {
  it('shows what it published, stands in groups, and is nobody’s business outside', async () => {
    const uri = 'https://valley.example/ap/objects/50'
    const poll = { isMultiple: false, isClosed: false, options: [{ name: 'Thursday', votes: 3 }] }
    done(await community.bring(valley, remoteObject(uri, { title: 'When?', poll })))
    const { id } = await community.db
      .selectFrom('followedChannels')
      .select('id')
      .where('actorUri', '=', valley.actorUri)
      .executeTakeFirstOrThrow()
    const path = `/allies/channels/${id}`
    expect((await guest.get(path)).status).toBe(404)
    const seen = await member.get(path)
    expect(seen.words).toContain('When?')
    expect(seen.text).not.toContain(`${path}/place`)
    for (const act of ['mute-for-all', 'place', 'unplace', 'move', 'stay'])
      expect((await member.submit(`${path}/${act}`, {})).status, act).toBe(404)
    const muted = await member.submit(seen.form(`${path}/mute`))
    expect(muted.words).toContain('Muted by you')
    expect((await member.get('/allies')).words).not.toContain('When?')
    await member.submit(muted.form(`${path}/unmute`))
    const { general } = community.groups
    const wrong = await moderator.submit(`${path}/place`, { groupId: 'none' })
    expect(wrong.status).toBe(422)
    expect(wrong.words).toContain('Choose a group.')
    await moderator.submit(`${path}/place`, { groupId: general })
    expect((await member.get(`/groups/${general}`)).words).toContain('When?')
    const post = await member.get(`/allies/posts/${(await community.alliedPost(uri))?.id}`)
    expect(post.words).toContain('3 votes')
    expect(post.words).toContain('A vote from here would tell their server who you are.')
    expect((await moderator.submit(`${path}/move`, {})).status).toBe(404)
  })
})

describe('what moderators decide over the pages', () => {
  it('a follower is let in with a warning, and removed', async () => {
    done(await community.askToFollow('aliadas', instance))
    const [{ id } = { id: '' }] = await community.followers()
    const queue = `/queue/followers/${id}`
    expect((await member.get(queue)).status).toBe(404)
    expect((await member.submit(`${queue}/accept`, {})).status).toBe(404)
    const asked = await moderator.get(queue)
    expect(asked.words).toContain('Women of the valley wants to follow Aliadas')
    expect(asked.words).toContain('This is the first time anybody from valley.example')
    expect(asked.words).toContain('this server can read everything in Aliadas')
    expect(asked.words).toContain('Their software says that it deletes it there and tells you so.')
    expect(asked.text).not.toContain('name="understood"')
    const channel = `/channels/${community.channel('aliadas')}/followers`
    expect((await moderator.get(channel)).words).not.toContain('can read everything in this channel')
    const accepted = await moderator.submit(asked.form(`${queue}/accept`), {}, 'Let them in')
    expect(accepted.words).toContain('They are in')
    const list = await moderator.get(channel)
    expect(list.words).toContain('These servers can read everything in this channel')
    const late = await moderator.submit(`${queue}/reject`, {})
    expect(late.status).toBe(409)
    const removal = list.links().find(({ href }) => href.endsWith(`${id}/remove`))
    const confirm = await moderator.get(new URL(removal?.href ?? '').pathname)
    const removed = await moderator.submit(confirm.form(new URL(removal?.href ?? '').pathname))
    expect(removed.words).toContain('From now on they can read nothing here.')
    expect((await moderator.get(queue)).words).toContain('This follower was removed.')
    expect((await member.get(channel)).status).toBe(404)
  })

  it('a follower with other software is let in only with a tick, which is asked for beside it', async () => {
    const uri = 'https://bridge.example/ap/actors/1'
    done(await community.askToFollow('aliadas', uri, { acknowledgesWithdrawals: false }))
    const { id } = await community.db
      .selectFrom('followers')
      .select('id')
      .where('actorUri', '=', uri)
      .executeTakeFirstOrThrow()
    const queue = `/queue/followers/${id}`
    const asked = await moderator.get(queue)
    expect(asked.words).toContain('Their software does not say that it deletes it there.')
    expect(asked.words).toContain('It may show posts from Aliadas to anyone')
    expect(asked.words).toContain('If you use Mastodon, you get nothing from Aliadas.')
    const refused = await moderator.submit(asked.form(`${queue}/accept`), {}, 'Let them in')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#field-understood"')
    expect(refused.text).toContain('id="field-understood-error"')
    const list = await moderator.submit(refused.form(`${queue}/accept`), { understood: 'yes' }, 'Let them in')
    expect(list.words).toContain('They are in')
  })

  it('a follower removed from an open channel who asks again is decided on, and told of truly', async () => {
    const uri = 'https://bridge.example/ap/actors/2'
    done(await community.askToFollow('boletin', uri, { acknowledgesWithdrawals: false }))
    const { id } = await community.db
      .selectFrom('followers')
      .select('id')
      .where('actorUri', '=', uri)
      .executeTakeFirstOrThrow()
    const removal = `/channels/${community.channel('boletin')}/followers/${id}/remove`
    const confirm = await moderator.get(removal)
    expect(confirm.words).toContain('gets nothing new from Boletín')
    expect(confirm.words).not.toContain('can read nothing')
    const removed = await moderator.submit(confirm.form(removal))
    expect(removed.words).toContain('From now on they get nothing new')
    done(await community.askToFollow('boletin', uri, { acknowledgesWithdrawals: false }))
    const waiting = (await moderator.get('/queue')).links().find(({ href }) => href.endsWith(id))
    expect(waiting?.text).toMatch(/ wants to follow Boletín$/)
    const asked = await moderator.get(`/queue/followers/${id}`)
    expect(asked.words).toContain('This follower was removed here before.')
    expect(asked.text).not.toContain('name="understood"')
    const list = await moderator.submit(asked.form(`/queue/followers/${id}/accept`), {}, 'Let them in')
    expect(list.words).toContain('They are in')
  })

  it('an answer from elsewhere is read in its context and published, or refused', async () => {
    const { editionId } = await publish(community, { slug: 'boletin', body: 'Breakfast on **Friday**' })
    const edition = await community.db
      .selectFrom('editions')
      .select('uri')
      .where('id', '=', editionId)
      .executeTakeFirstOrThrow()
    const channelActorUri = await community.channelUri('boletin')
    const send = async (number: number) => {
      const { ctx, activity } = community.remoteAs('https://river.example/ap/actors/voice')
      const object = remoteObject(`https://river.example/ap/objects/${number}`, {
        ...{ inReplyTo: edition.uri, authorName: 'River', html: '<p>So do we</p>' },
      })
      done(await receiveComment(ctx, { activity, channelActorUri, object }))
      const { id } = await community.db
        .selectFrom('remoteComments')
        .select('id')
        .where('objectUri', '=', object.uri)
        .executeTakeFirstOrThrow()
      return `/queue/comments/${id}`
    }
    const one = await send(1)
    expect((await member.get(one)).status).toBe(404)
    const asked = await moderator.get(one)
    expect(asked.words).toContain('River answers in Boletín')
    expect(asked.words).toContain('Breakfast on Friday')
    expect(asked.words).toContain('So do we')
    expect(asked.text).toContain('data-place="leaving"')
    const waiting = (await moderator.get('/queue')).links().find(({ href }) => href.endsWith(one))
    expect(waiting?.text).toBe('River answers in Boletín')
    const told = await moderator.submit(asked.form(`${one}/accept`), {}, 'Publish it in Boletín')
    expect(told.links().find(({ text }) => text === 'Look at it again')?.href).toContain(one)
    const accepted = await moderator.get(one)
    expect(accepted.words).toContain('This answer is published.')
    expect(accepted.text).not.toContain('data-place="leaving"')
    expect((await moderator.submit(`${one}/accept`, {})).status).toBe(409)
    const removed = await moderator.submit(accepted.form(`${one}/remove`))
    expect(removed.words).toContain('It is taken out.')
    expect((await moderator.get(one)).words).toContain('Its words are deleted here.')
    const seen = asked.form(`${one}/accept`)
    const three = await send(3)
    const shown = await moderator.get(three)
    const change = async (html: string) => {
      const { ctx, activity } = community.remoteAs('https://river.example/ap/actors/voice')
      const object = remoteObject('https://river.example/ap/objects/3', {
        authorName: 'River',
        html,
        title: '',
      })
      done(await receiveCommentUpdate(ctx, { activity, object }))
    }
    await change('<p>Other words</p>')
    const stale = await moderator.submit(shown.form(`${three}/accept`), {}, 'Publish it in Boletín')
    expect(stale.status).toBe(409)
    expect(stale.words).toContain('The words have changed since you read them.')
    expect(stale.words).toContain('Other words')
    const published = await moderator.submit(stale.form(`${three}/accept`), {}, 'Publish it in Boletín')
    expect(published.words).toContain('It is published and on its way.')
    expect((await moderator.get(three)).words).toContain('This answer is published.')
    await change('<p>Even newer words</p>')
    const changed = (await moderator.get('/queue')).links().find(({ href }) => href.endsWith(three))
    expect(changed?.text).toBe('River changed an answer in Boletín')
    const both = await moderator.get(three)
    expect(both.words).toContain('Other words')
    expect(both.words).toContain('Even newer words')
    expect(both.text).toContain('data-place="leaving"')
    const renewed = await moderator.submit(
      both.form(`${three}/accept`),
      {},
      'Publish the new words in Boletín',
    )
    expect(renewed.words).toContain('It is published and on its way.')
    const newer = await moderator.get(three)
    expect(newer.words).toContain('Even newer words')
    expect(newer.words).not.toContain('Other words')
    await change('<p>Too much</p>')
    const again = (await moderator.get(three)).form(`${three}/refuse`)
    const keeping = await moderator.submit(again, {}, 'Keep the old words')
    expect(keeping.words).toContain('Not published.')
    const kept = await moderator.get(three)
    expect(kept.words).toContain('Even newer words')
    expect(kept.words).not.toContain('Too much')
    expect((await moderator.submit(seen, {})).status).toBe(409)
    const two = await send(2)
    const form = (await moderator.get(two)).form(`${two}/refuse`)
    const refused = await moderator.submit(form, {}, 'Refuse and delete it')
    expect(refused.words).toContain('Not published. Those words are deleted here.')
    expect((await moderator.get(two)).words).toContain('This answer was refused.')
  })

  it('and what does not exist is missing, whatever the id looks like', async () => {
    const strange = [
      '/allies/posts/%00',
      '/queue/followers/..%2f',
      '/queue/comments/x',
      '/channels/%00/followers',
    ]
    for (const path of [...strange, '/allies/channels/x/leave', '/allies?before=zzz'])
      expect((await moderator.get(path)).status).toBe(path.includes('before') ? 200 : 404)
    for (const path of [
      '/queue/followers/%00/accept',
      '/queue/comments/%00/refuse',
      '/allies/channels/%00/leave',
    ])
      expect((await moderator.submit(path, {})).status).toBe(404)
  })
})
