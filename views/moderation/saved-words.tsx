import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Details } from '../components/text.tsx'

export interface SavedWordsProps {
  t: Translator
  replies: readonly { readonly id: string; readonly name: string; readonly body: string }[]
}

/**
 * Saved answers beside the field that they go into, each by one tap: the script puts it there, without it the form comes
 * back with it. The form sends the id as `insert`; the route shows the form again.
 */
export const SavedWords: FC<SavedWordsProps> = ({ t, replies }) =>
  replies.length === 0 ? null : (
    <Details summary={t('removal.insert')}>
      <ul class="saved-words">
        {replies.map(({ id, name, body }) => (
          <li>
            <button
              type="submit"
              class="button"
              data-kind="secondary"
              name="insert"
              value={id}
              data-insert={body}
            >
              <span dir="auto">{name}</span>
            </button>
            <p class="soft" dir="auto">
              {body}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href="/queue/replies">{t('joining.replies.title')}</a>
      </p>
    </Details>
  )
