import { answerAboutPost } from '../../../src/contact/answer-about-post.ts'
import { answerContact } from '../../../src/contact/answer-contact.ts'
import { startMessages } from '../../../src/contact/send-message.ts'
import { writeToModerators } from '../../../src/contact/write-to-moderators.ts'
import { done } from '../../channels/support.ts'
import type { Residents } from './people.ts'
import type { Threads } from './threads.ts'

/** Letters: between members, to the moderators, and to the unknown author of a post. */
export async function writeLetters(people: Residents, threads: Threads): Promise<void> {
  const { marta, ana, sari, vera, sol, astrid } = people
  const message = (text: string) => ({ submission: sol.ctx.random.id(), text })
  const exchange = ['Are you coming on Saturday?', 'Yes. Shall I bring the **blue** wool?', 'Please!']
  for (const [at, text] of exchange.entries()) {
    const [from, to] = at % 2 === 0 ? [ana, marta] : [marta, ana]
    done(await startMessages(from.ctx, { to: to.name, ...message(text) }))
  }
  done(await startMessages(sari.ctx, { to: marta.name, ...message('Terima kasih untuk kemarin.') }))
  for (const [at, neighbour] of people.many.slice(10, 16).entries())
    done(await startMessages(neighbour.ctx, { to: marta.name, ...message(`Hello, it is me (${at + 1}).`) }))
  done(await writeToModerators(marta.ctx, message('May I open a group for those who knit?')))
  const recipientId = marta.id
  done(await answerContact(sol.ctx, { recipientId, ...message('Yes! What shall it be called?') }))
  for (const { ctx } of [vera, astrid, ...people.many.slice(16, 22)])
    done(await writeToModerators(ctx, message('Could somebody call me this week? It is about my room.')))
  const postId = threads.anonymous
  const question = 'Nobody here knows who you are. Shall one of us come along when you move?'
  done(await answerContact(sol.ctx, { recipientId: postId, ...message(question) }))
  done(await answerAboutPost(ana.ctx, { postId, ...message('Not now. It helps that you ask.') }))
}
