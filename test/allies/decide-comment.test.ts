import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { refuseComment } from '../../src/allies/refuse-comment.ts'
import { removeComment } from '../../src/allies/remove-comment.ts'
import { publishedTables, readEdition } from '../../src/channels/published.ts'
import { takeBack } from '../../src/channels/take-back.ts'
import { comment, commentTools, uri, writer } from './comment-tools.ts'
import { type AlliedCommunity, createAlliedCommunity, done, events, refusalOf } from './support.ts'

let community: AlliedCommunity
let tools: ReturnType<typeof commentTools>
beforeEach(async () => {
  community = await createAlliedCommunity()
  tools = commentTools(community)
})
afterEach(() => community.close())

describe('a moderator who accepts an answer', () => {
  it('in an allied channel passes it on in the community’s own voice, with credit', async () => {
    const { remoteCommentId, editionUri } = await tools.received('aliadas', { accepted: true })
    const accepted = await tools.row()
    const passedOn = await readEdition(publishedTables(community.db), accepted?.passedOnEditionId ?? '')
    expect(passedOn).toMatchObject({
      channel: { slug: 'aliadas' },
      author: { kind: 'voice', name: 'Harbour' },
      inReplyTo: editionUri,
      originUri: uri,
      passedOnFrom: 'Wayra (Women of the valley)',
      version: 1,
      texts: [{ language: 'es', title: '', html: '<p>Here too</p>' }],
    })
    expect((await events(community)).at(-1)).toEqual({
      type: 'edition-published',
      editionId: passedOn?.id,
      version: 1,
    })
    expect(accepted).toMatchObject({
      id: remoteCommentId,
      state: 'accepted',
      decidedAt: community.clock.now(),
    })
    expect((await community.acts()).at(-1)).toBe('remote-comment-accepted')
  })

  it('in an open channel lets the origin’s own object be announced', async () => {
    const { remoteCommentId } = await tools.received('boletin', { accepted: true })
    expect(await tools.row()).toMatchObject({ state: 'accepted', passedOnEditionId: null })
    expect((await events(community)).at(-1)).toEqual({ type: 'remote-comment-accepted', remoteCommentId })
  })

  it('is told when another moderator was first, and nothing happens twice', async () => {
    const { remoteCommentId } = await tools.received('aliadas')
    const seen = await tools.seen(remoteCommentId)
    done(await acceptComment(community.moderator.ctx, seen))
    const { ctx } = community.otherModerator
    expect(refusalOf(await acceptComment(ctx, seen))?.kind).toBe('conflict')
    expect(refusalOf(await refuseComment(ctx, seen))?.kind).toBe('conflict')
    const editions = await community.db
      .selectFrom('editions')
      .select('id')
      .where('originUri', '=', uri)
      .execute()
    expect(editions).toHaveLength(1)
  })

  it('at the same moment as another one publishes it once', async () => {
    const { remoteCommentId } = await tools.received('aliadas')
    const seen = await tools.seen(remoteCommentId)
    const results = await Promise.all([
      acceptComment(community.moderator.ctx, seen),
      acceptComment(community.otherModerator.ctx, seen),
    ])
    expect(results.map((result) => refusalOf(result)?.kind).sort()).toEqual(['conflict', undefined])
  })

  it('cannot when what it answers was taken back, and members cannot at all', async () => {
    const { remoteCommentId, editionId } = await tools.received('aliadas')
    const { author, moderator } = community
    const seen = await tools.seen(remoteCommentId)
    expect(refusalOf(await acceptComment(author.ctx, seen))?.kind).toBe('forbidden')
    expect(refusalOf(await refuseComment(author.ctx, seen))?.kind).toBe('forbidden')
    expect(refusalOf(await removeComment(author.ctx, { remoteCommentId }))?.kind).toBe('forbidden')
    await community.db.transaction().execute((db) => takeBack({ db, clock: community.clock }, editionId))
    expect(refusalOf(await acceptComment(moderator.ctx, seen))).toEqual({
      kind: 'conflict',
      message: 'remoteComments.errors.takenBack',
    })
  })
})

describe('a moderator who decides on an answer', () => {
  it('decides on the words that she saw: others, which came meanwhile, neither go out nor get lost', async () => {
    const { remoteCommentId } = await tools.received('aliadas')
    const seen = await tools.seen(remoteCommentId)
    done(await tools.update(writer, '<p>Send us your names</p>'))
    const { ctx } = community.moderator
    const changed = { kind: 'conflict', message: 'remoteComments.errors.changed' }
    expect(refusalOf(await acceptComment(ctx, seen))).toEqual(changed)
    expect(refusalOf(await refuseComment(ctx, seen))).toEqual(changed)
    expect(await tools.row()).toMatchObject({ state: 'waiting', html: '<p>Send us your names</p>' })
    done(await acceptComment(ctx, await tools.seen(remoteCommentId)))
  })
})

describe('newer words of an accepted answer', () => {
  it('in an allied channel become a new version of what our voice passes on, once a moderator accepts them', async () => {
    const { remoteCommentId } = await tools.received('aliadas', { accepted: true })
    done(await tools.update(writer, '<p>Better words</p>'))
    const editionId = (await tools.row())?.passedOnEditionId ?? ''
    done(await acceptComment(community.moderator.ctx, await tools.seen(remoteCommentId)))
    expect(await readEdition(publishedTables(community.db), editionId)).toMatchObject({
      version: 2,
      passedOnFrom: 'Wayra (Women of the valley)',
      texts: [{ html: '<p>Better words</p>' }],
    })
    expect((await events(community)).at(-1)).toEqual({ type: 'edition-updated', editionId, version: 2 })
    expect(await tools.row()).toMatchObject({ state: 'accepted', html: '<p>Better words</p>', version: 2 })
    expect(await tools.change()).toBeUndefined()
  })

  it('in an open channel take the place of the older ones, and let the origin’s Update be passed on', async () => {
    const { remoteCommentId } = await tools.received('boletin', { accepted: true })
    done(await tools.update(writer, '<p>Better words</p>'))
    done(await acceptComment(community.moderator.ctx, await tools.seen(remoteCommentId)))
    expect(await tools.row()).toMatchObject({ html: '<p>Better words</p>' })
    expect((await events(community)).at(-1)).toEqual({
      ...{ type: 'remote-comment-changed', remoteCommentId, version: 2 },
    })
  })

  it('that are refused leave the older ones, and what was seen once cannot be accepted any more', async () => {
    const { remoteCommentId } = await tools.received('aliadas', { accepted: true })
    done(await tools.update(writer, '<p>Worse words</p>'))
    const seen = await tools.seen(remoteCommentId)
    const before = await events(community)
    done(await refuseComment(community.moderator.ctx, seen))
    expect(await tools.row()).toMatchObject({ state: 'accepted', html: '<p>Here too</p>', version: 1 })
    expect(await tools.change()).toBeUndefined()
    expect(refusalOf(await acceptComment(community.moderator.ctx, seen))?.kind).toBe('conflict')
    expect(await events(community)).toEqual(before)
  })

  it('cannot be accepted unseen: only the newest wait, and a decision on others is a conflict', async () => {
    const { remoteCommentId } = await tools.received('aliadas', { accepted: true })
    done(await tools.update(writer, '<p>Better words</p>'))
    const seen = await tools.seen(remoteCommentId)
    done(await tools.update(writer, '<p>Send us your names</p>'))
    expect(refusalOf(await acceptComment(community.moderator.ctx, seen))?.kind).toBe('conflict')
    expect(refusalOf(await refuseComment(community.moderator.ctx, seen))?.kind).toBe('conflict')
    expect(await tools.change()).toMatchObject({ html: '<p>Send us your names</p>' })
  })

  it('cannot be accepted once what passes them on was taken back', async () => {
    const { remoteCommentId } = await tools.received('aliadas', { accepted: true })
    done(await tools.update(writer, '<p>Better words</p>'))
    const editionId = (await tools.row())?.passedOnEditionId ?? ''
    const seen = await tools.seen(remoteCommentId)
    await community.db.transaction().execute((db) => takeBack({ db, clock: community.clock }, editionId))
    expect(refusalOf(await acceptComment(community.moderator.ctx, seen))?.message).toBe(
      'remoteComments.errors.changeTakenBack',
    )
    done(await refuseComment(community.moderator.ctx, seen))
    done(await tools.update(writer, '<p>Again</p>'))
    expect(await tools.change()).toBeUndefined()
  })
})

describe('a moderator who refuses an answer', () => {
  it('deletes its words, and it does not come back', async () => {
    const { remoteCommentId, editionUri } = await tools.received('boletin')
    done(await refuseComment(community.moderator.ctx, await tools.seen(remoteCommentId)))
    const refused = await tools.row()
    expect(refused).toMatchObject({ state: 'refused', html: '', actorName: '' })
    done(await tools.send('boletin', comment(editionUri)))
    done(await tools.update(writer, '<p>Again</p>'))
    expect(await tools.row()).toEqual(refused)
    expect((await community.acts()).at(-1)).toBe('remote-comment-refused')
  })

  it('after it was accepted takes it out of the channel', async () => {
    const { remoteCommentId } = await tools.received('aliadas', { accepted: true })
    const editionId = (await tools.row())?.passedOnEditionId
    done(await removeComment(community.moderator.ctx, { remoteCommentId }))
    expect((await events(community)).at(-1)).toEqual({ type: 'edition-withdrawn', editionId })
  })

  it('after it was accepted in an open channel has the followers asked', async () => {
    const { remoteCommentId } = await tools.received('boletin', { accepted: true })
    done(await removeComment(community.moderator.ctx, { remoteCommentId }))
    expect((await events(community)).at(-1)).toEqual({ type: 'remote-comment-withdrawn', remoteCommentId })
    expect(await tools.row()).toMatchObject({ state: 'withdrawn', html: '', actorName: '' })
  })
})
