import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { startPeer } from '../support/peer/peer.ts'
import { createShapedFollower, type ShapedFollower } from '../support/peer/shaped/follower.ts'
import { lemmyRules } from '../support/peer/shaped/lemmy.ts'
import { mastodonRules } from '../support/peer/shaped/mastodon.ts'
import { nodebbRules } from '../support/peer/shaped/nodebb.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { seenBy } from './seen.ts'

describe('an open channel, followed in the ways of Lemmy, Mastodon and NodeBB', () => {
  let community: CommunityServer
  let lemmy: ShapedFollower
  let mastodon: ShapedFollower
  let nodebb: ShapedFollower
  let page: { readonly editionId: string; readonly uri: string }
  let byLemmy: JsonObject
  let byNodebb: JsonObject

  beforeAll(async () => {
    community = await startCommunityServer()
    const start = async (rules: Parameters<typeof createShapedFollower>[1]) =>
      createShapedFollower(await startPeer({ now: () => community.clock.now() }), rules)
    ;[lemmy, mastodon, nodebb] = await Promise.all([
      start(lemmyRules),
      start(mastodonRules),
      start(nodebbRules),
    ])
    for (const follower of [lemmy, mastodon, nodebb]) await follower.follow(community.channel('open').uri)
    await settle()
    page = await community.publish({ channel: 'open', title: 'Soup', html: '<p>At noon.</p>' })
    await settle()
  })
  afterAll(async () => {
    await Promise.all([lemmy, mastodon, nodebb].map(({ peer }) => peer.stop()))
    await community.stop()
  })

  const settle = async () => {
    await community.work()
    for (const follower of [lemmy, mastodon, nodebb]) await follower.read()
  }
  const thread = ({ posts }: ShapedFollower) =>
    [...posts.values()].map(({ title, html, inReplyTo }) => [title, html, inReplyTo])
  /** The moderators let in what waits. */
  const acceptAll = async () => {
    const moderator = await community.member({ roles: ['moderator'] })
    const waiting = await community.db
      .selectFrom('remoteComments')
      .select('id')
      .where('state', '=', 'waiting')
      .execute()
    expect(waiting).toHaveLength(1)
    for (const { id } of waiting) {
      expect(await acceptComment(moderator.ctx, await seenBy(moderator.ctx, id))).toMatchObject({ ok: true })
    }
    await settle()
  }

  it('reaches each of them as that software shows it', () => {
    expect(thread(lemmy)).toEqual([['Soup', '<p>At noon.</p>', undefined]])
    expect(thread(nodebb)).toEqual([['Soup', '<p>At noon.</p>', undefined]])
    const { posts } = mastodon
    const link = `${community.origin}/c/${community.channel('open').slug}/${page.editionId}`
    expect(posts.get(page.uri)?.html).toBe(`Soup ${link}`)
  })

  it('reaches Mastodon and NodeBB also without a title, which Lemmy does not know', async () => {
    const note = await community.publish({ channel: 'open', html: '<p>No title.</p>' })
    await settle()
    expect(mastodon.posts.get(note.uri)?.html).toBe('<p>No title.</p>')
    expect(nodebb.posts.get(note.uri)?.html).toBe('<p>No title.</p>')
    expect(lemmy.posts.has(note.uri)).toBe(false)
    await community.withdraw(note.editionId)
    await settle()
    for (const { posts } of [mastodon, nodebb]) expect(posts.has(note.uri)).toBe(false)
  })

  it('brings an answer from Lemmy to the others, below what it answers, once it was let in', async () => {
    byLemmy = await lemmy.answer(page.uri, '<p>We bring bread.</p>')
    await settle()
    for (const { posts } of [mastodon, nodebb]) expect(posts.has(String(byLemmy['id']))).toBe(false)
    await acceptAll()
    for (const { posts } of [lemmy, mastodon, nodebb]) {
      expect(posts.get(String(byLemmy['id']))).toMatchObject({
        html: '<p>We bring bread.</p>',
        inReplyTo: page.uri,
      })
    }
  })

  it('brings an answer from NodeBB to that answer to the others, in the same thread', async () => {
    byNodebb = await nodebb.answer(String(byLemmy['id']), '<p>And butter?</p>')
    await settle()
    await acceptAll()
    for (const { posts } of [lemmy, mastodon, nodebb]) {
      expect(posts.get(String(byNodebb['id']))).toMatchObject({
        html: '<p>And butter?</p>',
        inReplyTo: byLemmy['id'],
      })
    }
  })

  it('brings an answer from Lemmy that was changed to the others, once the change was let in too', async () => {
    const id = String(byLemmy['id'])
    const html = '<p>We bring bread and jam.</p>'
    const to = { deliverTo: community.inbox, scheme: 'cavage' } as const
    const { note } = await lemmy.peer.update(byLemmy, { content: html }, to)
    byLemmy = note
    await settle()
    for (const { posts } of [lemmy, nodebb]) expect(posts.get(id)?.html).toBe('<p>We bring bread.</p>')
    const moderator = await community.member({ roles: ['moderator'] })
    const comment = await community.db
      .selectFrom('remoteComments')
      .select('id')
      .where('objectUri', '=', id)
      .executeTakeFirstOrThrow()
    expect(await acceptComment(moderator.ctx, await seenBy(moderator.ctx, comment.id))).toMatchObject({
      ok: true,
    })
    await settle()
    for (const { posts } of [lemmy, nodebb])
      expect(posts.get(id)).toMatchObject({ html, inReplyTo: page.uri })
  })

  it('brings a change', async () => {
    await community.change(page.editionId, '<p>At one.</p>', 'Soup, later')
    await settle()
    for (const { posts } of [lemmy, nodebb]) {
      expect(posts.get(page.uri)).toMatchObject({ title: 'Soup, later', html: '<p>At one.</p>' })
    }
    expect(mastodon.posts.get(page.uri)?.html).toContain('Soup, later ')
  })

  it('brings word of an answer that its author takes back', async () => {
    await nodebb.takeBack(byNodebb)
    await settle()
    for (const { posts } of [lemmy, mastodon]) expect(posts.has(String(byNodebb['id']))).toBe(false)
    expect(lemmy.posts.has(String(byLemmy['id']))).toBe(true)
  })

  it('takes its edition back everywhere', async () => {
    await community.withdraw(page.editionId)
    await settle()
    for (const { posts } of [lemmy, mastodon, nodebb]) expect(posts.has(page.uri)).toBe(false)
  })

  it('sends Lemmy nothing that Lemmy would hold against it', () => {
    const known = ['an Announce of no activity', 'unknown kind', 'not a comment']
    const others = lemmy.refusals.filter((words) => !known.some((expected) => words.endsWith(expected)))
    expect(others).toEqual([])
  })
})
