import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { arrival } from '../components/small-act.tsx'

/** Stands where what was new since her last visit stood, once she has marked it as read. */
export const AllRead: FC<{ t: Translator }> = ({ t }) => (
  <p class="soft" id="since" {...arrival}>
    {t('home.allRead')}
  </p>
)
