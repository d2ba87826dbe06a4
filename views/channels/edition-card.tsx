import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Person } from '../components/person.tsx'
import { type PictureModel, Pictures } from '../components/post-card.tsx'
import { Prose } from '../components/text.tsx'
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
  readonly pictures: readonly PictureModel[]
}

/** An edition in a list, or `full` on its own page, where its title is the page's. */
export const EditionCard: FC<PropsWithChildren<{ t: Translator; edition: EditionModel; full?: boolean }>> = ({
  t,
  edition,
  full,
  children,
}) => {
  const { id, href, author, passedOnFrom, on, updatedOn, title, html, lang, pictures } = edition
  const Heading = full ? 'h1' : 'h2'
  return (
    <article class="post-card" id={id} {...(full ? { 'data-full': '' } : {})}>
      <div class="post-card__meta">
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
      </div>
      {title !== '' && (
        <Heading class="post-card__title" lang={lang} dir="auto">
          {full || href === undefined ? title : <a href={href}>{title}</a>}
        </Heading>
      )}
      <Prose html={html} lang={lang} />
      <Pictures pictures={pictures} />
      {children && <div class="post-card__actions">{children}</div>}
    </article>
  )
}
