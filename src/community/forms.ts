import type { Translator } from '../i18n/translator.ts'
import type { SubmittedForm } from '../web/forms.ts'

/** What was typed into the set-up form; the passphrase is read where it is used, so that it is never kept. */
export const readSetUp = (form: SubmittedForm) => ({
  communityName: form.line('communityName'),
  defaultLocale: form.line('defaultLocale'),
  offered: form.all('offered'),
  welcome: form.text('welcome'),
  rules: form.text('rules'),
  questions: form.text('questions'),
  questionsRequired: form.flag('questionsRequired'),
  signInName: form.line('signInName'),
  displayName: form.line('displayName'),
})

/** What the set-up form starts with: words to change rather than an empty page. */
export const emptySetUp = (t: Translator) => ({
  communityName: '',
  defaultLocale: t.locale,
  offered: [t.locale],
  welcome: '',
  rules: t('community.setUp.rulesExample'),
  questions: t('community.setUp.questionsExample'),
  questionsRequired: true,
  signInName: '',
  displayName: '',
})
