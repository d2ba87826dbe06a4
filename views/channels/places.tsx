import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice, Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Code, PageTitle, Section } from '../components/text.tsx'

export interface FormerPageProps {
  t: Translator
  slug: string
  /** This channel's own address, which the old one needs. */
  own: string
  aliases: readonly string[]
  address?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** The addresses that a channel had on other servers. */
export const FormerPage: FC<FormerPageProps> = ({ t, slug, own, aliases, address, errors }) => {
  const here = `/channels/${slug}/manage/former`
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('channels.former.lead')}>{t('channels.former.title')}</PageTitle>
      <Form action={here}>
        <Field
          t={t}
          name="address"
          label={t('channels.former.address')}
          hint={t('channels.former.addressHint')}
          value={address}
          error={errorFor(errors, 'address')}
          maxLength={500}
          inputMode="url"
          verbatim
        />
        <ButtonRow>
          <Button>{t('channels.former.submit')}</Button>
        </ButtonRow>
      </Form>
      <Section title={t('channels.former.list')}>
        {aliases.length === 0 && <p>{t('channels.former.none')}</p>}
        {aliases.map((uri, index) => (
          <Form action={`${here}/remove`} hidden={{ uri }}>
            <Code t={t} label={t('channels.former.one', { number: index + 1 })} code={uri} />
            <ButtonRow>
              <Button kind="secondary">{t('channels.former.remove', { number: index + 1 })}</Button>
            </ButtonRow>
          </Form>
        ))}
      </Section>
      <Code t={t} label={t('channels.former.own')} code={own} />
    </>
  )
}

export interface CloseChannelPageProps {
  t: Translator
  slug: string
  name: string
  value?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Before a channel is closed for good: what happens then, and what is to become of its editions. */
export const CloseChannelPage: FC<CloseChannelPageProps> = ({ t, slug, name, value, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('channels.close.title', { channel: name })}</PageTitle>
    <ul>
      <li>{t('channels.close.step1')}</li>
      <li>{t('channels.close.step2')}</li>
      <li>{t('channels.close.step3')}</li>
    </ul>
    <Form action={`/channels/${slug}/manage/close`}>
      <Choice
        t={t}
        name="editions"
        label={t('channels.close.editions')}
        options={[
          { value: 'keep', label: t('channels.close.keep'), hint: t('channels.close.keepHint') },
          { value: 'take-back', label: t('channels.close.takeBack'), hint: t('channels.close.takeBackHint') },
        ]}
        value={value}
        error={errorFor(errors, 'editions')}
      />
      <Tick
        t={t}
        name="understood"
        label={t('channels.close.understood')}
        error={errorFor(errors, 'understood')}
      />
      <ButtonRow>
        <Button kind="danger">{t('channels.close.submit')}</Button>
        <Button kind="quiet" href={`/channels/${slug}/manage`}>
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

export interface MovingPageProps {
  t: Translator
  channels: readonly {
    readonly slug: string
    readonly name: string
    readonly actorUri: string
    readonly address: string
  }[]
  errors?: readonly FormError[] | undefined
}

/** The whole community has moved: each channel's new address. */
export const MovingPage: FC<MovingPageProps> = ({ t, channels, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('moving.lead')}>{t('moving.title')}</PageTitle>
    <p>{t('moving.before')}</p>
    <p>{t('moving.what')}</p>
    {channels.length === 0 ? (
      <p>{t('moving.none')}</p>
    ) : (
      <Form action="/moving">
        {channels.map(({ slug, name, actorUri, address }) => (
          <>
            <Field
              t={t}
              name={`address-${slug}`}
              label={t('moving.address', { channel: name })}
              hint={t('moving.addressHint')}
              value={address}
              error={errorFor(errors, `address-${slug}`)}
              maxLength={500}
              inputMode="url"
              verbatim
              required={false}
            />
            <Code t={t} label={t('moving.here')} code={actorUri} />
          </>
        ))}
        <Tick t={t} name="understood" label={t('moving.understood')} error={errorFor(errors, 'understood')} />
        <ButtonRow>
          <Button kind="danger">{t('moving.submit')}</Button>
        </ButtonRow>
      </Form>
    )}
  </>
)
