import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { KnownPassphrase } from '../auth/known-passphrase.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface OwnLockPageProps {
  t: Translator
  /** The times to choose from, in minutes. */
  offered: readonly number[]
  /** After how many minutes her pages lock; undefined while they do not. */
  minutes: number | undefined
  /** What she chose, when it was refused. */
  chosen?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** A PIN for the time when the phone is not in her hand. */
export const OwnLockPage: FC<OwnLockPageProps> = ({ t, offered, minutes, chosen, errors }) => {
  const isOn = minutes !== undefined
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('lock.own.lead')}>{t('lock.own.title')}</PageTitle>
      <p>{isOn ? t('lock.own.on', { minutes }) : t('lock.own.off')}</p>
      {isOn && (
        <Form action="/lock">
          <ButtonRow>
            <Button icon="lock">{t('lock.now')}</Button>
          </ButtonRow>
        </Form>
      )}
      <Section title={isOn ? t('lock.own.change') : t('lock.own.start')}>
        <Form action="/me/lock">
          <Choice
            t={t}
            name="minutes"
            label={t('lock.own.when')}
            value={chosen ?? String(minutes ?? 5)}
            error={errorFor(errors, 'minutes')}
            options={offered.map((count) => ({
              value: String(count),
              label: t('lock.own.after', { minutes: count }),
            }))}
          />
          <PinFields t={t} isOn={isOn} errors={errors} />
          <KnownPassphrase t={t} hint={t('lock.own.why')} errors={errors} />
          <ButtonRow>
            <Button kind={isOn ? 'secondary' : 'primary'}>
              {isOn ? t('lock.own.save') : t('lock.own.submit')}
            </Button>
          </ButtonRow>
        </Form>
      </Section>
      {isOn && (
        <Section title={t('lock.own.end')}>
          <Form action="/me/lock/off">
            <KnownPassphrase t={t} name="offPassphrase" label={t('lock.own.endPassphrase')} errors={errors} />
            <ButtonRow>
              <Button kind="secondary">{t('lock.own.end')}</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </>
  )
}

/** Twice, for nobody sees what she types; empty they leave the PIN that she has. */
const PinFields: FC<{ t: Translator; isOn: boolean; errors: OwnLockPageProps['errors'] }> = (props) => {
  const { t, isOn, errors } = props
  const common = { t, type: 'passphrase', inputMode: 'numeric', width: 'short', maxLength: 16 } as const
  return (
    <>
      <Field
        {...common}
        name="pin"
        label={t(isOn ? 'lock.own.newPin' : 'lock.own.pin')}
        hint={t(isOn ? 'lock.own.newPinHint' : 'lock.own.pinHint')}
        error={errorFor(errors, 'pin')}
        required={!isOn}
      />
      <Field
        {...common}
        name="again"
        label={t('lock.own.again')}
        error={errorFor(errors, 'again')}
        required={!isOn}
      />
    </>
  )
}
