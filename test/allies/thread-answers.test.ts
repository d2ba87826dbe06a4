import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseChannel } from '../../src/channels/choose-channel.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { startThreadAnswer } from '../../src/channels/start-thread-answer.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { writeOutsideText } from '../../src/channels/write-outside-text.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { consent } from '../channels/support.ts'
import { commentTools } from './comment-tools.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  events,
  refusalOf,
  remoteChannel,
  remoteObject,
} from './support.ts'

let community: AlliedCommunity
let tools: ReturnType<typeof commentTools>
beforeEach(async () => {
  community = await createAlliedCommunity()
  tools = commentTools(community)
})
afterEach(() => community.close())

const start = (answeredId: string) => startThreadAnswer(community.author.ctx, { answeredId, language: 'es' })

/** An answer that went all the way out. */
const answer = async (answeredId: string) => {
  const { shareId } = done(await start(answeredId))
  const body = 'Y los domingos.'
  done(await writeOutsideText(community.author.ctx, { shareId, title: '', body, language: 'es', images: [] }))
  const { hash } = await consent(community, community.author.ctx, shareId)
  return publishShare(community.moderator.ctx, { shareId, previewHash: hash })
}

const editionOf = (id: string) =>
  community.db.selectFrom('editions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a member’s answer in a channel of our own', () => {
  it.each(['boletin', 'aliadas'] as const)(
    'goes out of %s like a share, below what it answers',
    async (slug) => {
      const { editionId, remoteCommentId } = await tools.received(slug, { accepted: true })
      const passedOn = (await tools.row())?.passedOnEditionId
      const answered = passedOn ?? remoteCommentId
      const { editionId: answerId } = done(await answer(answered))
      const { uri: answeredUri } = passedOn
        ? await editionOf(passedOn)
        : { uri: (await tools.row())?.objectUri }
      expect(await editionOf(answerId)).toMatchObject({
        ...{ inReplyTo: answeredUri, rootId: editionId, objectType: 'Note' },
        channelId: community.channel(slug),
      })
    },
  )

  it('has its channel, which cannot be changed', async () => {
    const { editionId } = await tools.edition('boletin')
    const { shareId } = done(await start(editionId))
    const channelId = community.channel('aliadas')
    expect(refusalOf(await chooseChannel(community.author.ctx, { shareId, channelId }))).toEqual({
      kind: 'conflict',
      message: 'shares.errors.channelSettled',
    })
  })

  it('does not go out once what it answers was taken back', async () => {
    const { editionId } = await tools.edition('boletin')
    const { shareId } = done(await start(editionId))
    const text = { shareId, title: '', body: 'Y los domingos.', language: 'es', images: [] }
    done(await writeOutsideText(community.author.ctx, text))
    const { hash } = await consent(community, community.author.ctx, shareId)
    done(await withdrawEdition(community.moderator.ctx, { editionId }))
    const result = await publishShare(community.moderator.ctx, { shareId, previewHash: hash })
    expect(refusalOf(result)?.message).toBe('shares.errors.answeredGone')
  })

  it('cannot begin below what waits, in a locked thread, or below nothing', async () => {
    const { editionId, remoteCommentId } = await tools.received('boletin')
    expect(refusalOf(await start(remoteCommentId))?.kind).toBe('missing')
    expect(refusalOf(await start('nothing'))?.kind).toBe('missing')
    const locked = { lockedOn: '2030-01-01', lockId: 'locked' }
    await community.db.updateTable('editions').set(locked).where('id', '=', editionId).execute()
    expect(refusalOf(await start(editionId))?.kind).toBe('missing')
  })
})

describe('P3: local-only comments under remote posts', () => {
  it('never leave: no event, no edition and no activity comes of them', async () => {
    const channel = remoteChannel('valley.example')
    await community.follow(channel)
    const object = remoteObject('https://valley.example/ap/objects/1')
    done(await community.bring(channel, object))
    const { id: alliedPostId = '' } = (await community.alliedPost(object.uri)) ?? {}
    const before = await events(community)
    const written = { target: { alliedPostId }, submission: community.random.id(), language: 'es' }
    done(await createComment(community.author.ctx, { ...written, text: 'Only between us' }))
    expect(await events(community)).toEqual(before)
    for (const table of ['editions', 'activities', 'deliveries', 'outgoingFlags'] as const)
      expect(JSON.stringify(await community.db.selectFrom(table).selectAll().execute())).not.toContain(
        'Only between us',
      )
    expect(await community.db.selectFrom('editions').select('id').execute()).toEqual([])
  })
})
