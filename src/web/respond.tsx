import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { SignInPage } from '../../views/auth/sign-in.tsx'
import { IconSprite } from '../../views/components/icon.tsx'
import { ReadBy } from '../../views/components/reader.tsx'
import { ErrorPage } from '../../views/errors.tsx'
import { Layout } from '../../views/layout.tsx'
import { QueueBar } from '../../views/moderation/queue-bar.tsx'
import type { Place, Shell, Tab } from '../../views/shell.ts'
import { isAdmin, isModerator } from '../context.ts'
import { countToDo } from '../moderation/queries.ts'
import { countUnseen } from '../notifications/queries.ts'
import type { Refusal, RefusalKind } from '../result.ts'
import type { AppEnv, MemberEnv } from './environment.ts'
import { lockUnattended } from './lock-unattended.ts'

export type PageContext = Context<AppEnv> | Context<MemberEnv>

/** Behind `requireMember`. */
export type MemberPageContext = PageContext & { readonly var: MemberEnv['Variables'] }

export interface PageOptions {
  readonly place: Place
  readonly tab?: Tab
  readonly back?: Shell['back']
  readonly notice?: Shell['notice']
  readonly isForPaper?: Shell['isForPaper']
  readonly preview?: Shell['preview']
  /** What stands beside the page on wide screens and below it on phones. */
  readonly aside?: Child
  readonly status?: 200 | 400 | 403 | 404 | 409 | 413 | 422 | 429 | 500
}

/** A whole page in the reader's language, with everything around it. */
export async function page(c: PageContext, options: PageOptions, content: Child): Promise<Response> {
  const shell = await shellOf(c, options)
  const { queueBar } = c.var
  const whole = (
    <Layout shell={shell} aside={options.aside}>
      {queueBar && shell.viewer.kind === 'member' ? (
        <QueueBar t={shell.t} bar={queueBar} left={shell.viewer.toDo} script={shell.assets.queue}>
          {content}
        </QueueBar>
      ) : (
        content
      )}
    </Layout>
  )
  return c.html(lockUnattended(String(whole), shell.lockMinutes), options.status ?? 200)
}

async function shellOf(c: PageContext, options: PageOptions): Promise<Shell> {
  const { ctx, t, community, member, deps } = c.var
  return {
    t,
    title: t('shell.title'),
    communityName: community.name,
    hue: community.hue,
    weaveSeed: community.weaveSeed,
    assets: deps.assets,
    // Until her name is settled every tab would only lead back to settling it.
    viewer: member?.displayNameSettled
      ? {
          kind: 'member',
          displayName: member.displayName,
          isModerator: isModerator(ctx.actor),
          isAdmin: isAdmin(ctx.actor),
          toDo: isModerator(ctx.actor) ? await (c.var.toDo ?? countToDo(ctx)) : 0,
          unseen: await (c.var.unseen ?? countUnseen(ctx)),
        }
      : { kind: 'guest' },
    place: options.place,
    reader: c.var.reader,
    currentTab: options.tab,
    back: options.back,
    notice: options.notice,
    isForPaper: options.isForPaper,
    preview: options.preview,
    lockMinutes: c.var.lock?.state === 'open' ? c.var.lock.minutes : undefined,
  }
}

/** Whether htmx asks: it gets the part of the page that changes, everybody else gets a page or a redirect. */
export const asksForFragment = (c: PageContext): boolean => c.req.header('HX-Request') === 'true'

/** A part of a page, for htmx. */
export function fragment(c: PageContext, content: Child, status: PageOptions['status'] = 200): Response {
  c.header('Vary', 'HX-Request', { append: true })
  const read = (
    <IconSprite url={c.var.deps.assets.sprite}>
      <ReadBy reader={c.var.reader}>{content}</ReadBy>
    </IconSprite>
  )
  return c.body(String(read), status, { 'Content-Type': 'text/html; charset=UTF-8' })
}

/**
 * The answer to whatever is absent or hidden. Signed out it is one sign-in page, the same bytes for every address,
 * so that nobody learns what exists (P2); it never repeats the address that was asked for.
 */
export function missingPage(c: PageContext): Promise<Response> {
  const { t, member, community } = c.var
  if (!member) {
    const content = <SignInPage t={t} offered={community.locales} />
    return page(c, { place: { kind: 'door' }, status: 404 }, content)
  }
  return page(
    c,
    { place: { kind: 'door' }, status: 404, back: { href: '/home' } },
    <ErrorPage t={t} message={t('errors.missing')} />,
  )
}

/** For a page whose form the reader may not send. */
export const forbiddenPage = (c: PageContext): Promise<Response> =>
  refusedPage(c, [{ kind: 'forbidden', message: 'errors.forbidden' }])

/** The page for a refusal that is not about a field: hidden and missing are the same, everything else says why. */
export function refusedPage(c: PageContext, refusals: readonly [Refusal, ...Refusal[]]): Promise<Response> {
  const { t } = c.var
  const [first] = refusals
  if (first.kind === 'missing') return missingPage(c)
  return page(
    c,
    { place: { kind: 'door' }, status: statusOf(refusals), back: { href: '/home' } },
    <ErrorPage t={t} message={t(first.message, first.params)} />,
  )
}

const statuses = {
  invalid: 422,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  busy: 429,
} as const satisfies Record<RefusalKind, number>

/** The HTTP status of a refusal (RFC 9110, RFC 6585). */
export const statusOf = (refusals: readonly [Refusal, ...Refusal[]]) => statuses[refusals[0].kind]

/**
 * After a form that did its work: 303, so that a reload asks for a page and does not send again. Whoever prefers it
 * gets the address alone, with a 204.
 */
export function seeOther(c: PageContext, path: string): Response {
  c.header('Vary', 'Prefer', { append: true })
  return asksForAddress(c) ? c.body(null, 204, { Location: path }) : c.redirect(path, 303)
}

/** Whether a script asks, which goes to the next page itself: it would get that page twice (RFC 7240, 4.2). */
export const asksForAddress = (c: PageContext): boolean =>
  c.req.header('Prefer')?.trim().toLowerCase() === 'return=minimal'
