import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { PageTitle, Prose, Section } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface HistoryPageProps {
  t: Translator
  now: Date
  lang: string
  current: SafeHtml
  revisions: readonly { readonly body: SafeHtml; readonly until: Date }[]
}

/** What a text said before it was changed, for moderators. */
export const HistoryPage: FC<HistoryPageProps> = ({ t, now, lang, current, revisions }) => (
  <>
    <PageTitle lead={t('post.history.lead')}>{t('post.history')}</PageTitle>
    <Section title={t('post.history.now')}>
      <Prose html={current} lang={lang} />
    </Section>
    {revisions.length === 0 && <p class="soft">{t('post.history.empty')}</p>}
    {revisions.map(({ body, until }) => (
      <section class="section">
        <h2 class="section__title">
          {t('post.history.until')} <Time t={t} at={until} now={now} />
        </h2>
        <Prose html={body} lang={lang} />
      </section>
    ))}
  </>
)
