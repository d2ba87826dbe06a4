import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface HomePageProps {
  t: Translator
  now: Date
  displayName: string
  groups: readonly { readonly id: string; readonly name: string; readonly description: string }[]
  posts: readonly PostCardModel[]
  /** How many of her shares a moderator gave back to her. */
  returned: number
}

/** What is new in her groups, and the ways on. */
export const HomePage: FC<HomePageProps> = ({ t, now, displayName, groups, posts, returned }) => (
  <>
    <PageTitle>{t('home.title', { name: displayName })}</PageTitle>
    {returned > 0 && (
      <Notice>
        <p>
          <a href="/shares">{t('home.returned', { count: returned })}</a>
        </p>
      </Notice>
    )}
    <ButtonRow>
      <Button href="/write" icon="square-pen">
        {t('shell.tab.write')}
      </Button>
    </ButtonRow>
    <Section title={t('home.latest')}>
      {posts.length === 0 && (
        <EmptyState title={t('home.nothing')}>
          <p>{t('home.nothing.text')}</p>
        </EmptyState>
      )}
      <div class="stack">
        {posts.map((post) => (
          <PostCard t={t} now={now} post={post} />
        ))}
      </div>
    </Section>
    <Section title={t('home.groups')}>
      <LinkList
        items={groups.map(({ id, name, description }) => ({
          href: `/groups/${id}`,
          title: name,
          icon: 'users' as const,
          ...(description === '' ? {} : { text: description }),
        }))}
      />
    </Section>
    <Section title={t('home.allies')}>
      <LinkList
        items={[
          { href: '/allies', title: t('home.allies.posts'), text: t('home.allies.text'), icon: 'globe' },
          { href: '/channels', title: t('home.channels'), text: t('home.channels.text'), icon: 'megaphone' },
        ]}
      />
    </Section>
  </>
)
