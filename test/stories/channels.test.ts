import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { languageNames } from '../../views/components/language-switch.tsx'
import { type AlliedCommunity, createAlliedCommunity, remoteChannel } from '../allies/support.ts'
import { consent, draft, publish } from '../channels/support.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'

const words = {
  description: 'Lo que tejemos cada semana.',
  rules: 'Sin nombres.\n\nSin calles.',
  text: 'Sopa el jueves.',
  community: 'Tejedoras del valle',
} as const

describeStory('looking after a channel', (open) => {
  let house: House
  let sharing: AlliedCommunity
  let alba: Resident
  let channel: string
  beforeAll(async () => {
    house = await createHouse('looking after a channel', open, { locale: 'es' })
    sharing = await createAlliedCommunity(house.app)
  })
  beforeEach(async () => {
    alba = await house.member('Alba', ['admin', 'moderator'])
    channel = alba.t('channels.first.open')
  })
  afterAll(() => house?.close())

  it('says what it is about, in each language, and who may write for it', async () => {
    const { t } = alba
    await openManaging()
    await alba.follow(t('channels.manage.words'))
    await alba.fill(t('channels.words.name'), '')
    await alba.pressInVain(t('channels.words.submit'))
    await alba.fill(t('channels.words.name'), channel)
    await alba.page.locator('[name="description-es"]').fill(words.description)
    await alba.page.locator('[name="rules-es"]').fill(words.rules)
    await alba.press(t('channels.words.submit'))
    await alba.sees(t('channels.manage.done.words'))
    await alba.sees(t('channels.manage.words.some', { languages: languageNames.es }))
    await alba.follow(t('channels.manage.posting'))
    await alba.choose(t('channels.posting.group'))
    await alba.pressInVain(t('channels.posting.submit'))
    await alba.choose(t('channels.posting.members'))
    await alba.press(t('channels.posting.submit'))
    await alba.goTo('/c/boletin')
    await alba.sees(words.description)
    await alba.unfold(t('channels.channel.rules'))
    await alba.sees('Sin calles.')
  })

  it('puts a text on top and takes it down, and stops answers and allows them again', async () => {
    const { t } = alba
    const { editionId } = await publish(sharing, { body: words.text })
    await alba.goTo(`/editions/${editionId}`)
    for (const act of ['pin', 'lock', 'unlock'] as const) await alba.press(t(`channels.edition.${act}`))
    await alba.sees(t('channels.manage.done.unlocked'))
    await alba.goTo('/channels/boletin')
    await alba.sees(t('channels.channel.pinned'))
    await alba.follow(t('channels.manage.link'))
    await alba.press(t('channels.manage.pins.remove', { title: words.text }))
    await alba.sees(t('channels.manage.done.unpinned'))
  })

  it('knows where it came from, and moves nowhere without an address', async () => {
    const { t } = alba
    const uri = 'https://old.example/ap/actors/one'
    await house.app.db
      .insertInto('channelAliases')
      .values({ channelId: sharing.channel('boletin'), uri })
      .execute()
    await openManaging()
    await alba.follow(t('channels.manage.former'))
    await alba.pressInVain(t('channels.former.submit'))
    await alba.press(t('channels.former.remove', { number: 1 }))
    await alba.sees(t('channels.manage.done.former'))
    await alba.follow(t('channels.manage.moving'))
    await alba.pressInVain(t('moving.submit'))
    await alba.sees(t('channels.errors.moveNothing'))
  })

  it('lets networks pass on what stands in it, and passes on what others let it', async () => {
    const { t } = alba
    const valley = remoteChannel('valley.example')
    await sharing.follow(valley)
    await alba.goTo('/channels/aliadas/manage')
    await alba.follow(t('channels.manage.network'))
    await alba.choose(t('channels.network.allow.yes'))
    await alba.press(t('channels.network.allow.submit'))
    await alba.sees(t('channels.network.done.allowed'))
    await alba.choose(valley.name)
    await alba.press(t('channels.network.carry.submit'))
    await alba.sees(t('channels.network.done.chosen'))
  })

  it('has delegates of other communities, who decide about what is proposed to it', async () => {
    const { t } = alba
    const killa = await house.member('Killa')
    await openManaging()
    await alba.follow(t('channels.manage.delegates'))
    await alba.pressInVain(t('channels.delegates.submit'))
    await alba.fill(t('channels.delegates.name'), 'Killa')
    await alba.fill(t('channels.delegates.community'), words.community)
    await alba.press(t('channels.delegates.submit'))
    await alba.sees(t('channels.delegates.one', { name: 'Killa', community: words.community }))
    for (const body of ['Pan el lunes.', 'Mate el martes.']) {
      const { shareId } = await draft(sharing, { body })
      await consent(sharing, sharing.author.ctx, shareId)
    }
    await killa.goTo('/channels/boletin')
    await killa.follow(t('channels.proposals.link'))
    await killa.follow('Pan el lunes.')
    await killa.sees(t('channels.proposals.fromMember'))
    await killa.press(t('shares.review.publish'))
    await killa.sees(t('channels.proposals.done.published'))
    await killa.follow('Mate el martes.')
    await killa.pressInVain(t('shares.review.return'))
    await killa.fill(t('shares.review.note'), 'Sin el día, por favor.')
    await killa.press(t('shares.review.return'))
    await killa.sees(t('channels.proposals.none'))
    await alba.press(t('channels.delegates.end', { name: 'Killa' }))
    await alba.sees(t('channels.delegates.none'))
  })

  it('is closed for good, after it was said what happens', async () => {
    const { t } = alba
    await openManaging()
    await alba.follow(t('channels.manage.close'))
    await alba.pressInVain(t('channels.close.submit'))
    await alba.choose(t('channels.close.takeBack'))
    await alba.choose(t('channels.close.understood'))
    await alba.press(t('channels.close.submit'))
    await alba.sees(t('channels.manage.isClosed'))
    const stranger = await house.guest()
    const answer = await stranger.page.goto(new URL('/c/boletin', alba.page.url()).href)
    expect(answer?.status()).toBe(404)
  })

  it('presses every form that it names', () => expectPressed('looking after a channel', house.sent))

  async function openManaging(): Promise<void> {
    await alba.goTo('/channels')
    await alba.follow(channel)
    await alba.follow(alba.t('channels.manage.link'))
  }
})
