import { afterAll, beforeAll, expect, it } from 'vitest'
import { writerOf } from '../posts/writer.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'

const words = {
  ask: '¿Puedo cambiar de grupo?',
  answer: 'Claro que sí. Te esperamos el jueves.',
  thanks: 'Gracias.',
  first: 'Tu post está bien; solo quita el nombre de la calle.',
  anonymous: 'Algo que no quiero decir con mi nombre.',
  careful: '¿Estás bien? Puedes contestar aquí sin decir quién eres.',
  fine: 'Sí, gracias por preguntar.',
  hello: '¿Vamos juntas a la feria?',
  yes: 'Vamos. A las diez.',
} as const

describeStory('words between two, and with the moderators', (open) => {
  let house: House
  let killa: Resident
  let sami: Resident
  let yana: Resident
  beforeAll(async () => {
    house = await createHouse('contact', open, { locale: 'es' })
  })
  afterAll(() => house?.close())

  const comeTogether = async (): Promise<void> => {
    killa = await house.member('Killa', ['moderator'])
    sami = await house.member('Sami')
    yana = await house.member('Yana')
  }

  it('go from a member to the moderators, who answer as one, and back', async () => {
    await comeTogether()
    const { t } = yana
    await yana.goTo('/me')
    await yana.follow(t('members.me.contact'))
    await yana.pressInVain(t('contact.submit'))
    await yana.fill(t('contact.text'), words.ask)
    await yana.press(t('contact.submit'))
    await yana.sees(t('contact.done.sent'))

    await killa.goTo('/queue')
    await killa.follow(t('queue.title.contact', { name: 'Yana' }))
    await killa.sees(words.ask)
    await killa.pressInVain(t('contact.with.submit'))
    await killa.fill(t('contact.text'), words.answer)
    await killa.press(t('contact.with.submit'))
    await yana.goTo('/notifications')
    await yana.follow(t('notifications.line.message'))
    await yana.sees(words.answer)
    await yana.sees(t('contact.moderators'))
    await yana.seesNot('Killa')
    await yana.fill(t('contact.text'), words.thanks)
    await yana.press(t('contact.submit'))

    await killa.goTo('/queue')
    await killa.follow(t('contact.queue.title'))
    await killa.sees(t('contact.queue.waiting'))
    await killa.follow('Yana')
    await killa.press(t('contact.with.close'))
    await killa.sees(t('contact.done.closed'))
    await killa.goTo('/queue')
    await killa.sees(t('queue.empty'))
  })

  it('begin with a moderator, beside a post of hers, without a strike', async () => {
    await comeTogether()
    const { t } = killa
    await openMore(killa, await writerOf(house.app).write(sami.ctx, { language: 'es' }))
    await killa.follow(t('post.contactAuthor'))
    await killa.sees(t('contact.with.title', { name: 'Sami' }))
    await killa.fill(t('contact.text'), words.first)
    await killa.press(t('contact.with.submit'))
    await sami.goTo('/contact')
    await sami.sees(words.first)
    await sami.goTo('/standing')
    await sami.seesNot(words.first)
  })

  it('reach whoever wrote without her name, and nobody learns who that is', async () => {
    killa = await house.member('Killa', ['moderator'])
    const nina = await house.member('Nina')
    const { t } = killa
    const post = writerOf(house.app).write(nina.ctx, { text: words.anonymous, isAnonymous: true })
    await openMore(killa, await post)
    await killa.follow(t('post.contactAuthor'))
    await killa.fill(t('contact.text'), words.careful)
    await killa.press(t('contact.with.submit'))
    await nina.goTo('/contact')
    await nina.follow(new RegExp(t('contact.about.link', { on: 0 }).split(/\d/)[0] ?? ''))
    await nina.sees(words.careful)
    await nina.pressInVain(t('contact.submit'))
    await nina.fill(t('contact.text'), words.fine)
    await nina.press(t('contact.submit'))
    await killa.goTo('/queue/contact')
    await killa.seesNot('Nina')
    await killa.follow(t('contact.author'))
    await killa.sees(words.fine)
    await killa.seesNot('Nina')
  })

  it('go between two members once the community switches that on, until one of them blocks it', async () => {
    await comeTogether()
    const { t, page } = yana
    await yana.goTo('/me')
    await yana.seesNot(t('members.me.messages'))
    await switchMessages('on')
    await yana.goTo('/me')
    await yana.follow(t('members.me.messages'))
    await yana.follow(t('messages.new'))
    await yana.fill(t('messages.new.to'), 'Nadie')
    await yana.fill(t('contact.text'), words.hello)
    await yana.pressInVain(t('messages.new.submit'))
    await yana.fill(t('messages.new.to'), 'Sami')
    await yana.press(t('messages.new.submit'))

    await sami.goTo('/messages')
    await sami.sees(t('messages.unread'))
    await sami.follow('Yana')
    await sami.sees(words.hello)
    await sami.fill(t('contact.text'), words.yes)
    await sami.press(t('messages.submit', { name: 'Yana' }))
    await sami.press(t('messages.block'))
    await sami.sees(t('messages.blocked'))
    yana.story.allow(/status of 403/)
    await yana.fill(t('contact.text'), words.thanks)
    await yana.pressHere(t('messages.submit', { name: 'Sami' }))
    await yana.sees(t('messages.errors.closed'))
    expect(await page.getByLabel(t('contact.text')).inputValue()).toBe(words.thanks)
    await sami.press(t('messages.unblock'))
    await yana.press(t('messages.submit', { name: 'Sami' }))
    await sami.goTo('/messages')
    await sami.follow('Yana')
    await sami.sees(words.thanks)
    await switchMessages('off')
    expect((await page.goto(new URL('/messages', page.url()).href))?.status()).toBe(404)
  })

  it('presses every form that it names', () => expectPressed('contact', house.sent))

  async function openMore(person: Resident, postId: string): Promise<void> {
    await person.goTo(`/posts/${postId}`)
    await person.unfold(person.t('post.more'))
  }

  async function switchMessages(to: 'on' | 'off'): Promise<void> {
    const { t } = killa
    await killa.goTo('/settings/people')
    if (to === 'on') await killa.choose(t('settings.memberMessages'))
    else await killa.untick(t('settings.memberMessages'))
    await killa.press(t('settings.save'))
    await killa.sees(t('settings.done'))
  }
})
