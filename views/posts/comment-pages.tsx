import type { FC } from 'hono/jsx'
import { type CommentModel, Comments } from '../components/comment.tsx'
import { Composer, type ComposerProps } from '../components/composer.tsx'
import { PageTitle } from '../components/text.tsx'
import { CommentHelp, type CommentHelpProps } from './comment-thread.tsx'
import { SavedSection, type SavedText } from './write-pages.tsx'

type FormPart = ComposerProps & Omit<CommentHelpProps, 't'>

/** A comment on a page of its own: a new one that was refused, or an answer to the comment it shows. */
export const CommentPage: FC<FormPart & { now: Date; answered?: CommentModel | undefined }> = ({
  now,
  answered,
  anonymity,
  names,
  withName,
  ...form
}) => (
  <>
    <PageTitle>
      {answered === undefined
        ? form.t('comment.new.title')
        : form.t('comment.reply.title', { name: answered.author.name })}
    </PageTitle>
    {answered !== undefined && <Comments t={form.t} now={now} comments={[answered]} />}
    <Composer {...form}>
      <CommentHelp t={form.t} anonymity={anonymity} names={names} withName={withName} />
    </Composer>
  </>
)

/** Her own comment again, to change it. */
export const EditCommentPage: FC<FormPart & { saved?: SavedText | undefined }> = ({
  saved,
  anonymity,
  names,
  withName,
  ...form
}) => (
  <>
    <PageTitle>{form.t('comment.edit.title')}</PageTitle>
    <Composer {...form}>
      <CommentHelp t={form.t} anonymity={anonymity} names={names} withName={withName} />
    </Composer>
    <SavedSection t={form.t} saved={saved} />
  </>
)
