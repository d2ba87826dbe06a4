import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Details } from '../components/text.tsx'

const keys = ['j', 'k', 'a', 'r', 'u'] as const

/** Which keys do what, where there is a keyboard and the script runs; hidden everywhere else. */
export const QueueKeys: FC<{ t: Translator }> = ({ t }) => (
  <div class="queue-keys" data-key="?" hidden>
    <Details summary={t('queue.keys')}>
      <p class="soft">{t('queue.keys.where')}</p>
      <dl class="queue-keys__list">
        {keys.map((key) => (
          <div>
            <dt>
              <kbd>{key.toUpperCase()}</kbd>
            </dt>
            <dd>{t(`queue.keys.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </Details>
  </div>
)
