import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice, Warning } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'
import { Decision, DecisionBar, Fold } from '../moderation/decision-bar.tsx'
import { QuotedPost, type QuotedPostModel } from './anonymous-pages.tsx'
import { Words } from './sanction-list.tsx'

interface UnmaskingModel {
  readonly id: string
  readonly reason: string
  readonly state: 'waiting' | 'agreed' | 'refused'
  readonly isAsker: boolean
}

export interface UnmaskPageProps {
  t: Translator
  post: QuotedPostModel
  hasTwoModerators: boolean
  isTooLate: boolean
  unmasking: UnmaskingModel | undefined
  author: string | null
  submission: string
  reason?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Asking who wrote an anonymous post, and reading it once two moderators agree. */
export const UnmaskPage: FC<UnmaskPageProps> = (props) => {
  const { t, post, hasTwoModerators, isTooLate, unmasking, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('standing.unmask.lead')}>{t('standing.unmask.title')}</PageTitle>
      <QuotedPost t={t} post={post} />
      {unmasking?.state === 'refused' && (
        <Notice>
          <p>{t('standing.unmask.refused')}</p>
        </Notice>
      )}
      {unmasking?.state === 'agreed' ? (
        <Agreed {...props} />
      ) : unmasking?.state === 'waiting' ? (
        <UnmaskingDecision t={t} unmasking={unmasking} />
      ) : !hasTwoModerators ? (
        <Notice>
          <p>{t('standing.unmask.needsTwo')}</p>
        </Notice>
      ) : isTooLate ? (
        <Notice>
          <p>{t('standing.unmask.tooLate')}</p>
        </Notice>
      ) : (
        <Ask {...props} />
      )}
      <p>
        <a href={`/anonymous/${post.id}`}>{t('standing.anonymous.title')}</a>
      </p>
    </>
  )
}

const Ask: FC<UnmaskPageProps> = ({ t, post, submission, reason, errors }) => (
  <Form action={`/anonymous/${post.id}/unmask`} hidden={{ submission }}>
    <Warning t={t}>{t('standing.unmask.careful')}</Warning>
    <Field
      t={t}
      name="reason"
      type="textarea"
      rows={4}
      label={t('standing.unmask.reason')}
      value={reason}
      error={errorFor(errors, 'reason')}
      maxLength={1000}
    />
    <ButtonRow fixed>
      <Button>{t('standing.unmask.ask')}</Button>
      <Button kind="quiet" href={`/anonymous/${post.id}`}>
        {t('common.cancel')}
      </Button>
    </ButtonRow>
  </Form>
)

const Agreed: FC<UnmaskPageProps> = ({ t, unmasking, author }) => (
  <>
    {unmasking && <Words title={t('standing.unmask.reason')} text={unmasking.reason} />}
    <Notice tone="warning">
      {author === null ? (
        <p>{t('standing.unmask.nobodyKnows')}</p>
      ) : (
        <p>
          {t('standing.unmask.author')} <strong dir="auto">{author}</strong>
        </p>
      )}
    </Notice>
  </>
)

/** What a second moderator decides; whoever asked can only take it back. */
export const UnmaskingDecision: FC<{ t: Translator; unmasking: UnmaskingModel }> = ({ t, unmasking }) => (
  <>
    <Words title={t('standing.unmask.reason')} text={unmasking.reason} />
    <p>{t(unmasking.isAsker ? 'standing.unmask.waits' : 'standing.unmask.decide')}</p>
    <DecisionBar t={t}>
      {!unmasking.isAsker && (
        <Fold icon="eye" kind="danger" summary={t('queue.verb.yes')} keyName="a">
          <p>{t('standing.unmask.final')}</p>
          <Form action={`/queue/unmaskings/${unmasking.id}`} hidden={{ decision: 'agree' }}>
            <Button kind="danger">{t('standing.unmask.agree')}</Button>
          </Form>
        </Fold>
      )}
      <Decision
        action={`/queue/unmaskings/${unmasking.id}`}
        hidden={{ decision: 'refuse' }}
        icon={unmasking.isAsker ? 'undo-2' : 'lock'}
        kind={unmasking.isAsker ? 'secondary' : 'primary'}
        keyName="r"
        follows
      >
        {t(unmasking.isAsker ? 'standing.unmask.takeBack' : 'standing.unmask.refuse')}
      </Decision>
    </DecisionBar>
  </>
)
