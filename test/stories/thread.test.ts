import { expect, it } from 'vitest'
import { createPost } from '../../src/posts/create-post.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'
import type { Person } from './person.ts'

const words = {
  question: '¿En qué clínica atienden de noche?',
  first: 'En la clínica de la esquina, hasta las diez.',
  better: 'En la clínica de la esquina, hasta las once.',
  called: 'Gracias @Luz, ¿y los domingos?',
  sunday: 'Los domingos no, fui y estaba cerrada.',
  later: 'Mañana pregunto yo.',
  slip: 'Esto lo borro.',
  begun: 'Todavía lo pienso',
} as const

describeStory('a thread', (open) => {
  let house: House
  let ana: Resident
  let luz: Resident
  let question: string

  it('is answered, accepted, kept, muted and found again', { timeout: 170_000 }, async () => {
    house = await createHouse('thread', open, { locale: 'es' })
    try {
      ana = await house.member('Ana')
      luz = await house.member('Luz')
      question = await write({ kind: 'question', text: words.question })
      await luzAnswers()
      await anaHearsAndAccepts()
      await luzIsCalled()
      await everybodyVotes()
      await luzKeepsIt()
      await luzMutesIt()
      await anaThinksAgain()
      await luzSearches()
      expectPressed('thread', house.sent)
    } finally {
      await house.close()
    }
  })

  async function write(post: Partial<Parameters<typeof createPost>[1]>): Promise<string> {
    passTime()
    const submission = house.app.random.id()
    const groupId = house.app.groups.general
    const usual = { groupId, submission, text: '', language: 'es', pictures: [] }
    const result = await createPost(house.app.as(ana.memberId), { ...usual, ...post })
    if (!result.ok) throw new Error(result.refusals[0].message)
    return `/posts/${submission}`
  }

  /** Nothing is written at the same moment as something else. */
  const passTime = () => house.app.clock.moveDays(1 / 1_440)

  async function comment(person: Person, text: string): Promise<void> {
    passTime()
    await person.fill(person.t('composer.comment'), text)
    await person.press(person.t('composer.commentIn', { group: 'General' }))
    await person.sees(text)
  }

  /** The comment that says something; the newest where it is shown twice. */
  const saying = ({ page }: Person, text: string) => page.locator('article.comment').filter({ hasText: text })

  async function unfoldComment(person: Person, text: string): Promise<void> {
    const name = new RegExp(`^${person.t('comment.more')}`)
    await person.unfold(name, saying(person, text))
  }

  async function react(person: Person, where: ReturnType<typeof saying>): Promise<void> {
    const { t } = person
    await person.unfold(t('reaction.add'), where)
    await person.click(where.getByRole('button', { name: t('reaction.thanks') }))
    const given = where.getByRole('button', { name: `${t('reaction.thanks')} 1` })
    expect(await given.getAttribute('aria-pressed')).toBe('true')
  }

  /** She finds it on her first page, answers, changes what she wrote, and keeps a further comment for later. */
  async function luzAnswers(): Promise<void> {
    const { t, page } = luz
    await luz.goTo('/home')
    await luz.unfold(new RegExp(`^${t('home.since')}`))
    await luz.sees(t('home.new', { count: 1 }))
    await luz.click(page.locator(`main a[href="${question}"]`).first())
    await luz.pressInVain(t('composer.commentIn', { group: 'General' }))
    await comment(luz, words.first)
    await unfoldComment(luz, words.first)
    await luz.click(saying(luz, words.first).getByRole('link', { name: t('common.edit') }))
    await luz.fill(t('composer.comment'), words.better)
    await luz.press(t('composer.saveIn', { group: 'General' }))
    await luz.sees(words.better)
    await luz.sees(t('post.card.edited'))
    await comment(luz, words.slip)
    await unfoldComment(luz, words.slip)
    await luz.click(saying(luz, words.slip).getByRole('link', { name: t('common.delete') }))
    await luz.press(t('common.delete'))
    await luz.sees(t('comment.deleted'))
    await luz.fill(t('composer.comment'), words.begun)
    await luz.press(t('drafts.save'))
    await luz.sees(t('drafts.comment', { group: 'General' }))
    await luz.follow(t('drafts.goOn'))
    expect(await page.getByLabel(t('composer.comment')).inputValue()).toBe(words.begun)
  }

  /** Her notice leads there; she thanks, accepts it as the answer, and calls Luz by name. */
  async function anaHearsAndAccepts(): Promise<void> {
    const { t, page } = ana
    await ana.goTo('/notifications')
    await ana.sees(t('notifications.line.comment', { group: 'General' }))
    expect(await page.locator('main .tag').count()).toBeGreaterThan(0)
    await ana.press(t('notifications.seeAll'))
    expect(await page.locator('main .tag').count()).toBe(0)
    await ana.click(page.locator('main .link-list a').first())
    await react(ana, page.locator('article.post-card'))
    await react(ana, saying(ana, words.better))
    await unfoldComment(ana, words.better)
    await ana.press(t('answer.accept'))
    await ana.sees(t('answer.acceptedDone'))
    await ana.sees(t('answer.inThread'))
    await ana.sees(t('comment.people', { names: '@Luz' }))
    await ana.click(
      saying(ana, words.better).getByRole('link', { name: new RegExp(`^${t('comment.reply')}`) }),
    )
    passTime()
    await ana.pressInVain(t('composer.answerIn', { group: 'General' }))
    await ana.fill(t('composer.answer', { name: 'Luz' }), words.called)
    await ana.press(t('composer.answerIn', { group: 'General' }))
    expect(await page.locator('.mention').allTextContents()).toEqual(['@Luz'])
  }

  /** What came since she was here is counted, marked, and led to. */
  async function luzIsCalled(): Promise<void> {
    const { t, page } = luz
    await luz.goTo('/notifications')
    await luz.sees(t('notifications.line.mention', { group: 'General' }))
    await luz.sees(t('notifications.line.answerAccepted', { group: 'General' }))
    await luz.goTo('/home')
    await luz.sees(t('home.newComments', { count: 1 }))
    await luz.goTo(question)
    expect(await saying(luz, words.called).locator('.tag').textContent()).toBe(t('comment.new'))
    const first = page.getByRole('link', { name: t('reading.firstNew', { count: 1 }) })
    const id = await saying(luz, words.called).getAttribute('id')
    expect(await first.getAttribute('href')).toBe(`#${id}`)
    await luz.goTo(question)
    expect(await saying(luz, words.called).locator('.tag').count()).toBe(0)
  }

  /** In an open vote she may change her mind; a secret one is cast once, and shown to nobody before it closes. */
  async function everybodyVotes(): Promise<void> {
    const { t, page } = luz
    const poll = { options: ['Sopa', 'Tortillas'], several: false, days: 2 }
    const asked = { kind: 'poll', text: '¿Qué cocinamos?' } as const
    await luz.goTo(await write({ ...asked, poll: { ...poll, secret: false } }))
    await luz.pressInVain(t('poll.vote'))
    for (const option of ['Sopa', 'Tortillas']) {
      await luz.choose(option)
      await luz.press(t('poll.vote'))
      await luz.sees(t('poll.voted'))
      const row = page.getByRole('row', { name: option })
      expect(await row.textContent()).toContain(t('poll.yours'))
    }
    await luz.goTo(await write({ ...asked, poll: { ...poll, secret: true } }))
    await luz.choose('Sopa')
    await luz.press(t('poll.vote'))
    await luz.sees(t('poll.secretVoted'))
    expect(await page.getByRole('row').count()).toBe(0)
    house.app.clock.moveDays(3)
    await luz.page.reload()
    await luz.sees(t('poll.closed'))
    expect(await page.getByRole('row', { name: 'Sopa' }).textContent()).toContain(
      t('poll.votes', { count: 1 }),
    )
  }

  async function luzKeepsIt(): Promise<void> {
    const { t } = luz
    await luz.goTo(question)
    await luz.press(t('post.save'))
    await luz.sees(t('post.savedDone'))
    await luz.goTo('/saved')
    await luz.sees(words.question)
    await luz.goTo(question)
    await luz.press(t('post.unsave'))
    await luz.goTo('/saved')
    await luz.sees(t('reading.saved.empty'))
  }

  /** Muted, it is in no list of what is new; and everything can be marked as read at once. */
  async function luzMutesIt(): Promise<void> {
    const { t } = luz
    await luz.goTo(question)
    await luz.unfold(t('post.more'))
    await luz.press(t('post.mute'))
    await luz.sees(t('post.mutedDone'))
    await ana.goTo(question)
    await comment(ana, words.later)
    await luz.goTo('/home')
    await luz.seesNot(t('home.newComments', { count: 1 }))
    await luz.goTo(question)
    await luz.unfold(t('post.more'))
    await luz.press(t('post.unmute'))
    await luz.sees(t('post.unmutedDone'))
    await comment(ana, words.sunday)
    await luz.goTo('/home')
    await luz.unfold(new RegExp(`^${t('home.since')}`))
    await luz.sees(t('home.newComments', { count: 1 }))
    await luz.press(t('home.markRead'))
    await luz.seesNot(t('home.since'))
  }

  async function anaThinksAgain(): Promise<void> {
    await ana.goTo(question)
    await ana.press(ana.t('answer.takeBack'))
    await ana.sees(ana.t('answer.takenBackDone'))
  }

  /** Without accents, in a comment and in the question; what she looks for stands in no address. */
  async function luzSearches(): Promise<void> {
    const { t, page } = luz
    await luz.goTo('/home')
    await luz.follow(t('search.title'))
    await luz.pressInVain(t('search.go'))
    await luz.fill(t('search.words'), 'clinica')
    await luz.press(t('search.go'))
    expect(new URL(page.url()).search).toBe('')
    expect(await page.locator('main mark').allTextContents()).toEqual(['clínica', 'clínica'])
    await luz.unfold(t('search.narrow'))
    await luz.select(t('search.kind'), t('search.kind.question'))
    await luz.press(t('search.go'))
    expect(await page.locator('main mark').count()).toBe(1)
    await luz.fill(t('search.words'), 'murciélago')
    await luz.press(t('search.go'))
    await luz.sees(t('search.nothing'))
    await luz.fill(t('search.words'), 'clinicas')
    await luz.press(t('search.go'))
    await luz.click(page.locator('.finding a').first())
    await luz.sees(words.question)
  }
})
