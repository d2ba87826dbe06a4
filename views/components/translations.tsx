import type { FC } from 'hono/jsx'
import type { SafeHtml } from '../../src/safe-html.ts'
import { languageName } from './language-switch.tsx'
import { Details, Prose } from './text.tsx'

export interface TranslationModel {
  readonly language: string
  /** May be empty. */
  readonly title: string
  readonly html: SafeHtml
}

/** What the authors of a text wrote in further languages, all of it: each folds out below its language's own name. */
export const Translations: FC<{
  texts?: readonly TranslationModel[] | undefined
  open?: boolean | undefined
}> = ({ texts = [], open }) => (
  <>
    {texts.map(({ language, title, html }) => (
      <Details summary={languageName(language)} open={open}>
        {title !== '' && (
          <p lang={language} dir="auto">
            <strong>{title}</strong>
          </p>
        )}
        <Prose html={html} lang={language} />
      </Details>
    ))}
  </>
)
