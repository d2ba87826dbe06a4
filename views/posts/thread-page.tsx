import type { FC } from 'hono/jsx'
import { Button } from '../components/button.tsx'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { CommentThread, type CommentThreadProps } from './comment-thread.tsx'

export interface ThreadPageProps extends CommentThreadProps {
  post: PostCardModel
  /** Only what this reader may do; the others are absent. */
  editHref?: string | undefined
  deleteHref?: string | undefined
  shareHref?: string | undefined
}

/** A post with everything below it. */
export const ThreadPage: FC<ThreadPageProps> = ({ post, editHref, deleteHref, shareHref, ...thread }) => {
  const { t, now } = thread
  return (
    <>
      <h1 class="visually-hidden">{t('post.thread.title', { name: post.author.name })}</h1>
      <PostCard t={t} now={now} post={post} full>
        {editHref !== undefined && (
          <Button kind="quiet" icon="pencil" href={editHref}>
            {t('common.edit')}
          </Button>
        )}
        {deleteHref !== undefined && (
          <Button kind="quiet" icon="trash-2" href={deleteHref}>
            {t('common.delete')}
          </Button>
        )}
        {shareHref !== undefined && (
          <Button kind="quiet" icon="door-open" href={shareHref}>
            {t('post.share')}
          </Button>
        )}
      </PostCard>
      <CommentThread {...thread} />
    </>
  )
}
