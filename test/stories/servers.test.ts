import { it } from 'vitest'
import { createAlliedCommunity, done, remoteChannel, remoteObject } from '../allies/support.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse } from './house.ts'

const valley = remoteChannel('valley.example')
const list = `#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
deep.valley.example,noop,false,false,,false
bad.example,suspend,true,true,spam,false
h*dden.example,suspend,true,true,,true`

describeStory('other servers', (open) => {
  it('are looked at, read in as a list, blocked and let in by moderators', { timeout: 120_000 }, async () => {
    const house = await createHouse('servers', open, { locale: 'en' })
    try {
      const allied = await createAlliedCommunity(house.app)
      const moderator = await house.member('Killa', ['moderator'])
      const { t } = moderator
      await allied.follow(valley)
      done(await allied.bring(valley, remoteObject('https://valley.example/ap/objects/1')))

      const neighbour = 'https://valley.example/ap/actors/neighbour'
      done(await allied.askToFollow('aliadas', neighbour, { acknowledgesWithdrawals: false }))

      await moderator.goTo('/allies/channels')
      await moderator.follow(t('servers.link'))
      await moderator.follow(t('servers.lists.import'))
      await moderator.pressInVain(t('servers.import.submit'))
      await moderator.fill(t('servers.import.list'), list)
      await moderator.press(t('servers.import.submit'))
      await moderator.sees('h*dden.example')
      await moderator.follow(t('servers.import.look'))
      await moderator.press(t('servers.drafts.block'))
      await moderator.sees(t('servers.drafts.noAllies'))
      await moderator.press(t('servers.drafts.yes'))
      await moderator.press(t('servers.drafts.dropAll', { count: 1 }))
      await moderator.sees(t('servers.drafts.empty'))

      await moderator.goTo('/servers')
      await moderator.fill(t('servers.search.label'), 'https://valley.example/about')
      await moderator.press(t('servers.search.submit'))
      await moderator.follow('valley.example')
      await moderator.fill(t('servers.server.limit'), 'many')
      await moderator.pressInVain(t('servers.server.save'))
      await moderator.fill(t('servers.server.limit'), '20')
      await moderator.press(t('servers.server.save'))
      await moderator.follow(t('servers.server.acceptFollowers', { count: 1 }))
      await moderator.pressInVain(t('servers.accept.submit'))
      await moderator.choose(t('servers.accept.understood'))
      await moderator.press(t('servers.accept.submit'))
      await moderator.sees(t('servers.done.accept-followers', { count: 1 }))
      await moderator.follow(t('servers.decide.block'))
      await moderator.sees(t('servers.decide.deletedPosts', { posts: 1 }))
      await moderator.press(t('servers.decide.block'))
      await moderator.sees(t('servers.server.refusedNow'))
      await moderator.follow(t('servers.decide.unblock'))
      await moderator.press(t('servers.decide.unblock'))
      await moderator.seesNot(t('servers.server.refusedNow'))

      await moderator.goTo('/servers')
      await moderator.follow(t('servers.mode.change'))
      await moderator.choose(t('servers.mode.open'))
      await moderator.press(t('servers.mode.next'))
      await moderator.sees(t('servers.mode.returning', { count: 1 }))
      await moderator.pressInVain(t('servers.mode.submit'))
      await moderator.choose(t('servers.mode.understood'))
      await moderator.press(t('servers.mode.submit'))
      await moderator.sees(t('servers.mode.open'))
      expectPressed('servers', house.sent)
    } finally {
      await house.close()
    }
  })
})
