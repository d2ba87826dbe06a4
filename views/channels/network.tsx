import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface NetworkPageProps {
  t: Translator
  channel: { readonly slug: string; readonly name: string }
  mayBeCarried: boolean
  /** Allied channels that we follow; only moderators choose among them. */
  followed?:
    | readonly {
        readonly id: string
        readonly name: string
        readonly handle: string
        readonly isCarried: boolean
        /** What its newest text says. */
        readonly allows: boolean | null
      }[]
    | undefined
  errors?: readonly FormError[] | undefined
}

/** What networks may pass on from this channel, and which channels it passes on itself. */
export const NetworkPage: FC<NetworkPageProps> = ({ t, channel, mayBeCarried, followed, errors }) => {
  const here = `/channels/${channel.slug}/manage/network`
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('channels.network.lead')}>
        {t('channels.network.title', { channel: channel.name })}
      </PageTitle>
      <Form action={`${here}/allow`}>
        <Choice
          t={t}
          name="carried"
          label={t('channels.network.allow')}
          hint={t('channels.network.allowHint')}
          options={[
            { value: 'no', label: t('channels.network.allow.no'), hint: t('channels.network.allow.noHint') },
            {
              value: 'yes',
              label: t('channels.network.allow.yes'),
              hint: t('channels.network.allow.yesHint'),
            },
          ]}
          value={mayBeCarried ? 'yes' : 'no'}
        />
        <ButtonRow>
          <Button>{t('channels.network.allow.submit')}</Button>
        </ButtonRow>
      </Form>
      {followed && (
        <Section title={t('channels.network.carry')}>
          <p>{t('channels.network.carry.text')}</p>
          {followed.length === 0 ? (
            <p>{t('channels.network.carry.none')}</p>
          ) : (
            <Form action={`${here}/carry`}>
              <Choice
                t={t}
                name="channels"
                type="checkbox"
                required={false}
                label={t('channels.network.carry.which')}
                options={followed.map(({ id, name, handle, allows }) => ({
                  value: id,
                  label: name,
                  hint: t(allowing(allows), { handle }),
                }))}
                value={followed.filter(({ isCarried }) => isCarried).map(({ id }) => id)}
                error={errorFor(errors, 'channels')}
              />
              <ButtonRow>
                <Button>{t('channels.network.carry.submit')}</Button>
              </ButtonRow>
            </Form>
          )}
        </Section>
      )}
    </>
  )
}

const allowing = (allows: boolean | null) =>
  allows === null
    ? 'channels.network.carry.unknown'
    : allows
      ? 'channels.network.carry.allows'
      : 'channels.network.carry.forbids'
