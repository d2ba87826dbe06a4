import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { toFormErrors } from '../../views/components/errors.tsx'
import { MessageThreadPage, NewMessagePage, ThreadsPage } from '../../views/contact/messages-pages.tsx'
import type { Refusal } from '../result.ts'
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
import { blockMember } from './block-member.ts'
import { markRead } from './mark-read.ts'
import { sentFragment } from './message-fragments.tsx'
import { listThreads, readThread } from './message-queries.ts'
import { readMessageSettings, readMessages } from './queries.ts'
import { messageLimits } from './rules.ts'
import { sendMessage, startMessages } from './send-message.ts'
import { messageModels } from './view-models.ts'

/** While members do not write to each other here, none of these pages exists. */
const requireMessages = createMiddleware<MemberEnv & AppEnv>(async (c, next) =>
  (await readMessageSettings(c.var.ctx)).memberMessages ? next() : missingPage(c),
)

/** Threads between two members, where the community has them. */
export const messageRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/messages', requireMember, requireMessages, async (c) => {
      const { ctx, t } = c.var
      const before = c.req.query('before')
      const { threads, older } = await listThreads(ctx, { before })
      const { messageDays } = await readMessageSettings(ctx)
      return page(
        c,
        { place: placeOf(c), back: { href: '/home' } },
        <ThreadsPage
          t={t}
          now={ctx.clock.now()}
          threads={threads.map((thread) => ({ ...thread, name: thread.name ?? t('contact.someone') }))}
          days={messageDays}
          older={older === undefined ? undefined : `/messages?before=${older}`}
          newer={before === undefined ? undefined : '/messages'}
        />,
      )
    })

    .get('/messages/new', requireMember, requireMessages, (c) =>
      newMessagePage(c, { to: (c.req.query('to') ?? '').slice(0, messageLimits.name), text: '' }),
    )

    .post('/messages/new', requireMember, requireMessages, async (c) => {
      const form = await readForm(c)
      const typed = { to: form.line('to'), text: form.text('text') }
      const result = await startMessages(c.var.ctx, { submission: form.line('submission'), ...typed })
      if (result.ok) return seeOther(c, `/messages/${result.value.conversationId}?done=sent#write`)
      return statusOf(result.refusals) === 404
        ? refusedPage(c, result.refusals)
        : newMessagePage(c, typed, result.refusals)
    })

    .get('/messages/:conversationId', requireMember, requireMessages, (c) =>
      threadPage(c, c.req.param('conversationId')),
    )

    .post('/messages/:conversationId', requireMember, requireMessages, async (c) => {
      const conversationId = c.req.param('conversationId')
      const form = await readForm(c)
      const text = form.text('text')
      const submission = form.line('submission')
      const result = await sendMessage(c.var.ctx, { conversationId, submission, text })
      if (result.ok) {
        return asksForFragment(c)
          ? threadPage(c, conversationId)
          : seeOther(c, `/messages/${conversationId}?done=sent#write`)
      }
      return statusOf(result.refusals) === 404
        ? refusedPage(c, result.refusals)
        : threadPage(c, conversationId, { text, refusals: result.refusals })
    })

    .post('/messages/:conversationId/block', requireMember, requireMessages, async (c) => {
      const conversationId = c.req.param('conversationId')
      const result = await blockMember(c.var.ctx, { conversationId, isBlocked: true })
      return result.ok
        ? seeOther(c, `/messages/${conversationId}?done=blocked`)
        : refusedPage(c, result.refusals)
    })

    .post('/messages/:conversationId/unblock', requireMember, requireMessages, async (c) => {
      const conversationId = c.req.param('conversationId')
      const result = await blockMember(c.var.ctx, { conversationId, isBlocked: false })
      return result.ok
        ? seeOther(c, `/messages/${conversationId}?done=unblocked`)
        : refusedPage(c, result.refusals)
    })

type Refusals = readonly [Refusal, ...Refusal[]]

const placeOf = ({ var: { t } }: MemberPageContext) => ({
  kind: 'inside' as const,
  name: t('messages.title'),
  readers: t('messages.readers'),
})

async function newMessagePage(
  c: MemberPageContext,
  typed: { readonly to: string; readonly text: string },
  refusals?: Refusals,
): Promise<Response> {
  const { ctx, t } = c.var
  const { messageDays } = await readMessageSettings(ctx)
  return page(
    c,
    { place: placeOf(c), back: { href: '/messages' }, status: refusals ? statusOf(refusals) : 200 },
    <NewMessagePage
      t={t}
      to={typed.to}
      longestName={messageLimits.name}
      form={{
        ...{ t, action: '/messages/new', text: typed.text },
        submission: ctx.random.id(),
        longest: messageLimits.text,
        submit: t('messages.new.submit'),
        readers: t('messages.readers'),
        errors: refusals && toFormErrors(t, refusals),
      }}
      days={messageDays}
    />,
  )
}

const dones = {
  sent: 'contact.done.sent',
  blocked: 'messages.done.blocked',
  unblocked: 'messages.done.unblocked',
} as const

const isDone = (done: string | undefined): done is keyof typeof dones =>
  done !== undefined && Object.hasOwn(dones, done)

async function threadPage(
  c: MemberPageContext,
  conversationId: string,
  { text = '', refusals }: { readonly text?: string; readonly refusals?: Refusals } = {},
): Promise<Response> {
  const { ctx, t } = c.var
  const thread = await readThread(ctx, conversationId)
  if (!thread) return missingPage(c)
  const before = c.req.query('before')
  const said = await readMessages(ctx, thread.id, 'self', { before })
  if (before === undefined) await markRead(ctx, thread, said.messages.at(-1)?.id)
  const name = thread.name ?? t('contact.someone')
  const done = c.req.query('done')
  const here = `/messages/${thread.id}`
  const conversation = {
    ...{ t, now: ctx.clock.now() },
    messages: messageModels(t, said, 'self', name),
    older: said.older === undefined ? undefined : `${here}?before=${said.older}`,
    newer: before === undefined ? undefined : here,
  }
  const form = {
    ...{ t, text, action: here, inConversation: true },
    submission: ctx.random.id(),
    longest: messageLimits.text,
    submit: t('messages.submit', { name }),
    readers: t('messages.readers'),
    errors: refusals && toFormErrors(t, refusals),
  }
  if (asksForFragment(c)) return sentFragment(c, { conversation, form })
  const { messageDays } = await readMessageSettings(ctx)
  return page(
    c,
    {
      place: placeOf(c),
      back: { href: '/messages' },
      status: refusals ? statusOf(refusals) : 200,
      ...(isDone(done) && !refusals ? { notice: { tone: 'done' as const, text: t(dones[done]) } } : {}),
    },
    <MessageThreadPage
      t={t}
      thread={{ ...thread, name }}
      conversation={conversation}
      form={form}
      days={messageDays}
    />,
  )
}
