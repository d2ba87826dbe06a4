import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { ShowMore } from '../components/show-more.tsx'

export interface PostListProps {
  t: Translator
  now: Date
  posts: readonly PostCardModel[]
  older?: string | undefined
  newer?: string | undefined
  /** Only in fragments: it was put below what she read, and she goes on at its first post. */
  hasArrived?: boolean | undefined
}

/** A page of posts, and the way to the next. */
export const PostList: FC<PostListProps> = ({ t, now, posts, older, newer, hasArrived }) => (
  <>
    <div class="stack">
      {posts.map((post, index) => (
        <PostCard t={t} now={now} post={post} hasArrived={hasArrived && index === 0} />
      ))}
    </div>
    <ShowMore t={t} older={older} newer={newer} />
  </>
)
