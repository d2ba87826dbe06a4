import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Tick } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field, FileField, Select } from '../components/field.tsx'
import { Details } from '../components/text.tsx'
import type { NewPostOptions, PostFormValues } from './post-values.ts'

interface MoreFieldsProps {
  t: Translator
  values: PostFormValues
  options: NewPostOptions
  errors?: readonly FormError[] | undefined
}

const fields = [
  ...['voice', 'transcript', 'document', 'documentName', 'documentConfirmed', 'lifetime', 'anonymous'],
  ...['onBehalf', 'consentNote', 'consentOn', 'language'],
] as const

/**
 * What most posts do without: closed until she opens it, or until something in it is chosen or refused. Children stand
 * between what many need and what few do.
 */
export const MoreFields: FC<PropsWithChildren<MoreFieldsProps>> = ({ children, ...props }) => {
  const { t, values, options, errors } = props
  const isChosen =
    values.isAnonymous || values.isOnBehalf || values.transcript !== '' || values.documentName !== ''
  const isRefused = fields.some((field) => errorFor(errors, field) !== undefined)
  const hasLifetime = values.kind !== 'alert'
  return (
    <Details
      summary={t('composer.more')}
      open={isChosen || isRefused || (hasLifetime && values.lifetime !== '')}
    >
      <Tick
        t={t}
        name="anonymous"
        label={t('composer.anonymous')}
        hint={t('composer.anonymous.hint')}
        checked={values.isAnonymous}
        error={errorFor(errors, 'anonymous')}
      />
      {children}
      <VoiceFields {...props} />
      <DocumentFields {...props} />
      {hasLifetime && <LifetimeField {...props} />}
      {options.mayWriteOnBehalf && <OnBehalfFields {...props} />}
    </Details>
  )
}

const VoiceFields: FC<MoreFieldsProps> = ({ t, values, options, errors }) => (
  <>
    <FileField
      t={t}
      name="voice"
      label={t('composer.voice')}
      hint={`${t('composer.voice.hint', { seconds: options.voice.seconds })} ${t('composer.voice.fileHint', { kilobytes: options.voice.kilobytes })}`}
      accept="audio/ogg,audio/webm,.opus,.ogg,.oga,.webm"
      error={errorFor(errors, 'voice')}
      required={false}
    />
    <div
      class="cluster"
      data-voice-recorder="field-voice"
      data-seconds={options.voice.seconds}
      data-record={t('composer.voice.record')}
      data-stop={t('composer.voice.stop')}
      data-left={t('composer.voice.left')}
      data-again={t('composer.voice.again')}
      data-recorded={t('composer.voice.ready')}
      data-refused={t('composer.voice.refused')}
      data-player={t('composer.voice.player')}
    />
    <Field
      t={t}
      name="transcript"
      type="textarea"
      rows={2}
      label={t('composer.voice.transcript')}
      hint={t('composer.voice.transcriptHint')}
      value={values.transcript}
      error={errorFor(errors, 'transcript')}
      lang={values.language}
      required={false}
    />
  </>
)

const DocumentFields: FC<MoreFieldsProps> = ({ t, values, options, errors }) => (
  <>
    <FileField
      t={t}
      name="document"
      label={t('composer.document')}
      hint={t('composer.document.hint', { megabytes: options.document.megabytes })}
      accept="application/pdf,.pdf"
      error={errorFor(errors, 'document')}
      required={false}
    />
    <Field
      t={t}
      name="documentName"
      label={t('composer.document.name')}
      hint={t('composer.document.nameHint')}
      value={values.documentName}
      error={errorFor(errors, 'documentName')}
      required={false}
    />
    <Tick
      t={t}
      name="documentConfirmed"
      label={t('composer.document.confirmed')}
      checked={values.isDocumentConfirmed}
      error={errorFor(errors, 'documentConfirmed')}
    />
  </>
)

const LifetimeField: FC<MoreFieldsProps> = ({ t, values, options, errors }) => {
  const { lifetimes, mostDays } = options
  return (
    <Select
      t={t}
      name="lifetime"
      label={t('composer.lifetime')}
      hint={t('composer.lifetime.hint')}
      options={[
        {
          value: '',
          label:
            mostDays === null
              ? t('composer.lifetime.never')
              : t('composer.lifetime.group', { days: mostDays }),
        },
        ...lifetimes
          .filter((days) => mostDays === null || days < mostDays)
          .map((days) => ({ value: String(days), label: t('composer.lifetime.days', { days }) })),
      ]}
      value={values.lifetime}
      error={errorFor(errors, 'lifetime')}
    />
  )
}

const OnBehalfFields: FC<MoreFieldsProps> = ({ t, values, errors }) => (
  <>
    <Tick
      t={t}
      name="onBehalf"
      label={t('composer.onBehalf')}
      hint={t('composer.onBehalf.hint')}
      checked={values.isOnBehalf}
      error={errorFor(errors, 'onBehalf')}
    />
    <Field
      t={t}
      name="consentNote"
      type="textarea"
      rows={2}
      label={t('composer.onBehalf.note')}
      hint={t('composer.onBehalf.noteHint')}
      value={values.consentNote}
      error={errorFor(errors, 'consentNote')}
      required={false}
    />
    <Field
      t={t}
      name="consentOn"
      type="date"
      width="short"
      label={t('composer.onBehalf.on')}
      value={values.consentOn}
      error={errorFor(errors, 'consentOn')}
      required={false}
    />
  </>
)
