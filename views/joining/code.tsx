import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Warning } from '../components/messages.tsx'
import { Code, PageTitle } from '../components/text.tsx'

/** The status code, shown once: it stands in for an e-mail address. */
export const CodePage: FC<{ t: Translator; code: string }> = ({ t, code }) => (
  <>
    <PageTitle lead={t('joining.code.lead')}>{t('joining.code.title')}</PageTitle>
    <Code t={t} label={t('joining.code.label')} code={code} />
    <Warning t={t}>{t('joining.code.warning')}</Warning>
    <p>{t('joining.code.next')}</p>
    <ButtonRow>
      <Button href="/join/status">{t('joining.code.done')}</Button>
    </ButtonRow>
  </>
)
