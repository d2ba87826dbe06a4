import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { CommentArticle, type CommentArticleProps } from '../components/comment.tsx'
import { Composer, type ComposerProps } from '../components/composer.tsx'
import { Form } from '../components/form.tsx'
import { arrival, bringsHere, smallAct } from '../components/small-act.tsx'
import { bringsComments, CommentHelp, type CommentHelpProps } from './comment-thread.tsx'

/** The comment around the form. */
const around = 'closest article'

export type InPlaceFormProps = ComposerProps &
  Omit<CommentHelpProps, 't'> & {
    /** What the form changes: its own comment, or with an answer all of them. */
    readonly changes: 'comment' | 'comments'
    /** By which the comment is found, and the form told from the others of the page. */
    readonly within: string
  }

/** The form in which a comment is answered or changed in its place; alone where it was refused. */
export const InPlaceForm: FC<InPlaceFormProps> = ({ changes, anonymity, names, withName, ...form }) => {
  const options = changes === 'comments' ? bringsComments : ({ target: around, swap: 'outerHTML' } as const)
  return (
    <Composer
      {...form}
      htmx={smallAct(form.action, { ...options, refused: `#write-${form.within}` })}
      beside={<Never commentId={form.within} text={form.t('common.cancel')} />}
    >
      <CommentHelp t={form.t} within={form.within} anonymity={anonymity} names={names} withName={withName} />
    </Composer>
  )
}

/** A comment with the form that answers or changes it. */
export const CommentWithForm: FC<{
  comment: Omit<CommentArticleProps, 't'>
  form: InPlaceFormProps
  note?: Child
}> = ({ comment, form, note }) => (
  <CommentArticle t={form.t} {...comment}>
    {note}
    <InPlaceForm {...form} focused />
  </CommentArticle>
)

/** A comment of hers with the question whether it shall be gone for good. */
export const CommentToDelete: FC<CommentArticleProps> = ({ t, ...comment }) => {
  const { id } = comment.comment
  const action = `/comments/${id}/delete`
  return (
    <CommentArticle t={t} {...comment}>
      <Form action={action} htmx={smallAct(action, { target: around, swap: 'outerHTML' })}>
        <p {...arrival}>
          <strong>{t('comment.delete.title')}</strong> {t('comment.delete.own')}
        </p>
        <ButtonRow>
          <Button kind="danger" icon="trash-2">
            {t('common.delete')}
          </Button>
          <Never commentId={id} text={t('post.delete.keep')} />
        </ButtonRow>
      </Form>
    </CommentArticle>
  )
}

/** Only in fragments: where a comment stood that is gone. */
export const CommentDeleted: FC<{ t: Translator; id: string }> = ({ t, id }) => (
  <article class="comment" id={id} {...arrival}>
    <p class="comment__gone">{t('comment.deleted')}</p>
  </article>
)

const Never: FC<{ commentId: string; text: string }> = ({ commentId, text }) => (
  <Button kind="quiet" href={`/comments/${commentId}`} htmx={bringsHere(`/comments/${commentId}`, around)}>
    {text}
  </Button>
)
