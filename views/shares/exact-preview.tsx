import type { FC } from 'hono/jsx'
import { isLocale, type Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { languageNames } from '../components/language-switch.tsx'
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
  readonly version: number
  readonly readers: ReadersModel
}

interface ReadersModel {
  readonly place: 'own' | 'followed'
  readonly kind: 'open' | 'allied'
  readonly channel: string
  /** The server of a followed channel. */
  readonly host: string
  /** The servers of an allied channel's followers today. */
  readonly servers: readonly string[]
}

export const ExactPreview: FC<{ t: Translator; preview: PreviewModel }> = ({ t, preview }) => {
  const { title, by, lang, marked, removed, pictures, version, readers } = preview
  return (
    <>
      <SummaryList
        t={t}
        rows={[
          { label: t('shares.preview.where'), value: readers.channel },
          { label: t('shares.preview.as'), value: by },
          { label: t('shares.preview.inLanguage'), value: isLocale(lang) ? languageNames[lang] : lang },
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
      <Readers t={t} readers={readers} />
      <Section title={t('shares.preview.howLong')}>
        <p>{t('shares.preview.howLongText')}</p>
      </Section>
    </>
  )
}

/** Who will be able to read it, by name where names are known. */
const Readers: FC<{ t: Translator; readers: ReadersModel }> = ({ t, readers }) => {
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
                <bdi>{server}</bdi>
              </li>
            ))}
          </ul>
          <p>{t('shares.preview.readers.later')}</p>
        </>
      )}
    </Section>
  )
}
