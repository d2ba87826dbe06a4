import type { Translator } from '../src/i18n/translator.ts'
import type { Shell } from './shell.ts'

/**
 * What scripts say on a page, in its language, and the files they fetch by themselves, as attributes of the body. What
 * is about small acts stands only where a member can do them.
 */
export const scriptWords = ({ t, assets, viewer }: Shell, hasTabs: boolean) => ({
  'data-again': t('shell.again'),
  'data-offline': t('shell.offline'),
  'data-online': t('shell.online'),
  'data-working': t('shell.working'),
  'data-rare': assets.rare,
  ...(viewer.kind === 'member' ? { 'data-worker': workerPath(t.locale) } : {}),
  ...(hasTabs
    ? {
        'data-not-sent': t('shell.failed'),
        'data-composer': assets.composer,
      }
    : {}),
})

/** For a form that the script sends itself: how far it has come, and what becomes of words that cannot be sent. */
export const sendingWords = (t: Translator) => ({
  'data-send': '',
  'data-sending': t('shell.sending', { sent: '#', total: '##' }),
  'data-cancel': t('shell.sending.cancel'),
  'data-not-kept': t('shell.notKept'),
  'data-words-back': t('shell.wordsBack'),
})

/** The service worker in a language: one for everybody who reads it. */
export const workerPath = (locale: string): string => `/worker.js?language=${locale}`
