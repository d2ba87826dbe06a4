import { html } from 'hono/html'
import type { Translator } from '../../src/i18n/translator.ts'

/**
 * Where Leave now ends: a page of any site, with nothing of this one on it. The neutral icon keeps the browser from
 * asking for another.
 */
export const awayPage = (t: Translator, icon: string) => html`<!doctype html>
<html lang="${t.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${t('auth.away.text')}</title>
<link rel="icon" href="${icon}">
</head>
<body><p>${t('auth.away.text')}</p></body>
</html>
`
