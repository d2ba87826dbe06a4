import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { PageTitle } from '../components/text.tsx'

export interface SavedPageProps {
  t: Translator
  now: Date
  posts: readonly PostCardModel[]
  older?: string | undefined
  newer?: string | undefined
}

/** What she kept to find it again. */
export const SavedPage: FC<SavedPageProps> = ({ t, now, posts, older, newer }) => (
  <>
    <PageTitle>{t('reading.saved.title')}</PageTitle>
    {posts.length === 0 ? (
      <EmptyState title={t('reading.saved.empty')}>
        <p>{t('reading.saved.emptyText')}</p>
      </EmptyState>
    ) : (
      <div class="stack">
        {posts.map((post) => (
          <PostCard t={t} now={now} post={post} />
        ))}
      </div>
    )}
    <Pagination t={t} older={older} newer={newer} />
  </>
)
