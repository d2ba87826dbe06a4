import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { AboutPostPage, ContactPage } from '../../views/contact/contact-page.tsx'
import { daysFrom } from '../days.ts'
import { couldBeId } from '../ids.ts'
import type { Refusal } from '../result.ts'
import { anonymousLinkDays } from '../standing/rules.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { answerAboutPost } from './answer-about-post.ts'
import { markRead } from './mark-read.ts'
import { sentFragment } from './message-fragments.tsx'
import { findAboutPost, findContact, listAboutPosts, readMessageSettings, readMessages } from './queries.ts'
import { messageLimits } from './rules.ts'
import { messageModels } from './view-models.ts'
import { writeToModerators } from './write-to-moderators.ts'

/** What a member writes to the moderators, under her name or as the author of an anonymous post. */
export const memberContactRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/contact', requireMember, (c) => contactPage(c))

    .post('/contact', requireMember, async (c) => {
      const form = await readForm(c)
      const text = form.text('text')
      const result = await writeToModerators(c.var.ctx, { submission: form.line('submission'), text })
      if (!result.ok) return contactPage(c, { text, refusals: result.refusals })
      return asksForFragment(c) ? contactPage(c) : seeOther(c, '/contact?done=sent#write')
    })

    .get('/contact/posts/:postId', requireMember, (c) => aboutPostPage(c, c.req.param('postId')))

    .post('/contact/posts/:postId', requireMember, async (c) => {
      const postId = c.req.param('postId')
      const form = await readForm(c)
      const text = form.text('text')
      const result = await answerAboutPost(c.var.ctx, { postId, submission: form.line('submission'), text })
      if (result.ok) {
        return asksForFragment(c)
          ? aboutPostPage(c, postId)
          : seeOther(c, `/contact/posts/${postId}?done=sent#write`)
      }
      return statusOf(result.refusals) === 404
        ? refusedPage(c, result.refusals)
        : aboutPostPage(c, postId, { text, refusals: result.refusals })
    })

interface Refused {
  readonly text?: string
  readonly refusals?: readonly [Refusal, ...Refusal[]] | undefined
}

const formOf = (
  { var: { t, ctx } }: MemberPageContext,
  { action, readers, text, refusals }: { action: string; readers: string; text: string } & Refused,
) => ({
  ...{ t, action, readers, text, inConversation: true },
  submission: ctx.random.id(),
  longest: messageLimits.text,
  submit: t('contact.submit'),
  errors: refusals && toFormErrors(t, refusals),
})

const optionsOf = (c: MemberPageContext, refusals: Refused['refusals']) => ({
  status: refusals ? statusOf(refusals) : (200 as const),
  ...(c.req.query('done') === 'sent' && !refusals
    ? { notice: { tone: 'done' as const, text: c.var.t('contact.done.sent') } }
    : {}),
})

async function contactPage(c: MemberPageContext, { text = '', refusals }: Refused = {}) {
  const { ctx, t } = c.var
  const before = c.req.query('before')
  const contact = await findContact(ctx)
  const said = contact ? await readMessages(ctx, contact.id, 'self', { before }) : { messages: [] }
  if (contact && before === undefined) await markRead(ctx, contact, said.messages.at(-1)?.id)
  const conversation = {
    ...{ t, now: ctx.clock.now() },
    messages: messageModels(t, said, 'self', t('contact.someone')),
    older: said.older === undefined ? undefined : `/contact?before=${said.older}`,
    newer: before === undefined ? undefined : '/contact',
  }
  const form = formOf(c, { action: '/contact', readers: t('contact.readers'), text, refusals })
  if (asksForFragment(c)) return sentFragment(c, { conversation, form })
  const { messageDays } = await readMessageSettings(ctx)
  return page(
    c,
    {
      place: { kind: 'inside', name: t('contact.title'), readers: t('contact.readers') },
      tab: 'help',
      back: { href: '/help' },
      ...optionsOf(c, refusals),
    },
    <ContactPage
      t={t}
      conversation={conversation}
      about={await listAboutPosts(ctx)}
      form={form}
      days={messageDays}
    />,
  )
}

async function aboutPostPage(
  c: MemberPageContext,
  postId: string,
  { text = '', refusals }: Refused = {},
): Promise<Response> {
  const { ctx, t } = c.var
  const about = couldBeId(postId) ? await findAboutPost(ctx, postId) : undefined
  if (!about) return missingPage(c)
  const before = c.req.query('before')
  const said = await readMessages(ctx, about.id, 'self', { before })
  await markRead(ctx, { id: about.id, isAboutPost: true }, undefined)
  const here = `/contact/posts/${postId}`
  const conversation = {
    ...{ t, now: ctx.clock.now() },
    messages: messageModels(t, said, 'self', t('contact.someone')),
    older: said.older === undefined ? undefined : `${here}?before=${said.older}`,
    newer: before === undefined ? undefined : here,
  }
  const form = formOf(c, { action: here, readers: t('contact.about.readers'), text, refusals })
  if (asksForFragment(c)) return sentFragment(c, { conversation, form })
  const { messageDays } = await readMessageSettings(ctx)
  return page(
    c,
    {
      place: { kind: 'inside', name: t('contact.title'), readers: t('contact.about.readers') },
      tab: 'help',
      back: { href: '/contact' },
      ...optionsOf(c, refusals),
    },
    <AboutPostPage
      t={t}
      postId={postId}
      until={daysFrom(about.postedAt, anonymousLinkDays)}
      conversation={conversation}
      form={form}
      days={messageDays}
    />,
  )
}
