import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { smallAct } from '../components/small-act.tsx'
import { Details, PageTitle, Section, Tag } from '../components/text.tsx'
import { OlderLater } from '../groups/older-later.tsx'

export interface HomePageProps {
  t: Translator
  now: Date
  displayName: string
  /** Her groups, with how many posts are new in each; 100 stands for more than 99. */
  groups: readonly {
    readonly id: string
    readonly name: string
    readonly description: string
    readonly posts: number
  }[]
  /** Threads she read before, with how many comments are new. */
  threads: readonly ThreadNewsModel[]
  posts: readonly PostCardModel[]
  /** There are more than these. */
  hasOlder: boolean
  /** Where there are no posts for her: from when older ones are open to this newcomer. */
  olderOpenAt?: Date | undefined
  /** How many of her shares a moderator gave back to her. */
  returned: number
}

interface ThreadNewsModel {
  readonly id: string
  /** Its first words; empty for a picture alone. */
  readonly title: string
  readonly language: string
  readonly groupName: string
  readonly comments: number
}

/** What is new in her groups, and the ways on. */
export const HomePage: FC<HomePageProps> = ({
  t,
  now,
  displayName,
  groups,
  threads,
  returned,
  ...latest
}) => (
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
      <Button kind="secondary" href="/search" icon="search">
        {t('search.title')}
      </Button>
    </ButtonRow>
    <SinceLastVisit t={t} groups={groups} threads={threads} />
    <Section title={t('home.latest')}>
      {latest.posts.length === 0 && (
        <EmptyState title={t('home.nothing')}>
          {latest.olderOpenAt && <OlderLater t={t} openAt={latest.olderOpenAt} />}
        </EmptyState>
      )}
      <div class="stack">
        {latest.posts.map((post) => (
          <PostCard t={t} now={now} post={post} />
        ))}
      </div>
      {latest.hasOlder && <LinkList items={[{ href: '/groups', title: t('home.older'), icon: 'users' }]} />}
    </Section>
    <Section title={t('home.groups')}>
      <LinkList
        items={[
          ...groups.map(({ id, name, description }) => ({
            href: `/groups/${id}`,
            title: name,
            icon: 'users' as const,
            ...(description === '' ? {} : { text: description }),
          })),
          { href: '/saved', title: t('reading.saved.title'), icon: 'check' },
        ]}
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

/**
 * Where something was written since she was last there, closed: words of women come first. Nothing is kept of when
 * she was there.
 */
const SinceLastVisit: FC<Pick<HomePageProps, 't' | 'groups' | 'threads'>> = ({ t, groups, threads }) => {
  const fresh = groups.filter(({ posts }) => posts > 0)
  if (fresh.length === 0 && threads.length === 0) return null
  const counts = [
    ...(fresh.length === 0 ? [] : [t('home.new', { count: sum(fresh.map(({ posts }) => posts)) })]),
    ...(threads.length === 0
      ? []
      : [t('home.newComments', { count: sum(threads.map(({ comments }) => comments)) })]),
  ]
  return (
    <Details summary={`${t('home.since')}: ${counts.join(', ')}`} id="since">
      <LinkList
        items={[
          ...fresh.map(({ id, name, posts }) => ({
            href: `/groups/${id}`,
            title: name,
            icon: 'users' as const,
            tag: <Tag tone="community">{t('home.new', { count: posts })}</Tag>,
          })),
          ...threads.map(({ id, title, language, groupName, comments }) => ({
            href: `/posts/${id}`,
            title: title === '' ? t('home.sinceThread') : title,
            lang: title === '' ? undefined : language,
            text: groupName,
            icon: 'message-circle' as const,
            tag: <Tag tone="community">{t('home.newComments', { count: comments })}</Tag>,
          })),
        ]}
      />
      <Form action="/home/read" htmx={smallAct('/home/read', { target: '#since' })}>
        <Button kind="quiet" icon="check">
          {t('home.markRead')}
        </Button>
      </Form>
    </Details>
  )
}

/** Never more than what stands for "more than 99". */
const sum = (counts: readonly number[]): number =>
  Math.min(
    100,
    counts.reduce((all, count) => all + count, 0),
  )
