import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Tick } from '../components/choice.tsx'
import { Field } from '../components/field.tsx'
import { type PictureModel, Pictures } from '../components/picture.tsx'

/** A picture that the post carries already. */
export interface KeptPicture {
  readonly id: string
  readonly picture: PictureModel
  readonly description: string
  readonly isRemoved: boolean
}

/** A document or a voice message that the post carries already. */
export interface KeptAttachment {
  readonly id: string
  readonly kind: 'document' | 'voice'
  /** What it is called, or what is said in it. */
  readonly words: string
  readonly isRemoved: boolean
}

export const KeptPictureFields: FC<{ t: Translator; kept: KeptPicture }> = ({ t, kept }) => (
  <div class="stack">
    <input type="hidden" name="picture" value={kept.id} />
    <Pictures t={t} pictures={[kept.picture]} />
    <Field
      t={t}
      name={`description-${kept.id}`}
      label={t('composer.pictures.description')}
      hint={t('composer.pictures.descriptionHint')}
      value={kept.description}
      required={false}
    />
    <Tick t={t} name={`remove-${kept.id}`} label={t('post.form.removePicture')} checked={kept.isRemoved} />
  </div>
)

export const KeptAttachmentFields: FC<{
  t: Translator
  kept: KeptAttachment
  error?: string | undefined
}> = ({ t, kept, error }) => {
  const isVoice = kept.kind === 'voice'
  return (
    <fieldset class="stack">
      <legend>
        <a href={`/attachments/${kept.id}`}>{t(isVoice ? 'composer.voice' : 'composer.document')}</a>
      </legend>
      <input type="hidden" name="attachment" value={kept.id} />
      <Field
        t={t}
        name={`words-${kept.id}`}
        type={isVoice ? 'textarea' : 'text'}
        rows={2}
        label={t(isVoice ? 'composer.voice.transcript' : 'composer.document.name')}
        value={kept.words}
        error={error}
        required={false}
      />
      <Tick
        t={t}
        name={`remove-${kept.id}`}
        label={t('post.form.removeAttachment')}
        checked={kept.isRemoved}
      />
    </fieldset>
  )
}
