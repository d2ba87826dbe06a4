import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'
import type { ServerModel } from './server-page.tsx'

interface AcceptFollowersPageProps {
  t: Translator
  server: ServerModel
  errors?: readonly FormError[] | undefined
}

/** Who would be let in, to which channel, and what that means; asked once for all of them. */
export const AcceptFollowersPage: FC<AcceptFollowersPageProps> = ({ t, server, errors }) => {
  const { domain, waiting } = server
  const count = waiting.length
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle over={t('servers.server.over')}>{t('servers.accept.title', { count, domain })}</PageTitle>
      <ul>
        {waiting.map(({ name, channelName }) => (
          <li>
            <strong dir="auto">{name}</strong> · <span dir="auto">{channelName}</span>
          </li>
        ))}
      </ul>
      {waiting.some(({ channelKind }) => channelKind === 'allied') && <p>{t('servers.accept.means')}</p>}
      <p>{t('followers.queue.acceptFinal')}</p>
      <Form
        action={`/servers/${domain}/accept-followers`}
        hidden={{ followers: waiting.map(({ id }) => id).join(' ') }}
      >
        {waiting.some(({ mayShowElsewhere }) => mayShowElsewhere) && (
          <Tick
            t={t}
            name="understood"
            label={t('servers.accept.understood')}
            error={errorFor(errors, 'understood')}
          />
        )}
        <ButtonRow>
          <Button icon="check">{t('servers.accept.submit')}</Button>
          <Button kind="quiet" href={`/servers/${domain}`}>
            {t('servers.accept.later')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}
