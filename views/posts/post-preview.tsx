import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Person } from '../components/person.tsx'
import { Prose, Section, Tag } from '../components/text.tsx'
import type { PostKind } from './post-values.ts'

export interface PostPreviewProps {
  t: Translator
  /** What stands as its author. */
  author: string
  /** None for a comment. */
  kind?: PostKind | undefined
  /** Empty while nothing is written. */
  body?: SafeHtml | undefined
  lang: string
  /** Of a poll. */
  options?: readonly string[] | undefined
  isOnBehalf?: boolean | undefined
  /** After how many days it disappears, if it does. */
  days?: number | undefined
}

/** How others will see what is being written; nobody but her sees this. */
export const PostPreview: FC<PostPreviewProps> = ({
  t,
  author,
  kind,
  body,
  lang,
  options = [],
  isOnBehalf = false,
  days,
}) => (
  <Section title={t('composer.preview.title')} level={2}>
    {body === undefined ? (
      <p class="soft">{t('composer.preview.empty')}</p>
    ) : (
      <div class="stack">
        <Person name={author} size="small" />
        {kind !== undefined && (
          <p class="cluster">
            <Tag>{t(`post.kind.${kind}`)}</Tag>
            {isOnBehalf && <Tag>{t('post.onBehalf')}</Tag>}
          </p>
        )}
        <Prose html={body} lang={lang} />
        {options.length > 0 && (
          <ul lang={lang}>
            {options.map((option) => (
              <li dir="auto">{option}</li>
            ))}
          </ul>
        )}
        {days !== undefined && <p class="soft">{t('composer.preview.ends', { days })}</p>}
        {kind !== undefined && <p class="soft">{t('composer.preview.withoutFiles')}</p>}
      </div>
    )}
  </Section>
)
