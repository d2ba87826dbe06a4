import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeyPair, type KeyPair } from '../../support/peer/keys.ts'
import { type CommunityServer, startCommunityServer } from '../community-server.ts'
import { shapes } from './index.ts'
import { meet } from './meeting.ts'

/** Each kind of server sends what it sends, in its own shape, and what comes of each body stands beside it. */
describe('bodies in the shape of', () => {
  let community: CommunityServer
  let keys: KeyPair
  let edition: string
  beforeAll(async () => {
    ;[community, keys] = await Promise.all([startCommunityServer(), createKeyPair()])
    edition = (await community.publish({ channel: 'open', title: 'Soup' })).uri
    await community.work()
  })
  afterAll(() => community.stop())

  it.each(shapes)('%s are answered and understood as the table says', async (_software, make) => {
    const meeting = await meet(community, make, { keys, edition })
    const came: string[] = []
    for (const sent of meeting.shape.sent) came.push((await meeting.send(sent)).join(' | '))
    await meeting.peer.stop()
    const table = meeting.shape.sent.map(({ what, answer = 202, does = 'nothing' }) =>
      [what, answer, does].join(' | '),
    )
    expect(came).toEqual(table)
  })
})
