import { it } from 'vitest'
import { createAlliedCommunity } from '../allies/support.ts'
import { troubleLines } from '../health/support.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse } from './house.ts'

describeStory('lines to other servers', (open) => {
  it('are looked at, tried, paused, given up and filled again by moderators', {
    timeout: 120_000,
  }, async () => {
    const house = await createHouse('lines', open, { locale: 'en' })
    try {
      await createAlliedCommunity(house.app)
      const moderator = await house.member('Killa', ['moderator'])
      const { t } = moderator
      await troubleLines(house.app)
      await moderator.goTo('/allies/channels')
      await moderator.follow(t('allies.channels.health'))
      await moderator.sees(t('health.state.held'))
      await moderator.follow('river.example')
      await moderator.sees(t('health.why.unreachable'))
      await moderator.press(t('health.retry.submit'))
      await moderator.sees(t('health.done.retry', { count: 3 }))
      await moderator.press(t('health.pause.submit'))
      await moderator.sees(t('health.resume.text'))
      await moderator.press(t('health.resume.submit'))
      await moderator.follow(t('health.drop.open'))
      await moderator.press(t('health.drop.submit'))
      await moderator.sees(t('health.done.drop', { count: 2 }))
      await moderator.press(t('health.letters.all'))
      await moderator.sees(t('health.done.replay', { count: 3 }))
      expectPressed('lines', house.sent)
    } finally {
      await house.close()
    }
  })
})
