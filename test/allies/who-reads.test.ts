import { afterEach, beforeEach, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { acceptFollower } from '../../src/allies/accept-follower.ts'
import { receiveTranslation } from '../../src/translations/receive-translation.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { commentTools } from './comment-tools.ts'
import { type AlliedCommunity, createAlliedCommunity, done, publish, remoteObject } from './support.ts'

const reader = 'https://river.example/ap/actors/instance'
const voice = 'https://hill.example/ap/actors/voice'

let app: TestApp
let community: AlliedCommunity
beforeEach(async () => {
  app = await createTestApp()
  community = await createAlliedCommunity(app)
  done(await community.askToFollow('aliadas', reader, { acknowledgesWithdrawals: false }))
  const [follower] = await community.followers()
  const followerId = follower?.id ?? ''
  done(await acceptFollower(community.moderator.ctx, { followerId, understood: true }))
})
afterEach(() => app.close())

const page = async (path: string) => {
  const { memberId } = community.moderator.ctx.actor
  const response = await app.request(path, { headers: { cookie: await app.signIn(memberId) } })
  expect(response.status).toBe(200)
  return response.text()
}

it('stands before the approval of an answer in an allied channel, and no more once it is out', async () => {
  const tools = commentTools(community)
  const { remoteCommentId: waiting } = await tools.received('aliadas')
  const asked = await page(`/queue/comments/${waiting}`)
  expect(asked).toContain('>river.example</bdi>')
  expect(asked.indexOf('>river.example</bdi>')).toBeLessThan(asked.indexOf(`${waiting}/accept`))
  done(await acceptComment(community.moderator.ctx, await tools.seen(waiting)))
  expect(await page(`/queue/comments/${waiting}`)).not.toContain('river.example')
})

it('is not said of single servers before the approval of an answer in an open channel', async () => {
  const { remoteCommentId } = await commentTools(community).received('boletin')
  expect(await page(`/queue/comments/${remoteCommentId}`)).not.toContain('river.example')
})

it('stands before the approval of a translation that another community offers', async () => {
  const { editionId } = await publish(community, { slug: 'aliadas' })
  await app.db.updateTable('editions').set({ translationsWelcome: true }).execute()
  const { uri } = await app.db
    .selectFrom('editions')
    .select('uri')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  done(await community.askToFollow('aliadas', voice))
  await app.db.updateTable('followers').set({ state: 'accepted' }).execute()
  const { ctx, activity } = community.remoteAs(voice)
  const object = remoteObject('https://hill.example/ap/objects/7', {
    ...{ authorUri: voice, language: 'ru', title: '', html: '<p>Вместе</p>' },
  })
  const inbox = 'https://hill.example/ap/inbox'
  done(await receiveTranslation(ctx, { activity, editionUri: uri, object, inbox }))
  const { id } = await app.db.selectFrom('receivedTranslations').select('id').executeTakeFirstOrThrow()
  const asked = await page(`/queue/translations/received/${id}`)
  expect(asked).toContain('>river.example</bdi>')
  expect(asked.indexOf('>river.example</bdi>')).toBeLessThan(asked.indexOf(`${id}/accept`))
})
