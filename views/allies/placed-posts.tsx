import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Section } from '../components/text.tsx'
import { AlliedListCard, type AlliedPostModel } from './feed-page.tsx'

export interface PlacedPostsProps {
  t: Translator
  now: Date
  posts: readonly AlliedPostModel[]
}

/** The newest of the channels that stand in a group; without any there is nothing. */
export const PlacedPosts: FC<PlacedPostsProps> = ({ t, now, posts }) =>
  posts.length === 0 ? null : (
    <Section title={t('allies.place.inGroup')} id="allies">
      <div class="stack">
        {posts.map((post) => (
          <AlliedListCard t={t} now={now} post={post} />
        ))}
      </div>
    </Section>
  )
