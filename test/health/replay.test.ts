import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeLine } from '../../src/health/change-line.ts'
import { readDeadLetters } from '../../src/health/lines.ts'
import { type AlliedCommunity, createAlliedCommunity, publish, remoteChannel } from '../allies/support.ts'

const host = 'valley.example'
const inbox = `https://${host}/ap/inbox`

describe('what was given up, sent again', () => {
  let community: AlliedCommunity
  let actorId: string
  beforeAll(async () => {
    community = await createAlliedCommunity()
    const row = await community.db
      .selectFrom('actors')
      .select('id')
      .where('kind', '=', 'voice')
      .executeTakeFirstOrThrow()
    actorId = row.id
  })
  afterAll(() => community.close())

  /** An activity that was written and given up. */
  async function givenUp(
    id: string,
    type: string,
    changes: { uri?: string; editionId?: string } = {},
    body = {},
  ) {
    const { uri = `${community.origin}/ap/activities/${id}`, editionId = null } = changes
    await community.db
      .insertInto('activities')
      .values({
        ...{ id, uri, actorId, type, editionId, createdOn: '2030-05-20' },
        body: new TextEncoder().encode(JSON.stringify({ id: uri, type, ...body })),
      })
      .execute()
    await community.db
      .insertInto('deliveries')
      .values({
        ...{ id, activityId: id, editionId, inbox, host },
        ...{ state: 'failed', attempts: 12, settledOn: '2030-05-20' },
      })
      .execute()
  }

  const again = async () => {
    await community.db.deleteFrom('jobs').execute()
    const { ctx } = community.moderator
    const letters = (await readDeadLetters(ctx, host)).map(({ id }) => id).sort()
    const done = await changeLine(ctx, { host, act: 'replay' })
    expect(done.ok && done.value.count).toBe(letters.length)
    const jobs = await community.db
      .selectFrom('jobs')
      .select('payload')
      .where('kind', '=', 'deliver')
      .orderBy('id')
      .execute()
    const sent = jobs.map(({ payload }) => JSON.stringify(payload).replace(/^.*:"|"}$/g, ''))
    expect([...sent].sort()).toEqual(letters)
    await community.db.deleteFrom('deliveries').execute()
    return sent
  }

  it('is words of editions that stand and what takes something back, in the order it was written', async () => {
    const { editionId } = await publish(community, { slug: 'boletin' })
    const taken = await publish(community, { slug: 'boletin' })
    await community.db
      .updateTable('editions')
      .set({ withdrawnOn: '2030-05-20' })
      .where('id', '=', taken.editionId)
      .execute()
    await givenUp('z', 'Announce', { editionId })
    await givenUp('y', 'Update', { editionId })
    await givenUp('gone', 'Announce', { editionId: taken.editionId })
    await givenUp('x', 'Delete', { editionId: taken.editionId })
    await givenUp('passed', 'Announce')
    await givenUp('a', 'Undo', {}, { object: { type: 'Announce' } })
    await givenUp('flag', 'Flag')
    expect(await again()).toEqual(['z', 'y', 'x', 'a'])
  })

  it('is no answer to a follower whose place is another by now', async () => {
    await community.askToFollow('boletin', `https://${host}/ap/actors/instance`)
    const [{ followUri } = { followUri: '' }] = await community.followers()
    const object = { object: { type: 'Follow', id: followUri } }
    await givenUp('accept', 'Accept', {}, object)
    await givenUp('reject', 'Reject', {}, object)
    await givenUp('stranger', 'Accept', {}, { object: { type: 'Follow', id: 'https://other.example/1' } })
    expect(await again()).toEqual(['accept'])
    await community.db.updateTable('followers').set({ state: 'removed' }).execute()
    await givenUp('accept-2', 'Accept', {}, object)
    await givenUp('reject-2', 'Reject', {}, object)
    expect(await again()).toEqual(['reject-2'])
  })

  it('is neither a Follow of what was left, nor an Undo of one that stands', async () => {
    const { followUri } = await community.request(remoteChannel(host))
    const undo = { object: { type: 'Follow', id: followUri } }
    await community.db.deleteFrom('activities').where('uri', '=', followUri).execute()
    await givenUp('follow', 'Follow', { uri: followUri })
    await givenUp('undo', 'Undo', {}, undo)
    expect(await again()).toEqual(['follow'])
    await community.db.updateTable('followedChannels').set({ state: 'left' }).execute()
    await community.db.deleteFrom('activities').where('uri', '=', followUri).execute()
    await givenUp('follow-2', 'Follow', { uri: followUri })
    await givenUp('undo-2', 'Undo', {}, undo)
    expect(await again()).toEqual(['undo-2'])
  })

  it('is of what an actor said of itself only the newest', async () => {
    await givenUp('old-key', 'Update')
    await givenUp('new-key', 'Update')
    expect(await again()).toEqual(['new-key'])
  })
})
