import { afterAll, beforeAll, expect, it } from 'vitest'
import { writerOf } from '../posts/writer.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'
import { about } from './person.ts'

const words = {
  rules: 'Lo que se cocina aquí, se come aquí.',
  post: 'Receta de la semana: sopa de maní.',
  question: '¿Qué te gustaría escuchar?',
  other: '¿Qué traes?',
  reason: 'Somos muchas ahora. Pregunta otra vez en un mes.',
} as const

describeStory('groups and those who look after them', (open) => {
  let house: House
  let killa: Resident
  beforeAll(async () => {
    house = await createHouse('groups', open, { locale: 'es' })
  })
  afterAll(() => house?.close())

  it('hides a group from everybody but those who are in it', { timeout: 90_000 }, async () => {
    killa = await house.member('Killa', ['moderator'])
    const [sami, wara, yana] = [
      await house.member('Sami'),
      await house.member('Wara'),
      await house.member('Yana'),
    ]
    const { t, page } = killa
    await openGroup('Olla lenta', t('group.access.hidden'), 'Sami\nWara')
    const path = new URL(page.url()).pathname
    await sami.goTo('/groups')
    await sami.follow('Olla lenta')
    await yana.goTo('/groups')
    await yana.seesNot('Olla lenta')
    expect((await yana.page.goto(new URL(path, page.url()).href))?.status()).toBe(404)

    await lookAfter(killa, path, t('group.care.members'))
    await killa.fill(t('group.members.names'), 'Nadie')
    await killa.pressInVain(t('group.members.addSubmit'))
    await killa.fill(t('group.members.names'), 'Yana')
    await killa.press(t('group.members.addSubmit'))
    await killa.unfold(about(t('common.change'), 'Sami'))
    await killa.press(about(t('group.members.makeModerator'), 'Sami'))
    await killa.sees(t('group.done.roleChanged'))
    await killa.unfold(about(t('common.change'), 'Wara'))
    await killa.press(about(t('group.members.remove'), 'Wara'))
    await killa.seesNot('Wara')
    expect((await wara.page.goto(new URL(path, page.url()).href))?.status()).toBe(404)
    await yana.goTo('/notifications')
    await yana.follow(t('notifications.line.groupApproved', { group: 'Olla lenta' }))

    await lookAfter(sami, path, t('group.care.settings'))
    await sami.fill(t('group.settings.rules'), words.rules)
    await sami.fill(t('group.settings.postDays'), '0')
    await sami.pressInVain(t('common.save'))
    await sami.fill(t('group.settings.postDays'), '30')
    await sami.press(t('common.save'))
    await yana.goTo(path)
    await yana.unfold(t('group.about'))
    await yana.sees(words.rules)
    await yana.sees(t('group.about.expiry', { days: 30 }))
    await leave(yana, path)
    expect((await yana.page.goto(new URL(path, page.url()).href))?.status()).toBe(404)
  })

  it('keeps posts on top, and takes them down again', async () => {
    const sami = await house.member('Sami')
    const { t } = sami
    const yana = await house.member('Yana')
    const groups = await house.app.db
      .selectFrom('groups')
      .select('id')
      .where('access', '=', 'hidden')
      .execute()
    const postId = await writerOf(house.app).write(sami.ctx, {
      groupId: groups[0]?.id ?? '',
      text: words.post,
    })
    await sami.goTo(`/posts/${postId}`)
    await sami.unfold(t('post.more'))
    await sami.press(t('post.pin'))
    await sami.sees(t('group.done.pinned'))
    await sami.goTo(`/groups/${groups[0]?.id}`)
    await sami.sees(t('group.pin.title'))
    await sami.goTo(`/posts/${postId}`)
    await sami.unfold(t('post.more'))
    await sami.press(t('post.unpin'))
    await sami.sees(t('group.done.unpinned'))
    expect((await yana.page.goto(new URL(`/posts/${postId}`, sami.page.url()).href))?.status()).toBe(404)
  })

  it('asks those who want to be let in, and decides with a reason', { timeout: 90_000 }, async () => {
    killa = await house.member('Killa', ['moderator'])
    const yana = await house.member('Yana')
    const { t, page } = killa
    await openGroup('Radio', t('group.access.asking'), '')
    const path = new URL(page.url()).pathname
    await writeQuestions(path)
    await askToBeLetIn(yana, '', 'in vain')
    await askToBeLetIn(yana, 'Boleros')
    await yana.sees('Boleros')
    await yana.press(t('group.join.withdraw'))
    await yana.sees(t('group.done.withdrawn'))
    await askToBeLetIn(yana, 'Cumbia')

    await killa.goTo('/queue')
    await killa.follow(t('queue.title.groupRequest', { name: 'Yana', group: 'Radio' }))
    await killa.sees('Cumbia')
    await killa.page.getByRole('link', { name: t('joining.decide.declineInstead'), exact: true }).click()
    await killa.pressInVain(t('joining.decide.decline'))
    await killa.fill(t('group.request.reason'), words.reason)
    await killa.press(t('joining.decide.decline'))
    await yana.goTo('/notifications')
    await yana.follow(t('notifications.line.groupDeclined', { group: 'Radio' }))
    await askToBeLetIn(yana, 'Cumbia y boleros', 'again')
    await lookAfter(killa, path, t('group.care.requests', { count: 1 }))
    await killa.follow('Yana')
    await killa.unfold(t('group.request.approve'))
    await killa.press(t('joining.decide.approveYes'))
    await yana.goTo('/notifications')
    await yana.follow(t('notifications.line.groupApproved', { group: 'Radio' }))
    await yana.sees(t('group.feed.empty'))
  })

  it('lets her make a group quiet, leave it and come back', async () => {
    const yana = await house.member('Yana')
    const { t } = yana
    const path = `/groups/${house.app.groups.general}`
    await yana.goTo(path)
    await yana.unfold(t('group.about'))
    await yana.press(t('group.about.mute'))
    await yana.sees(t('group.done.muted'))
    await yana.unfold(t('group.about'))
    await yana.press(t('group.about.unmute'))
    await leave(yana, path)
    await yana.press(`${t('group.list.return')} General`)
    await yana.sees(t('group.done.returned'))
    await leave(yana, path)
    await yana.goTo(path)
    await yana.sees(t('group.about.left'))
    await yana.press(t('group.list.return'))
    await yana.seesNot(t('group.about.left'))
  })

  it('presses every form that it names', () => expectPressed('groups', house.sent))

  async function openGroup(name: string, access: string, names: string): Promise<void> {
    const { t } = killa
    await killa.goTo('/groups')
    await killa.follow(t('group.new.title'))
    await killa.pressInVain(t('group.new.submit'))
    await killa.fill(t('group.new.name'), name)
    await killa.choose(access)
    await killa.fill(t('group.new.first'), names)
    await killa.press(t('group.new.submit'))
    await killa.sees(name)
  }

  /** What is folded away for those who look after a group. */
  async function lookAfter(person: Resident, path: string, what: string): Promise<void> {
    await person.goTo(path)
    await person.unfold(person.t('group.care'))
    await person.follow(what)
  }

  async function leave(person: Resident, path: string): Promise<void> {
    const { t } = person
    await person.goTo(path)
    await person.unfold(t('group.about'))
    await person.follow(t('group.about.leave'))
    await person.press(t('group.leave.submit'))
    await person.sees(t('group.done.left'))
  }

  /** Two questions, of which one goes again and the other has to be answered. */
  async function writeQuestions(path: string): Promise<void> {
    const { t } = killa
    await lookAfter(killa, path, t('group.care.settings'))
    await killa.pressInVain(t('group.settings.questionAdd'))
    for (const prompt of [words.question, words.other]) {
      await killa.fill(t('group.settings.questionPrompt'), prompt)
      await killa.press(t('group.settings.questionAdd'))
    }
    await killa.press(about(t('group.settings.questionRemove'), words.other))
    await killa.press(about(t('group.settings.questionRequire'), words.question))
    await killa.sees(t('group.settings.questionRequired'))
  }

  async function askToBeLetIn(person: Resident, answer: string, how?: 'in vain' | 'again'): Promise<void> {
    const { t } = person
    await person.goTo('/groups')
    await person.follow(`${t('group.list.askAction')} Radio`)
    if (how === 'again') await person.sees(words.reason)
    await person.fill(words.question, answer)
    const submit = t(how === 'again' ? 'group.join.again' : 'group.join.action')
    if (how === 'in vain') return person.pressInVain(submit)
    await person.press(submit)
    await person.sees(t('group.join.waiting', { name: 'Radio' }))
  }
})
