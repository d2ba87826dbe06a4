import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Choice } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field, Select } from '../components/field.tsx'

export interface DecliningModel {
  readonly reason: string
  readonly replyId: string
  readonly askAgain: string
}

export interface DeclineFieldsProps {
  t: Translator
  replies: readonly { readonly id: string; readonly name: string; readonly body: string }[]
  declining?: DecliningModel | undefined
  errors?: readonly FormError[] | undefined
}

/** Why not now, in a saved answer, in own words or both, and when she may ask again. */
export const DeclineFields: FC<DeclineFieldsProps> = ({ t, replies, declining, errors }) => (
  <>
    {replies.length > 0 && (
      <Choice
        t={t}
        name="reply"
        label={t('joining.decide.reply')}
        required={false}
        value={declining?.replyId ?? ''}
        error={errorFor(errors, 'reply')}
        options={[
          { value: '', label: t('joining.decide.noReply') },
          ...replies.map(({ id, name, body }) => ({ value: id, label: name, hint: body })),
        ]}
      />
    )}
    <Field
      t={t}
      name="reason"
      type="textarea"
      rows={4}
      label={replies.length > 0 ? t('joining.decide.ownWords') : t('joining.decide.reason')}
      hint={replies.length > 0 ? t('joining.decide.ownWordsHint') : t('joining.decide.reasonHint')}
      required={replies.length === 0}
      value={declining?.reason}
      error={errorFor(errors, 'reason')}
      maxLength={1000}
    />
    <Select
      t={t}
      name="askAgain"
      label={t('joining.decide.askAgain')}
      value={declining?.askAgain}
      error={errorFor(errors, 'askAgain')}
      options={[
        { value: 'now', label: t('joining.decide.askAgain.now') },
        { value: 'week', label: t('joining.decide.askAgain.week') },
        { value: 'month', label: t('joining.decide.askAgain.month') },
        { value: 'quarter', label: t('joining.decide.askAgain.quarter') },
      ]}
    />
  </>
)
