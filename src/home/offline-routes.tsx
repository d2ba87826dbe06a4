import { Hono } from 'hono'
import { OfflinePage } from '../../views/home/offline.tsx'
import { createTranslator, isLocale } from '../i18n/translator.ts'
import type { AppDeps } from '../web/environment.ts'

/** Where the page for a lost connection is, in one language. */
export const offlinePath = (locale: string): string => `/offline?language=${locale}`

/**
 * What a browser shows while there is no connection. It is kept on phones (`views/scripts/worker.ts`), so it is the
 * same for everybody and names no place; whoever asks for it says nothing of herself.
 */
export const offlineRoutes = ({ assets }: AppDeps) =>
  new Hono().get('/offline', (c) => {
    const language = c.req.query('language')
    const t = createTranslator(isLocale(language) ? language : 'en')
    return c.html(<OfflinePage t={t} assets={assets} />)
  })
