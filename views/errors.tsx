import type { FC } from 'hono/jsx'
import type { Translator } from '../src/i18n/translator.ts'
import { Button, ButtonRow } from './components/button.tsx'
import { PageTitle } from './components/text.tsx'
import { Layout } from './layout.tsx'
import type { Assets } from './shell.ts'

export interface ErrorPageProps {
  t: Translator
  /** What happened and what she can do, in her language. */
  message: string
  /** Names the fault in the log; it says nothing about her. */
  reference?: string | undefined
}

/** Something did not work. Never says more than a reader may know. */
export const ErrorPage: FC<ErrorPageProps> = ({ t, message, reference }) => (
  <>
    <PageTitle lead={message}>{t('errors.title')}</PageTitle>
    {reference !== undefined && <p class="soft">{t('errors.reference', { reference })}</p>}
    <ButtonRow>
      <Button href="/">{t('errors.home')}</Button>
    </ButtonRow>
  </>
)

/**
 * The same, whole, for when nothing could be read of the community: it names none, and has the quick exit. Whether she is
 * signed in is not known: what her browser keeps stays.
 */
export const BareErrorPage: FC<ErrorPageProps & { assets: Assets }> = ({ assets, ...error }) => (
  <Layout
    shell={{
      t: error.t,
      assets,
      title: error.t('shell.title'),
      communityName: '',
      hue: 145,
      weaveSeed: '',
      viewer: { kind: 'guest' },
      place: { kind: 'door' },
    }}
  >
    <ErrorPage {...error} />
    <span hidden data-keep="" />
  </Layout>
)
