import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { PageTitle } from '../components/text.tsx'

/** What a link leads to. Chat apps show the beginning of it, so it says nothing of whose place this is. */
export const InvitedPage: FC<{ t: Translator; token: string; offered: readonly Locale[] }> = ({
  t,
  token,
  offered,
}) => (
  <>
    <PageTitle lead={t('joining.invite.lead')}>{t('joining.invite.title')}</PageTitle>
    <Form action="/join/start" hidden={{ invite: token }}>
      <ButtonRow>
        <Button>{t('joining.invite.goOn')}</Button>
      </ButtonRow>
    </Form>
    <LanguageSwitch t={t} offered={offered} returnTo={`/invite/${token}`} />
  </>
)

/** For every link or code that lets nobody in, whatever the reason. */
export const GonePage: FC<{ t: Translator; kind: 'invite' | 'arrival' }> = ({ t, kind }) => (
  <>
    <PageTitle lead={t(`joining.${kind}.gone.lead`)}>{t(`joining.${kind}.gone.title`)}</PageTitle>
    <ButtonRow>
      <Button href="/">{t('errors.home')}</Button>
    </ButtonRow>
  </>
)
