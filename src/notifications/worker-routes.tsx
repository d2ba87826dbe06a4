import { Hono } from 'hono'
import { offlinePath } from '../home/offline-routes.tsx'
import { createTranslator, isLocale } from '../i18n/translator.ts'
import type { AppDeps } from '../web/environment.ts'

/**
 * The service worker, at the root so that it may speak for the whole origin. Only what it says differs by language, and
 * that is the same for everybody: asking for it says nothing of whoever asks.
 */
export const workerRoutes = ({ assets }: AppDeps) =>
  new Hono().get('/worker.js', (c) => {
    const language = c.req.query('language')
    const t = createTranslator(isLocale(language) ? language : 'en')
    const words = {
      title: t('notifications.sign.title'),
      text: t('notifications.sign.text'),
      icon: assets.icon,
      lang: t.locale,
      kept: [offlinePath(t.locale), assets.stylesheet, assets.script, assets.sprite, assets.icon],
    }
    c.header('Content-Type', 'text/javascript; charset=utf-8')
    // A browser looks for a newer one by itself; it must not be told of an old one by a cache in between.
    c.header('Cache-Control', 'no-cache')
    return c.body(`const words = ${JSON.stringify(words)}\nimportScripts(${JSON.stringify(assets.worker)})\n`)
  })
