import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Paragraphs } from '../community/text-lines.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { PageTitle, Section } from '../components/text.tsx'

interface ReplyModel {
  readonly id: string
  readonly name: string
  readonly body: string
}

export interface RepliesPageProps {
  t: Translator
  replies: readonly ReplyModel[]
  /** The new one as far as it is written; its id goes with the form. */
  values: ReplyModel
  errors?: readonly FormError[] | undefined
}

/** Answers that moderators keep ready. */
export const RepliesPage: FC<RepliesPageProps> = ({ t, replies, values, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('joining.replies.lead')}>{t('joining.replies.title')}</PageTitle>
    <LinkList
      items={replies.map(({ id, name, body }) => ({ href: `/queue/replies/${id}`, title: name, text: body }))}
    />
    <Section title={t('joining.replies.new')}>
      <Form action="/queue/replies" hidden={{ submission: values.id }}>
        <ReplyFields t={t} values={values} errors={errors} />
        <ButtonRow>
          <Button>{t('joining.replies.add')}</Button>
        </ButtonRow>
      </Form>
    </Section>
  </>
)

export interface ReplyPageProps {
  t: Translator
  reply: ReplyModel
  /** What somebody else made of it while she wrote. */
  newer?: ReplyModel | undefined
  version: string
  errors?: readonly FormError[] | undefined
}

/** One of them, to change or to delete. */
export const ReplyPage: FC<ReplyPageProps> = ({ t, reply, newer, version, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('joining.replies.change')}</PageTitle>
    {newer && (
      <Section title={t('joining.replies.newer')}>
        <p>
          <strong dir="auto">{newer.name}</strong>
        </p>
        <Paragraphs text={newer.body} />
      </Section>
    )}
    <Form action={`/queue/replies/${reply.id}`} hidden={{ version }}>
      <ReplyFields t={t} values={reply} errors={errors} />
      <ButtonRow>
        <Button>{t('common.save')}</Button>
        <Button kind="quiet" href="/queue/replies">
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
    <Form action={`/queue/replies/${reply.id}/delete`}>
      <Button kind="danger" icon="trash-2">
        {t('common.delete')}
      </Button>
    </Form>
  </>
)

const ReplyFields: FC<{ t: Translator; values: ReplyModel; errors?: readonly FormError[] | undefined }> = ({
  t,
  values,
  errors,
}) => (
  <>
    <Field
      t={t}
      name="name"
      label={t('joining.replies.name')}
      hint={t('joining.replies.nameHint')}
      value={values.name}
      error={errorFor(errors, 'name')}
      maxLength={60}
    />
    <Field
      t={t}
      name="body"
      type="textarea"
      rows={4}
      label={t('joining.replies.body')}
      hint={t('joining.decide.reasonHint')}
      value={values.body}
      error={errorFor(errors, 'body')}
      maxLength={1000}
    />
  </>
)
