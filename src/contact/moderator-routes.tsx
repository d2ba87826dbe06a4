import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ContactListPage, RecipientPage } from '../../views/contact/queue-pages.tsx'
import { couldBeId } from '../ids.ts'
import { queuePlace } from '../moderation/queue-place.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
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
      const submission = form.line('submission')
      const result = await answerContact(c.var.ctx, { recipientId, submission, text })
      if (result.ok) return seeOther(c, `/queue/contact/${recipientId}?done=sent#write`)
      return statusOf(result.refusals) === 404
        ? refusedPage(c, result.refusals)
        : recipientPage(c, recipientId, { text, refusals: result.refusals })
    })

    .post('/queue/contact/:recipientId/close', requireMember, requireModerator, async (c) => {
      const result = await closeContact(c.var.ctx, { recipientId: c.req.param('recipientId') })
      return result.ok ? seeOther(c, '/queue/contact?done=closed') : refusedPage(c, result.refusals)
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
  const { messageDays } = await readMessageSettings(ctx)
  const here = `/queue/contact/${recipient.id}`
  const isMember = recipient.kind === 'member'
  const stranger = isMember ? (recipient.name ?? t('contact.someone')) : t('contact.author')
  return page(
    c,
    {
      place: { ...queuePlace(t), readers: t(isMember ? 'contact.with.readers' : 'contact.about.readers') },
      back: { href: '/queue/contact' },
      status: refusals ? statusOf(refusals) : 200,
      ...(c.req.query('done') === 'sent' && !refusals
        ? { notice: { tone: 'done' as const, text: t('contact.done.sent') } }
        : {}),
    },
    <RecipientPage
      t={t}
      recipient={isMember ? { ...recipient, shownName: stranger } : recipient}
      conversation={{
        now: ctx.clock.now(),
        messages: messageModels(t, said, 'moderators', stranger),
        older: said.older === undefined ? undefined : `${here}?before=${said.older}`,
        newer: before === undefined ? undefined : here,
      }}
      submission={ctx.random.id()}
      text={text ?? aboutText(c)}
      longest={messageLimits.text}
      days={messageDays}
      errors={refusals && toFormErrors(t, refusals)}
    />,
  )
}

/** She comes from a post: her message begins with where it stands. */
function aboutText(c: MemberPageContext): string {
  const postId = c.req.query('about') ?? ''
  return couldBeId(postId) ? `${c.var.ctx.origin}/posts/${postId}\n\n` : ''
}
