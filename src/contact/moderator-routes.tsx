import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ContactListPage, RecipientPage } from '../../views/contact/queue-pages.tsx'
import { SavedWords } from '../../views/moderation/saved-words.tsx'
import { couldBeId } from '../ids.ts'
import { listReplies, readReply } from '../joining/reply-queries.ts'
import { queuePlace } from '../moderation/queue-place.ts'
import { isWalking } from '../moderation/queue-walk-routes.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  asksForFragment,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { answerContact } from './answer-contact.ts'
import { closeContact } from './close-contact.ts'
import { type ContactEntry, listContacts } from './contact-list.ts'
import { markRead } from './mark-read.ts'
import { sentFragment } from './message-fragments.tsx'
import { readMessageSettings, readMessages } from './queries.ts'
import { readAboutPost, readRecipient } from './recipients.ts'
import { messageLimits } from './rules.ts'
import { messageModels } from './view-models.ts'

/** What moderators write to members, without a strike. */
export const moderatorContactRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/contact', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const before = c.req.query('before')
      const { unread, read, older } = await listContacts(ctx, { before })
      const named = (entry: ContactEntry) => ({
        ...entry,
        name: entry.name ?? t(entry.kind === 'author' ? 'contact.author' : 'contact.someone'),
      })
      return page(
        c,
        {
          place: { ...queuePlace(t), readers: t('contact.queue.readers') },
          back: { href: '/queue' },
          ...(c.req.query('done') === 'closed'
            ? { notice: { tone: 'done' as const, text: t('contact.done.closed') } }
            : {}),
        },
        <ContactListPage
          t={t}
          now={ctx.clock.now()}
          unread={unread.map(named)}
          read={read.map(named)}
          older={older === undefined ? undefined : `/queue/contact?before=${older}`}
          newer={before === undefined ? undefined : '/queue/contact'}
        />,
      )
    })

    .get('/queue/contact/:recipientId', requireMember, requireModerator, async (c) => {
      const recipientId = c.req.param('recipientId')
      if (recipientId === c.var.ctx.actor.memberId) return seeOther(c, '/contact')
      return recipientPage(c, recipientId)
    })

    .post('/queue/contact/:recipientId', requireMember, requireModerator, async (c) => {
      const recipientId = c.req.param('recipientId')
      const form = await readForm(c)
      const text = form.text('text')
      const saved = await readReply(c.var.ctx, form.line('insert'))
      if (saved) {
        return recipientPage(c, recipientId, { text: [text, saved.body].filter(Boolean).join('\n\n') })
      }
      const submission = form.line('submission')
      const result = await answerContact(c.var.ctx, { recipientId, submission, text })
      if (result.ok) {
        return asksForFragment(c)
          ? recipientPage(c, recipientId)
          : seeOther(c, `/queue/contact/${recipientId}?done=sent#write`)
      }
      return statusOf(result.refusals) === 404
        ? refusedPage(c, result.refusals)
        : recipientPage(c, recipientId, { text, refusals: result.refusals })
    })

    .post('/queue/contact/:recipientId/close', requireMember, requireModerator, async (c) => {
      const result = await closeContact(c.var.ctx, { recipientId: c.req.param('recipientId') })
      if (!result.ok) return refusedPage(c, result.refusals)
      return seeOther(c, isWalking(c) ? '/queue?done=contactClosed' : '/queue/contact?done=closed')
    })

    .get('/contact/about-post/:postId', requireMember, requireModerator, async (c) => {
      const postId = c.req.param('postId')
      const about = await readAboutPost(c.var.ctx, postId)
      if (!about) return missingPage(c)
      if (about.kind === 'gone') {
        return refusedPage(c, [{ kind: 'conflict', message: 'contact.errors.gone' }])
      }
      if (about.kind === 'anonymous') return seeOther(c, `/queue/contact/${postId}`)
      const { memberId, mayBeNamed } = about
      return seeOther(c, `/queue/contact/${memberId}${mayBeNamed ? `?about=${postId}` : ''}#write`)
    })

interface Refused {
  readonly text?: string
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function recipientPage(
  c: MemberPageContext,
  recipientId: string,
  { text, refusals }: Refused = {},
): Promise<Response> {
  const { ctx, t } = c.var
  const recipient = await readRecipient(ctx, recipientId)
  if (!recipient) return missingPage(c)
  const before = c.req.query('before')
  const { conversationId } = recipient
  const said = conversationId
    ? await readMessages(ctx, conversationId, 'moderators', { before })
    : { messages: [] }
  if (conversationId && before === undefined) {
    await markRead(ctx, { id: conversationId }, said.messages.at(-1)?.id)
  }
  const here = `/queue/contact/${recipient.id}`
  const isMember = recipient.kind === 'member'
  const stranger = isMember ? (recipient.name ?? t('contact.someone')) : t('contact.author')
  const readers = t(isMember ? 'contact.with.readers' : 'contact.about.readers')
  const conversation = {
    ...{ t, now: ctx.clock.now() },
    messages: messageModels(t, said, 'moderators', stranger),
    older: said.older === undefined ? undefined : `${here}?before=${said.older}`,
    newer: before === undefined ? undefined : here,
  }
  const form = {
    ...{ t, readers, action: here, inConversation: true },
    submission: ctx.random.id(),
    text: text ?? aboutText(c),
    longest: messageLimits.text,
    submit: t('contact.with.submit'),
    words: <SavedWords t={t} replies={await listReplies(ctx)} />,
    errors: refusals && toFormErrors(t, refusals),
  }
  if (asksForFragment(c)) return sentFragment(c, { conversation, form })
  const { messageDays } = await readMessageSettings(ctx)
  return page(
    c,
    {
      place: { ...queuePlace(t), readers },
      back: { href: '/queue/contact' },
      status: refusals ? statusOf(refusals) : 200,
      ...(c.req.query('done') === 'sent' && !refusals
        ? { notice: { tone: 'done' as const, text: t('contact.done.sent') } }
        : {}),
    },
    <RecipientPage
      t={t}
      recipient={isMember ? { ...recipient, shownName: stranger } : recipient}
      conversation={conversation}
      form={form}
      days={messageDays}
    />,
  )
}

/** She comes from a post: her message begins with where it stands. */
function aboutText(c: MemberPageContext): string {
  const postId = c.req.query('about') ?? ''
  return couldBeId(postId) ? `${c.var.ctx.origin}/posts/${postId}\n\n` : ''
}
