import type { FC } from 'hono/jsx'
import { languageOf, type TextLanguagesModel } from '../../src/i18n/languages.ts'
import { isLocale, type Locale, type Translator } from '../../src/i18n/translator.ts'
import { Button } from './button.tsx'
import { Form } from './form.tsx'
import { useReader } from './reader.tsx'
import { bringsHere } from './small-act.tsx'
import { Tag } from './text.tsx'

/** Each language by its own name. */
export const languageNames: Readonly<Record<Locale, string>> = {
  es: 'Español',
  sv: 'Svenska',
  id: 'Bahasa Indonesia',
  ru: 'Русский',
  en: 'English',
}

/** A language by its own name; the tag itself where nobody knows one. */
export function languageName(tag: string): string {
  if (isLocale(tag)) return languageNames[tag]
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The language of a text, said in a word where it is none that she reads. */
export const LanguageTag: FC<{ lang?: string | undefined }> = ({ lang }) => {
  const { languages } = useReader()
  const isKnown = languages.some((known) => languageOf(known) === languageOf(lang ?? ''))
  if (!lang || languages.length === 0 || isKnown) return null
  return <Tag lang={lang}>{languageName(lang)}</Tag>
}

export interface TextLanguagesProps {
  t: Translator
  languages?: TextLanguagesModel | undefined
  /** With it htmx puts the answer in place of the nearest element that matches; otherwise the page is opened. */
  inPlaceOf?: string | undefined
}

/** Which of its languages a text is shown in, by whom, and links to the others. Its authors translated it, or a community that is named. */
export const TextLanguages: FC<TextLanguagesProps> = ({ t, languages, inPlaceOf }) => {
  if (!languages) return null
  const { shown, original, others, translatedBy } = languages
  const linkTo = (key: 'reading.original' | 'reading.also', { language, href }: (typeof others)[number]) => (
    <a
      href={href}
      hreflang={language}
      {...(inPlaceOf === undefined ? {} : bringsHere(href, `closest ${inPlaceOf}`))}
    >
      {t(key, { language: languageName(language) })}
    </a>
  )
  return (
    <p class="text-languages">
      {shown !== original && (
        <span>
          {translatedBy === undefined
            ? t('reading.translated')
            : t('reading.translatedBy', { community: translatedBy })}
        </span>
      )}
      {others.map((other) => (
        <> {linkTo(other.language === original ? 'reading.original' : 'reading.also', other)}</>
      ))}
    </p>
  )
}

export interface LanguageSwitchProps {
  t: Translator
  offered: readonly Locale[]
  /** The path to come back to; sent as `returnTo`, the language as `locale`. */
  returnTo: string
  /** Where the page leads to everything else about reading by itself. */
  isAlone?: boolean | undefined
}

/** One button per language where there are several, and the way to everything else about reading; for guests too. */
export const LanguageSwitch: FC<LanguageSwitchProps> = ({ t, offered, returnTo, isAlone = false }) => (
  <div class="language-switch">
    {offered.length > 1 && (
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
    )}
    {!isAlone && (
      <p>
        <a href="/reading">{t('reading.link')}</a>
      </p>
    )}
  </div>
)
