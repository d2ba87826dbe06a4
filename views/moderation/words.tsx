import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'

export interface WordsPageProps {
  t: Translator
  words: readonly { readonly id: string; readonly word: string }[]
  longest: number
  word?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** The watch-list. */
export const WordsPage: FC<WordsPageProps> = ({ t, words, longest, word, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('words.lead')}>{t('words.title')}</PageTitle>
    <Form action="/queue/words">
      <Field
        t={t}
        name="word"
        label={t('words.word')}
        hint={t('words.wordHint')}
        value={word}
        error={errorFor(errors, 'word')}
        maxLength={longest}
        width="short"
        verbatim
      />
      <ButtonRow>
        <Button>{t('words.add')}</Button>
      </ButtonRow>
    </Form>
    {words.length === 0 && <EmptyState title={t('words.empty')} icon="eye" />}
    <ul class="link-list">
      {words.map(({ id, word: watched }) => (
        <li class="link-list__item">
          <div class="link-list__words">
            <bdi>{watched}</bdi>
          </div>
          <Form action={`/queue/words/${id}/remove`}>
            <Button kind="quiet">
              {t('words.remove')}
              <span class="visually-hidden"> {t('words.removeNamed', { word: watched })}</span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  </>
)
