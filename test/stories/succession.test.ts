import { expect, it } from 'vitest'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'

describeStory('P13 succession', (open) => {
  let house: House

  it('P13 lets members take over together after 30 days without a moderator', {
    timeout: 90_000,
  }, async () => {
    house = await createHouse('succession', open, { locale: 'id' })
    try {
      const bulan = await house.member('Bulan', ['moderator'])
      const melati = await house.member('Melati')
      const supporters = [await house.member('Dewi'), await house.member('Kemuning')]
      await bulan.goTo('/queue')
      expect((await opens(melati, bulan)).status()).toBe(404)
      house.app.clock.moveDays(31)
      await house.app.db
        .updateTable('community')
        .set({ setUpAt: new Date(0) })
        .execute()
      expect((await opens(melati, bulan)).status()).toBe(200)
      const { t } = melati
      await melati.goTo('/succession')
      await melati.sees(t('standing.succession.nobody'))
      await melati.press(t('standing.succession.offer'))
      await melati.sees(t('standing.succession.yours'))
      for (const [index, supporter] of supporters.entries()) {
        await supporter.goTo('/notifications')
        await supporter.follow(t('notifications.line.succession'))
        await supporter.sees(t('standing.succession.supports', { count: index, needed: 2 }))
        await supporter.press(t('standing.succession.support', { name: 'Melati' }))
        if (index === 0) await supporter.sees(t('standing.succession.supported'))
      }
      await melati.goTo('/queue')
      await melati.sees(t('queue.empty'))
      expect((await opens(melati, bulan)).status()).toBe(404)
      expectPressed('succession', house.sent)
    } finally {
      await house.close()
    }
  })

  async function opens({ page }: Resident, somebody: Resident) {
    const response = await page.goto(new URL('/succession', somebody.page.url()).href)
    if (!response) throw new Error('nothing was answered')
    return response
  }
})
