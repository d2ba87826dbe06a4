import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { PageTitle, Prose, Section, Tag } from '../components/text.tsx'
import { Moment, Time } from '../components/time.tsx'
import { Words } from './sanction-list.tsx'

export interface LimitModel {
  readonly id: string
  readonly reason: string
  readonly createdAt: Date
  readonly endsAt: Date
  readonly appeal: string | null
  readonly appealAnswer: string | null
  readonly upheld: boolean | null
}

export interface QuotedPostModel {
  readonly id: string
  readonly body: SafeHtml
  readonly lang: string
  readonly at: Date
  readonly isRemoved?: boolean
}

/** The post that something is decided about. */
export const QuotedPost: FC<{ t: Translator; post: QuotedPostModel }> = ({ t, post }) => (
  <article class="queue-item">
    <p class="cluster">
      <strong>{t('post.author.anonymous')}</strong> <Time t={t} at={post.at} />
      {post.isRemoved && <Tag tone="alarm">{t('standing.anonymous.removed')}</Tag>}
    </p>
    <Prose html={post.body} lang={post.lang} />
  </article>
)

/** One limit that came through a post, with its appeal. */
export const LimitCard: FC<{ t: Translator; now: Date; limit: LimitModel }> = ({ t, now, limit }) => (
  <article class="queue-item" id={limit.id}>
    <p class="cluster">
      <Tag tone={isRunning(limit, now) ? 'alarm' : 'plain'}>
        {t(
          limit.upheld === false
            ? 'standing.state.lifted'
            : isRunning(limit, now)
              ? 'standing.state.running'
              : 'standing.state.over',
        )}
      </Tag>
      <span>
        {t('standing.sanction.until')} <Moment t={t} at={limit.endsAt} />
      </span>
    </p>
    <Words title={t('standing.sanction.reason')} text={limit.reason} />
    {limit.appeal !== null && <Words title={t('standing.sanction.appeal')} text={limit.appeal} />}
    {limit.appeal !== null && limit.appealAnswer === null && (
      <p class="soft">{t('standing.sanction.appealWaits')}</p>
    )}
    {limit.appealAnswer !== null && <Words title={t('standing.sanction.answer')} text={limit.appealAnswer} />}
    {limit.upheld === true && <p>{t('standing.sanction.upheld')}</p>}
  </article>
)

const isRunning = ({ endsAt, upheld }: LimitModel, now: Date): boolean => upheld !== false && endsAt > now

export interface AnonymousPostPageProps {
  t: Translator
  now: Date
  post: QuotedPostModel
  limits: readonly LimitModel[]
  limitDays: readonly number[]
  submission: string
  values?: { readonly days: string; readonly reason: string } | undefined
  errors?: readonly FormError[] | undefined
}

/** Acting on whoever wrote an anonymous post, without learning who it is. */
export const AnonymousPostPage: FC<AnonymousPostPageProps> = (props) => {
  const { t, now, post, limits, limitDays, submission, values, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('standing.anonymous.lead')}>{t('standing.anonymous.title')}</PageTitle>
      <QuotedPost t={t} post={post} />
      <Form action={`/anonymous/${post.id}`} hidden={{ submission }}>
        <Choice
          t={t}
          name="days"
          label={t('standing.anonymous.days')}
          hint={t('standing.anonymous.daysHint')}
          options={limitDays.map((days) => ({
            value: String(days),
            label: t('standing.days', { count: days }),
          }))}
          value={values?.days ?? ''}
          error={errorFor(errors, 'days')}
        />
        <Field
          t={t}
          name="reason"
          type="textarea"
          rows={4}
          label={t('standing.sanction.reasonLabel')}
          hint={t('standing.anonymous.reasonHint')}
          value={values?.reason}
          error={errorFor(errors, 'reason')}
          maxLength={1000}
        />
        <ButtonRow fixed>
          <Button>{t('standing.anonymous.do')}</Button>
          <Button kind="quiet" href="/queue">
            {t('queue.back')}
          </Button>
        </ButtonRow>
      </Form>
      {limits.length > 0 && (
        <Section title={t('standing.anonymous.before')}>
          {limits.map((limit) => (
            <LimitCard t={t} now={now} limit={limit} />
          ))}
        </Section>
      )}
      <p>
        <a href={`/anonymous/${post.id}/unmask`}>{t('standing.unmask.title')}</a>
      </p>
    </>
  )
}

export interface PostSanctionModel {
  readonly isMine: boolean
  readonly limit: LimitModel | undefined
  readonly unmaskedAt: Date | null
  readonly mayAppeal: boolean
}

/** What came of an anonymous post, said inside it: only its author and moderators are given this. */
export const PostSanctionNote: FC<{
  t: Translator
  now: Date
  postId: string
  sanction: PostSanctionModel
}> = ({ t, now, postId, sanction: { isMine, limit, unmaskedAt, mayAppeal } }) => (
  <Notice tone="warning">
    {unmaskedAt !== null && (
      <p>
        {t(isMine ? 'standing.unmask.tellsAuthor' : 'standing.unmask.tellsModerators')}{' '}
        <Time t={t} at={unmaskedAt} />
      </p>
    )}
    {limit && (
      <>
        <p>{t(isMine ? 'standing.anonymous.tellsAuthor' : 'standing.anonymous.tellsModerators')}</p>
        <LimitCard t={t} now={now} limit={limit} />
      </>
    )}
    {mayAppeal && (
      <p>
        <a href={`/posts/${postId}/appeal`}>{t('standing.appeal.title')}</a>
      </p>
    )}
  </Notice>
)
