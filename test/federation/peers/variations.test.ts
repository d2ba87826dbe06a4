import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../support/peer/http.ts'
import { createKeyPair, type KeyPair } from '../../support/peer/keys.ts'
import { type CommunityServer, startCommunityServer } from '../community-server.ts'
import { shapes } from './index.ts'
import { meet } from './meeting.ts'
import { noActivity, otherMeaning, sameMeaning, type Variation } from './variations.ts'
import { chance } from './walk.ts'

/** Every kind of server is tried with so many other spellings of everything, and every spelling with some kind. */
const spellingsEach = 1

/** Every nonsense is tried with so much of what a server sends, another part of it each time. */
const everyNth = 8

describe('a body', () => {
  let community: CommunityServer
  let keys: KeyPair
  let edition: string
  beforeAll(async () => {
    ;[community, keys] = await Promise.all([startCommunityServer(), createKeyPair()])
    edition = (await community.publish({ channel: 'open', title: 'Soup' })).uri
    await community.work()
  })
  afterAll(() => community.stop())

  const spellings = Object.entries(sameMeaning)
  const cases = shapes.flatMap(([software, make], place) =>
    Array.from({ length: spellingsEach }, (_, index) => {
      const [name = '', vary = (body: JsonObject) => body] =
        spellings[(place * spellingsEach + index) % spellings.length] ?? []
      return [software, name, make, vary] as const
    }),
  )
  it.each(cases)('of %s means the same with %s', async (_software, _name, make, vary) => {
    const meeting = await meet(community, make, { keys, edition })
    const came: string[] = []
    for (const { what, body } of meeting.shape.sent) {
      const varied = vary(compact(body), chance(1))
      came.push((await meeting.send({ what, body: varied, by: body['actor'] })).join(' | '))
    }
    await meeting.peer.stop()
    const table = meeting.shape.sent.map(({ what, answer = 202, does = 'nothing' }) =>
      [what, answer, does].join(' | '),
    )
    expect(came).toEqual(table)
  })

  it.each(shapes)(
    'of %s is taken or refused, and breaks nothing, with nonsense in it',
    async (_software, make) => {
      const meeting = await meet(community, make, { keys, edition })
      const sent = meeting.shape.sent.filter(({ answer = 202 }) => answer === 202)
      let times = 0
      const tryAll = async (variations: Readonly<Record<string, Variation>>, answers: readonly number[]) => {
        for (const [place, [name, vary]] of [...Object.entries(variations).entries()]) {
          for (const { what, body } of sent.filter((_sent, index) => (index + place) % everyNth === 0)) {
            times += 1
            const fresh = { ...compact(body), id: `${String(body['id'])}-${times}` }
            const answer = await meeting.post(vary(fresh, chance(times)), body['actor'])
            expect(answers, `${what} with ${name} was answered ${answer}`).toContain(answer)
          }
          await community.work()
        }
      }
      await tryAll(otherMeaning, [202, 400, 401])
      await tryAll(noActivity, [400])
      await meeting.peer.stop()
    },
  )
})

/** As JSON has it: without what is undefined. */
function compact(body: JsonObject): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(body))
  return copy
}
