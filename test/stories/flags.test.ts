import { it } from 'vitest'
import { receiveComment } from '../../src/allies/receive-comment.ts'
import { receiveFlag } from '../../src/allies/receive-flag.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  publish,
  remoteChannel,
  remoteObject,
} from '../allies/support.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'

describeStory('what is wrong elsewhere, and what others find wrong here', (open) => {
  let house: House
  let allied: AlliedCommunity
  let bulan: Resident

  it('is told between moderators, by hand and in nobody’s name', { timeout: 120_000 }, async () => {
    house = await createHouse('flags-elsewhere', open, { locale: 'en' })
    try {
      bulan = await house.member('Bulan', ['moderator'])
      allied = await createAlliedCommunity(house.app)
      await decideOnOurs()
      await tellOthers()
      expectPressed('flags elsewhere', house.sent)
    } finally {
      await house.close()
    }
  })

  const flag = async (objectUri: string, words: string) => {
    const { ctx, activity } = allied.remoteAs('https://valley.example/ap/actors/warmi')
    done(await receiveFlag(ctx, { activity, objectUris: [objectUri], words }))
  }

  async function decideOnOurs(): Promise<void> {
    const { t } = bulan
    const { editionId } = await publish(allied, { slug: 'boletin' })
    const { uri } = await house.app.db
      .selectFrom('editions')
      .select('uri')
      .where('id', '=', editionId)
      .executeTakeFirstOrThrow()
    const { ctx, activity } = allied.remoteAs('https://valley.example/ap/actors/wayra')
    const answered = { inReplyTo: uri, authorUri: ctx.actor.uri, title: '', html: '<p>Nonsense</p>' }
    const object = remoteObject('https://valley.example/ap/objects/9', answered)
    const channelActorUri = await allied.channelUri('boletin')
    done(await receiveComment(ctx, { activity, channelActorUri, object }))
    const comment = await house.app.db
      .selectFrom('remoteComments')
      .select('id')
      .where('objectUri', '=', object.uri)
      .executeTakeFirstOrThrow()
    await flag(uri, 'It names a street.')
    await flag(object.uri, 'It is rude.')

    await bulan.goTo(`/queue/remote-flags/${editionId}`)
    await bulan.sees('It names a street.')
    await bulan.sees(t('remoteFlags.from', { host: 'valley.example' }))
    await bulan.seesNot('warmi')
    await bulan.unfold(t('remoteFlags.keep'))
    await bulan.press(t('remoteFlags.keepYes'))
    await bulan.sees(t('queue.done.remoteFlagKept'))

    await bulan.goTo(`/editions/${editionId}`)
    await bulan.follow(t('channels.edition.answer'))
    await bulan.press(t('shares.start.go'))

    await bulan.goTo(`/queue/remote-flags/${comment.id}`)
    await bulan.sees('Nonsense')
    await bulan.unfold(t('remoteFlags.remove'))
    await bulan.press(t('remoteFlags.removeYes.comment'))
    await bulan.sees(t('queue.done.remoteFlagRemoved'))
  }

  async function tellOthers(): Promise<void> {
    const { t } = bulan
    const channel = remoteChannel('river.example', 'open')
    await allied.follow(channel)
    const object = remoteObject('https://river.example/ap/objects/1', { title: 'Buy now' })
    done(await allied.bring(channel, object))
    const post = await allied.alliedPost(object.uri)
    await bulan.goTo(`/allies/posts/${post?.id}`)
    await bulan.follow(t('flagOut.link'))
    await bulan.pressInVain(t('flagOut.next'))
    await bulan.fill(t('flagOut.words'), 'This sells something.')
    await bulan.press(t('flagOut.next'))
    await bulan.sees(object.uri)
    await bulan.sees(t('flagOut.confirm.stays'))
    await bulan.press(t('flagOut.confirm.send', { host: 'river.example' }))
    await bulan.sees(t('queue.done.flagSent'))
  }
})
