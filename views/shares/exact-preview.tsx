import type { FC } from 'hono/jsx'
import { isLocale, type Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { languageName, languageNames } from '../components/language-switch.tsx'
import { SummaryList } from '../components/lists.tsx'
import { type PictureModel, Pictures } from '../components/picture.tsx'
import { Preview, Prose, Section, Struck } from '../components/text.tsx'

/** Exactly what would go out, built the same for author and moderator. */
export interface PreviewModel {
  readonly title: string
  /** The voice or pen name it goes out under. */
  readonly by: string
  readonly lang: string
  /** The text, with what was taken out struck through. */
  readonly marked: SafeHtml
  readonly removed: readonly string[]
  readonly pictures: readonly PictureModel[]
  readonly texts: readonly PreviewTextModel[]
  readonly translationsWelcome: boolean
  /** Networks that follow the channel may pass it on. */
  readonly mayBeCarried: boolean
  /** The communities whose delegates may read and publish it too. */
  readonly delegatesOf: readonly string[]
  /** The community that its author is a delegate of, which they are told. */
  readonly authorDelegateOf?: string | undefined
  /** Nothing here says that it is hers once it is out. */
  readonly isUnlinked: boolean
  readonly version: number
  readonly readers: ReadersModel
}

/** The same in a further language. */
interface PreviewTextModel {
  readonly language: string
  readonly title: string
  readonly marked: SafeHtml
  /** The community that translated it. */
  readonly translatedBy?: string | undefined
}

export interface ReadersModel {
  readonly place: 'own' | 'followed'
  readonly kind: 'open' | 'allied'
  readonly channel: string
  /** The server of a followed channel. */
  readonly host: string
  /** The servers of a channel's followers today, and whether each says that it deletes what is taken back. */
  readonly servers: readonly { readonly host: string; readonly acknowledgesWithdrawals: boolean }[]
}

export const ExactPreview: FC<{ t: Translator; preview: PreviewModel }> = ({ t, preview }) => {
  const { title, by, lang, marked, removed, pictures, version, readers } = preview
  const { texts, translationsWelcome, isUnlinked, mayBeCarried } = preview
  return (
    <>
      <SummaryList
        t={t}
        rows={[
          { label: t('shares.preview.where'), value: readers.channel },
          { label: t('shares.preview.as'), value: by },
          { label: t('shares.preview.inLanguage'), value: isLocale(lang) ? languageNames[lang] : lang },
          ...(texts.length === 0
            ? []
            : [
                {
                  label: t('shares.preview.languages'),
                  value: texts.map(({ language }) => languageName(language)).join(', '),
                },
              ]),
          ...(isUnlinked
            ? [{ label: t('shares.preview.unlinkedLabel'), value: t('shares.preview.unlinkedValue') }]
            : []),
        ]}
      />
      <Preview title={t('shares.preview.exact')}>
        {version > 1 && <p class="soft">{t('shares.preview.newVersion', { version })}</p>}
        {title !== '' && (
          <h3 lang={lang} dir="auto">
            {title}
          </h3>
        )}
        <p class="soft">{t('shares.preview.by', { name: by })}</p>
        <Prose html={marked} lang={lang} />
        <Pictures t={t} pictures={pictures} />
        {pictures
          .filter(({ alt }) => alt !== '')
          .map(({ alt }) => (
            <p class="soft" lang={lang} dir="auto">
              {alt}
            </p>
          ))}
        {texts.map((text) => (
          <FurtherText t={t} text={text} />
        ))}
      </Preview>
      {removed.length > 0 && (
        <div class="stack">
          <p>{t('shares.preview.removed')}</p>
          <ul>
            {removed.map((text) => (
              <li>
                <Struck t={t}>{text}</Struck>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Readers t={t} readers={readers} mayBeCarried={mayBeCarried} />
      <Delegates t={t} preview={preview} />
      {translationsWelcome && (
        <Section title={t('shares.preview.translations')}>
          <p>{t('shares.preview.translationsWelcome')}</p>
        </Section>
      )}
      <Section title={t('shares.preview.howLong')}>
        <p>{t('shares.preview.howLongText')}</p>
      </Section>
    </>
  )
}

/** Who decides about it besides our moderators. */
const Delegates: FC<{ t: Translator; preview: PreviewModel }> = ({
  t,
  preview: { delegatesOf, authorDelegateOf },
}) =>
  delegatesOf.length === 0 ? null : (
    <Section title={t('shares.preview.delegates')}>
      <p>
        {t('shares.preview.delegatesText', {
          communities: new Intl.ListFormat(t.locale).format(delegatesOf),
        })}
      </p>
      {authorDelegateOf !== undefined && (
        <p>{t('shares.preview.delegatesOwn', { community: authorDelegateOf })}</p>
      )}
    </Section>
  )

/** One further language below the original. */
const FurtherText: FC<{ t: Translator; text: PreviewTextModel }> = ({ t, text }) => {
  const { language, title, marked, translatedBy } = text
  return (
    <div class="stack">
      <h3>{languageName(language)}</h3>
      {translatedBy !== undefined && (
        <p class="soft">{t('shares.languages.by', { community: translatedBy })}</p>
      )}
      {title !== '' && (
        <p lang={language} dir="auto">
          <strong>{title}</strong>
        </p>
      )}
      <Prose html={marked} lang={language} />
    </div>
  )
}

/** Who will be able to read it, by name where names are known. */
export const Readers: FC<{ t: Translator; readers: ReadersModel; mayBeCarried: boolean }> = ({
  t,
  readers,
  mayBeCarried,
}) => {
  const { place, kind, channel, host, servers } = readers
  const listed = place === 'own' && kind === 'allied'
  return (
    <Section title={t('shares.preview.readers')}>
      {place === 'own' && kind === 'open' && <p>{t('shares.preview.readers.open', { channel })}</p>}
      {place === 'followed' && kind === 'open' && (
        <p>{t('shares.preview.readers.followedOpen', { channel, host })}</p>
      )}
      {place === 'followed' && kind === 'allied' && (
        <p>{t('shares.preview.readers.followedAllied', { channel, host })}</p>
      )}
      {listed && <p>{t('shares.preview.readers.allied', { channel, count: servers.length })}</p>}
      {listed && servers.length > 0 && (
        <>
          <ul>
            {servers.map((server) => (
              <li>
                <bdi translate="no">{server.host}</bdi>:{' '}
                {t(
                  server.acknowledgesWithdrawals
                    ? 'shares.preview.reader.acknowledges'
                    : 'shares.preview.reader.other',
                )}
              </li>
            ))}
          </ul>
          <p>{t('shares.preview.readers.later')}</p>
        </>
      )}
      {mayBeCarried && <p>{t('shares.preview.readers.carried')}</p>}
    </Section>
  )
}
