import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { languageName } from '../components/language-switch.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import { Words } from './offer.tsx'

interface OwnTranslationModel {
  readonly id: string
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  readonly state: 'waiting' | 'returned' | 'offered' | 'accepted' | 'refused' | 'withdrawn'
  readonly channelName: string
  readonly alliedPostId: string | null
}

/** What she translated for allies, what became of it, and the way to take it back. */
export const OwnTranslationsPage: FC<{ t: Translator; translations: readonly OwnTranslationModel[] }> = ({
  t,
  translations,
}) => (
  <>
    <PageTitle>{t('translations.mine.title')}</PageTitle>
    {translations.length === 0 && (
      <EmptyState title={t('translations.mine.empty')} icon="globe">
        <p>{t('translations.mine.emptyText')}</p>
      </EmptyState>
    )}
    {translations.map((translation) => (
      <OwnTranslation t={t} translation={translation} />
    ))}
  </>
)

const OwnTranslation: FC<{ t: Translator; translation: OwnTranslationModel }> = ({ t, translation }) => {
  const { id, language, html, state, channelName: channel, alliedPostId } = translation
  const name = languageName(language)
  return (
    <Section title={t('translations.mine.one', { language: name, channel })}>
      <p>
        <Tag>{t(`translations.state.${state}`)}</Tag>
      </p>
      {html !== '' && <Words text={translation} />}
      {alliedPostId !== null && (
        <p>
          <a href={`/allies/posts/${alliedPostId}`}>{t('translations.mine.toPost', { channel })}</a>
        </p>
      )}
      {(state === 'waiting' || state === 'offered' || state === 'accepted') && (
        <Form action={`/translations/${id}/take-back`}>
          <Button kind="quiet" icon="undo-2">
            {t('translations.mine.takeBack', { language: name, channel })}
          </Button>
        </Form>
      )}
    </Section>
  )
}
