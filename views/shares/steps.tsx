import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, type Option, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Warning } from '../components/messages.tsx'
import { Pictures } from '../components/picture.tsx'
import { Details, PageTitle, Prose, Step } from '../components/text.tsx'

/** Where a page stands in the row of questions. */
export interface Progress {
  readonly step: number
  readonly of: number
}

export interface StartSharePageProps {
  t: Translator
  action: string
  back: string
  /** The channel of others that an answer goes to; absent for a post of her own. */
  answerTo?: string | undefined
}

/** Before anything happens: what sharing is. */
export const StartSharePage: FC<StartSharePageProps> = ({ t, action, back, answerTo }) => (
  <>
    <PageTitle lead={t(answerTo === undefined ? 'shares.start.lead' : 'shares.answer.lead')}>
      {t(answerTo === undefined ? 'shares.start.title' : 'shares.answer.title')}
    </PageTitle>
    <ol>
      <li>
        {answerTo === undefined ? t('shares.start.step1') : t('shares.answer.step1', { channel: answerTo })}
      </li>
      <li>{t('shares.start.step2')}</li>
      <li>
        {answerTo === undefined ? t('shares.start.step3') : t('shares.answer.step3', { channel: answerTo })}
      </li>
      <li>{t('shares.start.step4')}</li>
    </ol>
    <Form action={action}>
      <ButtonRow>
        <Button kind="leaving">{t('shares.start.go')}</Button>
        <Button kind="quiet" href={back}>
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

export interface ChannelStepProps {
  t: Translator
  shareId: string
  progress: Progress
  channels: readonly {
    readonly id: string
    readonly name: string
    readonly kind: 'open' | 'allied'
    readonly rules?: { readonly html: SafeHtml; readonly language: string } | undefined
  }[]
  value?: string | undefined
  errors?: readonly FormError[] | undefined
}

export const ChannelStep: FC<ChannelStepProps> = ({ t, shareId, progress, channels, value, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <Form action={`/share/${shareId}/channel`}>
      <Step t={t} {...progress} />
      <Choice
        t={t}
        name="channel"
        label={t('shares.channel.title')}
        asTitle
        options={channels.map(({ id, name, kind }) => ({
          value: id,
          label: name,
          hint: t(`channels.readers.${kind}`),
        }))}
        value={value}
        error={errorFor(errors, 'channel')}
      />
      {channels.length === 0 && <p>{t('shares.channel.none')}</p>}
      {channels.map(
        ({ name, rules }) =>
          rules && (
            <Details summary={t('shares.channel.rulesOf', { channel: name })}>
              <Prose html={rules.html} lang={rules.language} />
            </Details>
          ),
      )}
      {channels.length > 0 && (
        <ButtonRow>
          <Button kind="leaving">{t('shares.next')}</Button>
        </ButtonRow>
      )}
    </Form>
    <Discard t={t} shareId={shareId} />
  </>
)

export interface AttributionStepProps {
  t: Translator
  shareId: string
  progress: Progress
  voiceName: string
  penNames: readonly { readonly id: string; readonly name: string }[]
  mayMakeNew: boolean
  value: string
  penName?: string | undefined
  errors?: readonly FormError[] | undefined
}

export const AttributionStep: FC<AttributionStepProps> = (props) => {
  const { t, shareId, progress, voiceName, penNames, mayMakeNew, value, penName, errors } = props
  const options: Option[] = [
    {
      value: 'voice',
      label: t('shares.attribution.voice', { name: voiceName }),
      hint: t('shares.attribution.voiceHint'),
    },
    ...penNames.map(({ id, name }) => ({
      value: id,
      label: name,
      hint: t('shares.attribution.penNameHint'),
    })),
    ...(mayMakeNew ? [{ value: 'new', label: t('shares.attribution.new') }] : []),
    {
      value: 'unlinked',
      label: t('shares.attribution.unlinked', { name: voiceName }),
      hint: t('shares.attribution.unlinkedHint'),
    },
  ]
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <Form action={`/share/${shareId}/attribution`}>
        <Step t={t} {...progress} />
        <Choice
          t={t}
          name="attribution"
          label={t('shares.attribution.title')}
          hint={t('shares.attribution.hint')}
          asTitle
          options={options}
          value={value}
          error={errorFor(errors, 'attribution')}
        />
        {mayMakeNew && (
          <div class="choice-detail" data-only="new-pen-name">
            <Field
              t={t}
              name="penName"
              label={t('penNames.new')}
              hint={t('penNames.newHint')}
              value={penName}
              error={errorFor(errors, 'penName')}
              maxLength={40}
            />
          </div>
        )}
        <div data-only="pen-name">
          <Warning t={t}>{t('penNames.warning')}</Warning>
        </div>
        <ButtonRow>
          <Button kind="leaving">{t('shares.next')}</Button>
        </ButtonRow>
      </Form>
      <Discard t={t} shareId={shareId} />
    </>
  )
}

export interface TextStepProps {
  t: Translator
  shareId: string
  progress: Progress
  title: string
  body: string
  language: string
  languages: readonly Option[]
  /** Whether other communities may offer translations; absent where nobody could. */
  translationsWelcome?: boolean | undefined
  pictures: readonly {
    readonly mediaId: string
    readonly width: number
    readonly height: number
    readonly alt: string
    readonly chosen: boolean
  }[]
  longest: { readonly title: number; readonly alt: number }
  errors?: readonly FormError[] | undefined
}

export const TextStep: FC<TextStepProps> = (props) => {
  const { t, shareId, progress, title, body, language, languages, pictures, longest, errors } = props
  const { translationsWelcome } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <Step t={t} {...progress} />
      <PageTitle lead={t('shares.text.lead')}>{t('shares.text.title')}</PageTitle>
      <Form action={`/share/${shareId}/text`}>
        <Field
          t={t}
          name="title"
          label={t('shares.text.heading')}
          value={title}
          error={errorFor(errors, 'title')}
          required={false}
          maxLength={longest.title}
        />
        <Field
          t={t}
          name="text"
          type="textarea"
          label={t('shares.text.text')}
          rows={12}
          value={body}
          error={errorFor(errors, 'text')}
        />
        <Select
          t={t}
          name="language"
          label={t('shares.text.language')}
          options={languages}
          value={language}
          error={errorFor(errors, 'language')}
        />
        {translationsWelcome !== undefined && (
          <Choice
            t={t}
            type="checkbox"
            name="translations"
            label={t('shares.text.translations')}
            hint={t('shares.text.translationsHint')}
            options={[{ value: 'welcome', label: t('shares.text.translationsWelcome') }]}
            value={translationsWelcome ? ['welcome'] : []}
            required={false}
          />
        )}
        {pictures.length > 0 && (
          <Choice
            t={t}
            type="checkbox"
            name="pictures"
            label={t('shares.text.pictures')}
            hint={t('shares.text.picturesHint')}
            options={pictures.map(({ mediaId }, index) => ({
              value: mediaId,
              label: t('shares.text.picture', { number: index + 1 }),
            }))}
            value={pictures.filter(({ chosen }) => chosen).map(({ mediaId }) => mediaId)}
            error={errorFor(errors, 'pictures')}
            required={false}
          />
        )}
        {pictures.map(({ mediaId, width, height, alt }, index) => (
          <>
            <Pictures t={t} pictures={[{ src: `/media/${mediaId}`, width, height, alt }]} />
            <Field
              t={t}
              name={`alt-${mediaId}`}
              label={t('shares.text.alt', { number: index + 1 })}
              hint={t('shares.text.altHint')}
              value={alt}
              error={errorFor(errors, `alt-${mediaId}`)}
              required={false}
              maxLength={longest.alt}
            />
          </>
        ))}
        <ButtonRow>
          <Button kind="leaving">{t('shares.next')}</Button>
        </ButtonRow>
      </Form>
      <Discard t={t} shareId={shareId} />
    </>
  )
}

/** The way out of every step. */
export const Discard: FC<{ t: Translator; shareId: string }> = ({ t, shareId }) => (
  <Form action={`/share/${shareId}/discard`}>
    <Button kind="quiet" icon="trash-2">
      {t('shares.discard')}
    </Button>
  </Form>
)
