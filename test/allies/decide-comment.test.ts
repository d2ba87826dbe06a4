import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { refuseComment } from '../../src/allies/refuse-comment.ts'
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
    const { remoteCommentId } = await tools.received('aliadas', { accepted: true })
    const { ctx } = community.otherModerator
    expect(refusalOf(await acceptComment(ctx, { remoteCommentId }))?.kind).toBe('conflict')
    expect(refusalOf(await refuseComment(ctx, { remoteCommentId, from: 'waiting' }))?.kind).toBe('conflict')
    const editions = await community.db
      .selectFrom('editions')
      .select('id')
      .where('originUri', '=', uri)
      .execute()
    expect(editions).toHaveLength(1)
  })

  it('at the same moment as another one publishes it once', async () => {
    const { remoteCommentId } = await tools.received('aliadas')
    const results = await Promise.all([
      acceptComment(community.moderator.ctx, { remoteCommentId }),
      acceptComment(community.otherModerator.ctx, { remoteCommentId }),
    ])
    expect(results.map((result) => refusalOf(result)?.kind).sort()).toEqual(['conflict', undefined])
  })

  it('cannot when what it answers was taken back, and members cannot at all', async () => {
    const { remoteCommentId, editionId } = await tools.received('aliadas')
    const { author, moderator } = community
    expect(refusalOf(await acceptComment(author.ctx, { remoteCommentId }))?.kind).toBe('forbidden')
    expect(refusalOf(await refuseComment(author.ctx, { remoteCommentId, from: 'waiting' }))?.kind).toBe(
      'forbidden',
    )
    await community.db.transaction().execute((db) => takeBack({ db, clock: community.clock }, editionId))
    expect(refusalOf(await acceptComment(moderator.ctx, { remoteCommentId }))).toEqual({
      kind: 'conflict',
      message: 'remoteComments.errors.takenBack',
    })
  })
})

describe('a moderator who refuses an answer', () => {
  it('deletes its words, and it does not come back', async () => {
    const { remoteCommentId, editionUri } = await tools.received('boletin')
    done(await refuseComment(community.moderator.ctx, { remoteCommentId, from: 'waiting' }))
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
    done(await refuseComment(community.moderator.ctx, { remoteCommentId, from: 'accepted' }))
    expect((await events(community)).at(-1)).toEqual({ type: 'edition-withdrawn', editionId })
  })

  it('after it was accepted in an open channel has the followers asked', async () => {
    const { remoteCommentId } = await tools.received('boletin', { accepted: true })
    done(await refuseComment(community.moderator.ctx, { remoteCommentId, from: 'accepted' }))
    expect((await events(community)).at(-1)).toEqual({ type: 'remote-comment-withdrawn', remoteCommentId })
    expect(await tools.row()).toMatchObject({ state: 'withdrawn', html: '', actorName: '' })
  })
})
