import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import { Button } from './button.tsx'
import { Form } from './form.tsx'

/** Each language by its own name. */
export const languageNames: Readonly<Record<Locale, string>> = {
  es: 'Español',
  sv: 'Svenska',
  id: 'Bahasa Indonesia',
  ru: 'Русский',
  en: 'English',
}

export interface LanguageSwitchProps {
  t: Translator
  offered: readonly Locale[]
  /** The path to come back to; sent as `returnTo`, the language as `locale`. */
  returnTo: string
}

/** One button per language, for guests too. Nothing where there is only one. */
export const LanguageSwitch: FC<LanguageSwitchProps> = ({ t, offered, returnTo }) => {
  if (offered.length < 2) return null
  return (
    <div class="language-switch">
      <Form action="/language" hidden={{ returnTo }} label={t('shell.language')}>
        {offered.map((locale) =>
          locale === t.locale ? (
            <span class="language-switch__current" lang={locale} aria-current="true">
              {languageNames[locale]}
            </span>
          ) : (
            <Button kind="quiet" name="locale" value={locale} lang={locale}>
              {languageNames[locale]}
            </Button>
          ),
        )}
      </Form>
    </div>
  )
}
