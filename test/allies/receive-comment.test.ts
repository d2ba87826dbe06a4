import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receiveCommentUpdate } from '../../src/allies/receive-comment-update.ts'
import { removeFollower } from '../../src/allies/remove-follower.ts'
import { publishedTables, readEdition } from '../../src/channels/published.ts'
import { takeBack } from '../../src/channels/take-back.ts'
import { countToDo } from '../../src/moderation/queries.ts'
import { comment, commentTools, mallory, uri, writer } from './comment-tools.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  events,
  refusalOf,
  remoteObject,
} from './support.ts'

let community: AlliedCommunity
let tools: ReturnType<typeof commentTools>
beforeEach(async () => {
  community = await createAlliedCommunity()
  tools = commentTools(community)
})
afterEach(() => community.close())

describe('an answer from elsewhere', () => {
  it('waits for the moderators, cleaned, and counts among what they have to do', async () => {
    const { editionUri } = await tools.edition('aliadas')
    const before = await countToDo(community.moderator.ctx)
    const title = 'Read <this>'
    done(
      await tools.send('aliadas', comment(editionUri, { title, html: '<p>Here too<script>x</script></p>' })),
    )
    expect(await tools.row()).toMatchObject({
      state: 'waiting',
      actorName: 'Wayra',
      host: 'valley.example',
      html: '<p><strong>Read &lt;this&gt;</strong></p><p>Here too</p>',
    })
    expect(await countToDo(community.moderator.ctx)).toBe(before + 1)
  })

  it('is kept once, however often it comes', async () => {
    const { editionUri } = await tools.edition('aliadas')
    done(await tools.send('aliadas', comment(editionUri)))
    done(await tools.send('aliadas', comment(editionUri, { html: '<p>Other words</p>' })))
    expect(await tools.row()).toMatchObject({ html: '<p>Here too</p>' })
  })

  it('to an allied channel is refused from everybody but accepted followers, and after they were removed', async () => {
    const { editionUri, followerId } = await tools.edition('aliadas')
    const stranger = comment(editionUri, { authorUri: mallory })
    const theirs = { ...stranger, uri: 'https://mallory.example/ap/objects/1' }
    expect(refusalOf(await tools.send('aliadas', theirs, mallory))?.kind).toBe('forbidden')
    done(await removeFollower(community.moderator.ctx, { followerId }))
    expect(refusalOf(await tools.send('aliadas', comment(editionUri)))?.kind).toBe('forbidden')
    expect(await tools.row()).toBeUndefined()
  })

  it('to an open channel may come from anybody', async () => {
    const { editionUri } = await tools.edition('boletin')
    const theirs = remoteObject('https://river.example/ap/objects/1', { inReplyTo: editionUri })
    done(await tools.send('boletin', theirs, 'https://river.example/ap/actors/voice'))
    expect(await tools.row('https://river.example/ap/objects/1')).toMatchObject({ state: 'waiting' })
  })

  it('must be its sender’s own, and answer an edition of that very channel that is still there', async () => {
    const { editionId, editionUri } = await tools.edition('boletin')
    expect(refusalOf(await tools.send('boletin', comment(editionUri), mallory))?.kind).toBe('forbidden')
    const forged = comment(editionUri, { authorUri: mallory })
    expect(refusalOf(await tools.send('boletin', forged))?.kind).toBe('forbidden')
    expect(refusalOf(await tools.send('aliadas', comment(editionUri)))?.kind).toBe('missing')
    const elsewhere = comment('https://harbour.example/ap/objects/none')
    expect(refusalOf(await tools.send('boletin', elsewhere))?.kind).toBe('missing')
    await community.db.transaction().execute((db) => takeBack({ db, clock: community.clock }, editionId))
    expect(refusalOf(await tools.send('boletin', comment(editionUri)))?.kind).toBe('missing')
    expect(await tools.row()).toBeUndefined()
  })

  it('cannot flood the moderators from one host', async () => {
    const { editionUri } = await tools.edition('boletin')
    for (let number = 0; number < 50; number += 1)
      done(await tools.send('boletin', { ...comment(editionUri), uri: `${uri}-${number}` }))
    expect(refusalOf(await tools.send('boletin', comment(editionUri)))?.kind).toBe('busy')
  })
})

describe('an answer that changes', () => {
  it('is read by the moderators as it is now', async () => {
    await tools.received('aliadas')
    done(await tools.update(writer, '<p>Better words</p>'))
    expect(await tools.row()).toMatchObject({ state: 'waiting', html: '<p>Better words</p>' })
  })

  it('after it was accepted waits for the moderators beside the older words, and nothing leaves', async () => {
    await tools.received('aliadas', { accepted: true })
    const editionId = (await tools.row())?.passedOnEditionId ?? ''
    const before = await events(community)
    const toDo = await countToDo(community.moderator.ctx)
    done(await tools.update(writer, '<p>Send us your names</p>'))
    expect(await tools.row()).toMatchObject({ state: 'accepted', html: '<p>Here too</p>' })
    expect(await tools.change()).toMatchObject({ actorName: 'Wayra', html: '<p>Send us your names</p>' })
    expect(await readEdition(publishedTables(community.db), editionId)).toMatchObject({
      version: 1,
      texts: [{ html: '<p>Here too</p>' }],
    })
    expect(await events(community)).toEqual(before)
    expect(await countToDo(community.moderator.ctx)).toBe(toDo + 1)
  })

  it('back to the words that were accepted leaves nothing to decide', async () => {
    await tools.received('boletin', { accepted: true })
    done(await tools.update(writer, '<p>Other words</p>'))
    done(await tools.update(writer, '<p>Here too</p>'))
    expect(await tools.change()).toBeUndefined()
  })

  it('and is taken back leaves none of its words', async () => {
    await tools.received('boletin', { accepted: true })
    done(await tools.update(writer, '<p>Other words</p>'))
    done(await tools.withdraw(writer))
    expect(await tools.change()).toBeUndefined()
    expect(await tools.row()).toMatchObject({ state: 'withdrawn', html: '' })
  })

  it('is changed by its own host only, and once', async () => {
    await tools.received('boletin')
    expect(refusalOf(await tools.update(mallory, '<p>Forged</p>'))?.kind).toBe('forbidden')
    const { ctx, activity } = community.remoteAs(writer)
    const change = (html: string) => receiveCommentUpdate(ctx, { activity, object: comment('', { html }) })
    done(await change('<p>Second</p>'))
    done(await change('<p>Replayed</p>'))
    expect(await tools.row()).toMatchObject({ html: '<p>Second</p>' })
  })
})

describe('an answer that is taken back', () => {
  it('is emptied, and asks the followers where it was passed on', async () => {
    await tools.received('aliadas', { accepted: true })
    const editionId = (await tools.row())?.passedOnEditionId ?? ''
    done(await tools.withdraw(writer))
    expect(await tools.row()).toMatchObject({ state: 'withdrawn', html: '', actorName: '', actorUri: '' })
    expect((await events(community)).at(-1)).toEqual({ type: 'edition-withdrawn', editionId })
    expect((await readEdition(publishedTables(community.db), editionId))?.texts).toEqual([])
  })

  it('from an open channel asks the followers when it was accepted, and nobody when it only waited', async () => {
    const { remoteCommentId } = await tools.received('boletin', { accepted: true })
    done(await tools.withdraw(writer))
    expect((await events(community)).at(-1)).toEqual({ type: 'remote-comment-withdrawn', remoteCommentId })
    const other = 'https://valley.example/ap/objects/10'
    const { editionUri } = await tools.edition('boletin')
    done(await tools.send('boletin', { ...comment(editionUri), uri: other }))
    const before = await events(community)
    done(await tools.withdraw(writer, other))
    expect(await events(community)).toEqual(before)
    expect(await tools.row(other)).toMatchObject({ state: 'withdrawn', html: '' })
  })

  it('before it arrived never waits', async () => {
    const { editionUri } = await tools.edition('aliadas')
    done(await tools.withdraw(writer))
    done(await tools.send('aliadas', comment(editionUri)))
    expect(await tools.row()).toBeUndefined()
  })

  it('is taken back by its own host only', async () => {
    const { editionUri } = await tools.edition('aliadas')
    expect(refusalOf(await tools.withdraw(mallory))?.kind).toBe('forbidden')
    done(await tools.send('aliadas', comment(editionUri)))
    expect(refusalOf(await tools.withdraw(mallory))?.kind).toBe('forbidden')
    expect(await tools.row()).toMatchObject({ state: 'waiting' })
  })
})
