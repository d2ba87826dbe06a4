import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { PageTitle } from '../components/text.tsx'
import { Layout } from '../layout.tsx'
import type { Assets } from '../shell.ts'

/**
 * In place of any page that could not be fetched, at that page's own address: the link without one asks for it again.
 * Of no community: its name, its colour and its weave are not here.
 */
export const OfflinePage: FC<{ t: Translator; assets: Assets }> = ({ t, assets }) => (
  <Layout
    shell={{
      t,
      assets,
      title: t('shell.title'),
      communityName: '',
      hue: 145,
      weaveSeed: '',
      viewer: { kind: 'guest' },
      place: { kind: 'door' },
    }}
  >
    <PageTitle lead={t('offline.lead')}>{t('offline.title')}</PageTitle>
    <div role="status" data-trouble="" data-no-connection="">
      <p>{t('offline.hint')}</p>
    </div>
    <p>{t('offline.words')}</p>
    <ButtonRow>
      <Button href="">{t('offline.again')}</Button>
    </ButtonRow>
  </Layout>
)
