import { afterAll, beforeAll, expect, it } from 'vitest'
import { writerOf } from '../posts/writer.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House } from './house.ts'

const text = 'Pregunta una vecina sin teléfono: ¿quién va el jueves?'

describeStory('words of a woman without a phone', (open) => {
  let house: House
  beforeAll(async () => {
    house = await createHouse('spoken-word', open, { locale: 'es' })
  })
  afterAll(() => house?.close())

  it('go at once when she tells any moderator that she takes them back', async () => {
    const wara = await house.member('Wara', ['moderator'])
    const killa = await house.member('Killa', ['moderator'])
    const yana = await house.member('Yana')
    const givenOn = house.app.clock.now().toISOString().slice(0, 10)
    const onBehalf = { note: 'Me lo pidió en el desayuno.', givenOn }
    const postId = await writerOf(house.app).write(wara.ctx, { text, language: 'es', onBehalf })
    const { t, page } = killa
    await yana.goTo(`/posts/${postId}`)
    await yana.sees(t('post.onBehalf'))
    await yana.seesNot(t('post.consent'))
    await killa.goTo(`/posts/${postId}`)
    await killa.unfold(t('post.consent'))
    await killa.sees(onBehalf.note)
    await killa.follow(t('post.takeBack.action'))
    await killa.sees(t('post.takeBack.means'))
    await killa.sees(text)
    await killa.press(t('common.delete'))
    await killa.sees(t('post.deleted'))
    expect((await yana.page.goto(new URL(`/posts/${postId}`, page.url()).href))?.status()).toBe(404)
    await wara.goTo('/notifications')
    await wara.follow(t('notifications.line.postRemoved', { group: 'General' }))
    await wara.sees(t('post.takeBack.reason'))
  })

  it('presses every form that it names', () => expectPressed('spoken word', house.sent))
})
