import type { Child } from 'hono/jsx'
import type { Refusal } from '../result.ts'
import { type PageContext, page, statusOf } from '../web/respond.tsx'
import { doneText, serversPlace } from './view-models.ts'

interface ServersPageOptions {
  readonly back?: string
  readonly refusals?: readonly [Refusal, ...Refusal[]] | undefined
}

/** A page of this part, with what was just done. */
export function serversPage(
  c: PageContext,
  content: Child,
  { back = '/servers', refusals }: ServersPageOptions = {},
): Promise<Response> {
  const { t } = c.var
  const count = c.req.query('count') ?? '0'
  const text = doneText(t, c.req.query('done'), /^\d{1,6}$/.test(count) ? Number(count) : 0)
  return page(
    c,
    {
      place: serversPlace(t),
      tab: 'home',
      back: { href: back },
      ...(refusals ? { status: statusOf(refusals) } : {}),
      ...(text === undefined ? {} : { notice: { tone: 'done' as const, text } }),
    },
    content,
  )
}
