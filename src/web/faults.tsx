import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { BareErrorPage, ErrorPage } from '../../views/errors.tsx'
import { createTranslator } from '../i18n/translator.ts'
import type { AppDeps, AppEnv } from './environment.ts'
import { type PageOptions, page } from './respond.tsx'

/**
 * What a reader sees when a request could not be read (its own status), or when something broke: a calm page with a
 * reference that also stands in the log, and nothing of what went wrong.
 */
export const faultHandler =
  (deps: AppDeps): ErrorHandler<AppEnv> =>
  (fault, c) => {
    if (fault instanceof HTTPException) return calmPage(c, deps, plainStatus(fault.status))
    const reference = deps.random.id().slice(0, 8)
    deps.log.error('request-failed', reference, fault)
    return calmPage(c, deps, 500, reference)
  }

const messages = {
  400: 'errors.unreadable',
  403: 'errors.otherSite',
  413: 'errors.tooLarge',
  429: 'errors.busy',
  500: 'errors.fault',
} as const

type Status = keyof typeof messages

const plainStatus = (status: number): Status =>
  status === 403 || status === 413 || status === 429 ? status : 400

async function calmPage(
  c: Context<AppEnv>,
  { assets }: AppDeps,
  status: Status,
  reference?: string,
): Promise<Response> {
  // Without a context nothing could be read, not even the language: the database may be what broke.
  const t = c.var.t ?? createTranslator('en')
  const error = { t, message: t(messages[status]), reference }
  const bare = () => c.html(<BareErrorPage {...error} assets={assets} />, status)
  if (!c.var.t) return bare()
  const options: PageOptions = { place: { kind: 'door' }, status }
  return page(c, options, <ErrorPage {...error} />).catch(bare)
}
