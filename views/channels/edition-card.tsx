import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { TextLanguagesModel } from '../../src/i18n/languages.ts'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { LanguageTag, TextLanguages } from '../components/language-switch.tsx'
import { Person } from '../components/person.tsx'
import { type PictureModel, Pictures } from '../components/picture.tsx'
import { Prose, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

/** What is published, with days and nothing finer. */
export interface EditionModel {
  readonly id: string
  readonly href?: string | undefined
  readonly author: string
  /** The community that a comment was passed on from. */
  readonly passedOnFrom?: string | undefined
  readonly on: Date
  readonly updatedOn?: Date | undefined
  readonly title: string
  readonly html: SafeHtml
  readonly lang: string
  /** Where it was written in several languages. */
  readonly languages?: TextLanguagesModel | undefined
  readonly pictures: readonly PictureModel[]
}

interface EditionCardProps {
  t: Translator
  edition: EditionModel
  full?: boolean
  /** Stands between who said it and what. */
  under?: Child
  /** It stands above the others. */
  pinned?: boolean
}

/** An edition in a list, or `full` on its own page, where its title is the page's. */
export const EditionCard: FC<PropsWithChildren<EditionCardProps>> = ({
  t,
  edition,
  full,
  under,
  pinned,
  children,
}) => {
  const { id, href, author, passedOnFrom, on, updatedOn, title, html, lang, languages, pictures } = edition
  const Heading = full ? 'h1' : 'h2'
  return (
    <article
      class="post-card"
      id={id}
      aria-labelledby={`${title === '' ? 'by' : 'title'}-${id}`}
      {...(full ? { 'data-full': '' } : {})}
    >
      <div class="post-card__meta" id={`by-${id}`}>
        <Person
          name={author}
          badge={
            passedOnFrom === undefined
              ? undefined
              : t('channels.edition.passedOn', { community: passedOnFrom })
          }
        />
        <span>
          <Time t={t} at={on} />
          {updatedOn && (
            <>
              {` · ${t('channels.edition.updated')} `}
              <Time t={t} at={updatedOn} />
            </>
          )}
        </span>
        <LanguageTag lang={lang} />
        {pinned && <Tag>{t('channels.channel.pinned')}</Tag>}
      </div>
      {title !== '' && (
        <Heading class="post-card__title" id={`title-${id}`} lang={lang} dir="auto">
          {full || href === undefined ? title : <a href={href}>{title}</a>}
        </Heading>
      )}
      {under}
      <Prose html={html} lang={lang} />
      <TextLanguages t={t} languages={languages} />
      <Pictures t={t} pictures={pictures} />
      {children && <div class="post-card__actions">{children}</div>}
    </article>
  )
}
