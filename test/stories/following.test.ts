import { it } from 'vitest'
import { receiveMove } from '../../src/allies/receive-move.ts'
import { createAlliedCommunity, done, remoteChannel } from '../allies/support.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse } from './house.ts'

const valley = remoteChannel('valley.example')

describeStory('a channel of others', (open) => {
  it('is muted, shown in a group, and moves', { timeout: 120_000 }, async () => {
    const house = await createHouse('following', open, { locale: 'en' })
    try {
      const allied = await createAlliedCommunity(house.app)
      const moderator = await house.member('Killa', ['moderator'])
      const { t, page } = moderator
      await allied.follow(valley)
      const saysItMoved = async () => {
        const { ctx, activity } = allied.remoteAs(valley.actorUri)
        const target = { ...remoteChannel('lake.example'), alsoKnownAs: [valley.actorUri] }
        done(await receiveMove(ctx, { activity, target }))
      }
      await moderator.goTo('/allies/channels')
      await moderator.follow(valley.name)
      await moderator.sees(t('allies.channel.none'))
      await moderator.unfold(t('allies.mute.title'))
      await moderator.press(t('allies.mute.mine'))
      await moderator.sees(t('allies.channel.muted'))
      await moderator.unfold(t('allies.mute.title'))
      await moderator.press(t('allies.mute.mineEnd'))
      await moderator.unfold(t('allies.mute.title'))
      await moderator.press(t('allies.mute.all'))
      await moderator.sees(t('allies.channel.mutedForAll'))
      await moderator.unfold(t('allies.mute.title'))
      await moderator.press(t('allies.mute.allEnd'))
      await moderator.unfold(t('allies.place.title'))
      const group =
        (await page.getByLabel(t('allies.place.group')).locator('option').first().textContent()) ?? ''
      await moderator.press(t('allies.place.submit'))
      // Beside its title stands where it is shown.
      await page.locator('summary', { hasText: t('allies.place.title') }).click()
      await moderator.press(t('allies.place.end', { group }))
      await saysItMoved()
      await moderator.goTo('/allies/channels')
      await moderator.sees(t('allies.move.waiting'))
      await moderator.follow(valley.name)
      await moderator.press(t('allies.move.dismiss'))
      await moderator.seesNot(t('allies.move.title'))
      await saysItMoved()
      await moderator.goTo('/allies/channels')
      await moderator.follow(valley.name)
      // The new address is looked up once more; its server may not speak with us meanwhile.
      await house.app.db
        .insertInto('servers')
        .values({ domain: 'lake.example', standing: 'blocked', changedOn: '2030-05-20' })
        .execute()
      await moderator.click(page.getByRole('button', { name: t('allies.move.confirm') }), 422)
      await moderator.sees(t('allies.errors.blockedServer'))
      expectPressed('following', house.sent)
    } finally {
      await house.close()
    }
  })
})
