import type { Translator } from '../../src/i18n/translator.ts'
import { openQueued } from './arrival.ts'
import type { Person } from './person.ts'

export interface Wish {
  /** What the channel is called; absent where it is settled, as in answers. */
  readonly channel?: string
  /** A new pen name; the community's voice when absent. */
  readonly penName?: string
  /** How far the button says that it goes, where that is known: to anyone, or to so many servers. */
  readonly reach?: 'anyone' | number
  /** Where it goes and under which name was said before: only the text is asked for. */
  readonly isSettled?: true
  readonly title: string
  readonly text: string
}

/** From her post, or the post of an ally, through every page up to her consent. Gives the page of the share. */
export async function proposeShare(author: Person, wish: Wish): Promise<string> {
  const { t } = author
  await author.press(t('shares.start.go'))
  return answerQuestions(author, wish)
}

/** One question a page; nothing leaves before she ticks that she agrees. The first yes brings a withdrawal code. */
export async function answerQuestions(author: Person, wish: Wish): Promise<string> {
  const { t, page } = author
  if (wish.channel !== undefined) {
    await author.choose(wish.channel)
    await author.press(t('shares.next'))
  }
  if (!wish.isSettled) {
    await chooseName(author, wish.penName)
    await author.press(t('shares.next'))
  }
  await author.fill(t('shares.text.heading'), wish.title)
  await author.fill(t('shares.text.text'), wish.text)
  await author.press(t('shares.next'))
  await author.sees(t('shares.preview.exact'))
  await author.sees(wish.text)
  const send = sendWords(t, wish.reach)
  await author.pressInVain(send)
  await author.choose(t('shares.preview.agree'))
  await author.press(send)
  return new URL(page.url()).pathname
}

const sendWords = (t: Translator, reach: Wish['reach']): string => {
  if (reach === undefined) return t('shares.preview.submit')
  return reach === 'anyone'
    ? t('shares.preview.submitAnyone')
    : t('shares.preview.submitServers', { count: reach })
}

async function chooseName(author: Person, penName: string | undefined): Promise<void> {
  const { t, page } = author
  if (penName === undefined) return
  const existing = page.getByRole('radio', { name: penName, exact: true })
  if ((await existing.count()) > 0) return author.choose(penName)
  await author.choose(t('shares.attribution.new'))
  await author.fill(t('penNames.new'), penName)
}

/** A moderator reviews what waits under a title and publishes it. */
export async function publish(moderator: Person, title: string, text: string): Promise<void> {
  await openQueued(moderator, title)
  await moderator.sees(text)
  await moderator.unfold(moderator.t('queue.verb.publish'))
  await moderator.press(moderator.t('shares.review.publish'))
}

/** A moderator gives it back with a word. */
export async function giveBack(moderator: Person, title: string, word: string): Promise<void> {
  const { t } = moderator
  await openQueued(moderator, title)
  await moderator.page.getByRole('link', { name: t('queue.verb.giveBack'), exact: true }).click()
  await moderator.pressInVain(t('shares.review.return'))
  await moderator.fill(t('shares.review.note'), word)
  await moderator.press(t('shares.review.return'))
}

/** A moderator enters an address, looks at what was found, and follows it. */
export async function followChannel(moderator: Person, address: string, channel: string): Promise<void> {
  const { t } = moderator
  await moderator.goTo('/allies/channels')
  await moderator.follow(t('allies.channels.follow'))
  await moderator.fill(t('allies.follow.address'), address)
  await moderator.press(t('allies.follow.find'))
  await moderator.press(t('allies.follow.confirm.submit', { channel }))
}

/** Opens a post of an ally from the home page, once it has arrived. */
export async function openAllied(reader: Person, title: string): Promise<void> {
  await reader.waitFor('/allies', title)
  await reader.follow(title)
}
