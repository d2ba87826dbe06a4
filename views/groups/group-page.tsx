import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { AlliedPostModel } from '../allies/feed-page.tsx'
import { PlacedPosts } from '../allies/placed-posts.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { PostList } from '../posts/post-list.tsx'
import { GroupAbout, type GroupAboutProps } from './group-about.tsx'
import { OlderLater } from './older-later.tsx'

export interface GroupPageProps {
  t: Translator
  now: Date
  group: GroupAboutProps['group'] & {
    readonly name: string
    readonly description: string
    /** Until when older threads stay closed to this newcomer. */
    readonly olderOpenAt: Date | null
  }
  /** What its moderators keep on top, on the first page. */
  pinned: readonly PostCardModel[]
  posts: readonly PostCardModel[]
  /** The newest of the allies' channels that stand here too, on the first page. */
  allied: readonly AlliedPostModel[]
  older?: string | undefined
  newer?: string | undefined
}

/** What was written in a group, newest first below what is kept on top. */
export const GroupPage: FC<GroupPageProps> = (props) => {
  const { t, now, group, pinned, posts, allied, older, newer } = props
  const isEmpty = posts.length === 0 && pinned.length === 0
  return (
    <>
      <PageTitle lead={group.description === '' ? undefined : group.description}>{group.name}</PageTitle>
      {group.hasLeft && (
        <Notice>
          <p>{t('group.about.left')}</p>
          <Form action={`/groups/${group.id}/return`}>
            <Button kind="secondary" icon="undo-2">
              {t('group.list.return')}
            </Button>
          </Form>
        </Notice>
      )}
      <ButtonRow>
        <Button icon="square-pen" href={`/groups/${group.id}/write`}>
          {t('write.action', { group: group.name })}
        </Button>
      </ButtonRow>
      <GroupAbout t={t} group={group} />
      {pinned.length > 0 && (
        <Section title={t('group.pin.title')}>
          <div class="stack">
            {pinned.map((post) => (
              <PostCard t={t} now={now} post={post} />
            ))}
          </div>
        </Section>
      )}
      {isEmpty && <NothingHere t={t} olderOpenAt={group.olderOpenAt} />}
      <PostList t={t} now={now} posts={posts} older={older} newer={newer} />
      <PlacedPosts t={t} now={now} posts={allied} />
      {group.olderOpenAt !== null && !isEmpty && (
        <Notice>
          <OlderLater t={t} openAt={group.olderOpenAt} />
        </Notice>
      )}
    </>
  )
}

/** Where older threads stay closed to her, nobody tells her that she is the first. */
const NothingHere: FC<{ t: Translator; olderOpenAt: Date | null }> = ({ t, olderOpenAt }) =>
  olderOpenAt === null ? (
    <EmptyState title={t('group.feed.empty')}>
      <p>{t('group.feed.emptyHint')}</p>
    </EmptyState>
  ) : (
    <EmptyState title={t('home.nothing')}>
      <OlderLater t={t} openAt={olderOpenAt} />
    </EmptyState>
  )
