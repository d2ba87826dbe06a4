import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ReceivedLanguagePage, ShareLanguagePage } from '../../views/shares/languages.tsx'
import { languageOf } from '../i18n/languages.ts'
import { renderMarkdown } from '../markdown.ts'
import { languageOptions } from '../posts/forms.ts'
import type { Refusal } from '../result.ts'
import { markSafe } from '../safe-html.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { type OwnShareView, readShareTexts, type ShareText } from './queries.ts'
import { longestTitle } from './rules.ts'
import { readStep, surroundingsOf } from './steps.ts'
import { removeShareText, writeShareText } from './write-share-text.ts'

/** The same text in further languages: one page a language, reached from the preview that shows them all. */
export const languageRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/share/:shareId/languages/:language', requireMember, async (c) => {
      const found = await readLanguage(c)
      return found ? languagePage(c, found, {}) : missingPage(c)
    })

    .post('/share/:shareId/languages/:language', requireMember, async (c) => {
      const found = await readLanguage(c)
      if (!found || found.text?.translatedBy) return missingPage(c)
      const form = await readForm(c)
      const words = { title: form.line('title'), body: form.text('text'), language: form.line('language') }
      const result = await writeShareText(c.var.ctx, {
        shareId: found.share.id,
        ...words,
        instead: found.text?.language,
      })
      if (result.ok) return seeOther(c, `/share/${found.share.id}/preview`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return languagePage(c, found, { words, refusals: result.refusals })
    })

    .post('/share/:shareId/languages/:language/remove', requireMember, async (c) => {
      const { shareId, language } = c.req.param()
      const result = await removeShareText(c.var.ctx, { shareId, language })
      return result.ok ? seeOther(c, `/share/${shareId}/preview`) : refusedPage(c, result.refusals)
    })

interface FoundLanguage {
  readonly share: OwnShareView
  readonly texts: readonly ShareText[]
  /** The one that is there already; absent where one more is written. */
  readonly text?: ShareText
}

/** Hers, still open to changes, with its first text written; and the language, unless it is one more. */
async function readLanguage(c: MemberPageContext): Promise<FoundLanguage | undefined> {
  const { ctx } = c.var
  const share = await readStep(ctx, c.req.param('shareId') ?? '', 'preview')
  if (!share || share.body === '') return undefined
  const texts = await readShareTexts(ctx, share.id)
  const wanted = c.req.param('language')
  if (wanted === 'new') return { share, texts }
  const text = texts.find(({ language }) => language === wanted)
  return text && { share, texts, text }
}

interface Answered {
  readonly words?: { readonly title: string; readonly body: string; readonly language: string }
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

function languagePage(c: MemberPageContext, { share, texts, text }: FoundLanguage, answered: Answered) {
  const { t, community } = c.var
  const around = {
    place: surroundingsOf(t, share, 'preview').place,
    back: { href: `/share/${share.id}/preview` },
    status: answered.refusals ? statusOf(answered.refusals) : 200,
  } as const
  if (text?.html && text.translatedBy) {
    const { language, title, html, translatedBy } = text
    const received = { language, title, html: markSafe(html), translatedBy }
    return page(c, around, <ReceivedLanguagePage t={t} shareId={share.id} text={received} />)
  }
  const taken = [share.language, ...texts.map(({ language }) => language)].filter(
    (language) => language !== text?.language,
  )
  const languages = languageOptions(community, text?.language).filter(
    ({ value }) => !taken.some((language) => languageOf(language) === value),
  )
  const { title, body, language } = answered.words ?? text ?? { title: '', body: '', language: '' }
  return page(
    c,
    around,
    <ShareLanguagePage
      t={t}
      shareId={share.id}
      original={{ language: share.language, title: share.title, html: renderMarkdown(share.body) }}
      languages={languages}
      title={title}
      body={body}
      language={language}
      instead={text?.language}
      longestTitle={longestTitle}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}
