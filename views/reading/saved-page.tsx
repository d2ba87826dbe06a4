import type { FC } from 'hono/jsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'
import { PostList, type PostListProps } from '../posts/post-list.tsx'

/** What she kept to find it again. */
export const SavedPage: FC<PostListProps> = (props) => (
  <>
    <PageTitle>{props.t('reading.saved.title')}</PageTitle>
    {props.posts.length === 0 && (
      <EmptyState title={props.t('reading.saved.empty')}>
        <p>{props.t('reading.saved.emptyText')}</p>
      </EmptyState>
    )}
    <PostList {...props} />
  </>
)
