import { Hono } from 'hono'
import { HelpPage } from '../../views/home/help.tsx'
import { HomePage } from '../../views/home/home.tsx'
import { countReturned } from '../channels/queries.ts'
import { readTexts } from '../community/queries.ts'
import { showTexts } from '../community/shown-texts.ts'
import { readOlderOpenAt } from '../groups/queries.ts'
import { textLanguages, wantedLanguages } from '../i18n/languages.ts'
import { plainText, renderMarkdown } from '../markdown.ts'
import { latestPosts } from '../posts/queries.ts'
import { postModel } from '../posts/view-models.ts'
import { readGroupNews, readThreadNews } from '../reading/queries.ts'
import { mayTakePart } from '../standing/succession-queries.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import { page } from '../web/respond.tsx'

/** As many as fit into a first page that weighs little (DESIGN 6). */
const postsOnHome = 10

/** Where members start, what moderators have to do, and what everybody should know. */
export const homeRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/home', requireMember, async (c) => {
      const { ctx, t, community, member } = c.var
      const [groups, threads, posts, returned] = await Promise.all([
        readGroupNews(ctx),
        readThreadNews(ctx),
        latestPosts(ctx, { limit: postsOnHome + 1 }),
        countReturned(ctx),
      ])
      const olderOpenAt = posts.length === 0 ? await readOlderOpenAt(ctx) : undefined
      return page(
        c,
        {
          place: { kind: 'inside', name: community.name, readers: t('home.readers'), isGroup: true },
          tab: 'home',
        },
        <HomePage
          t={t}
          now={ctx.clock.now()}
          displayName={member.displayName}
          groups={groups}
          threads={threads.map(({ body, ...thread }) => ({ ...thread, title: titleOf(body) }))}
          returned={returned}
          olderOpenAt={olderOpenAt}
          posts={posts.slice(0, postsOnHome).map((post) => postModel(t, post, { withGroup: true }))}
          hasOlder={posts.length > postsOnHome}
        />,
      )
    })

    .get('/help', requireMember, async (c) => {
      const { ctx, t, community, reader } = c.var
      const languages = wantedLanguages(c.req.query('language'), reader.languages)
      const [rules, canSucceed] = await Promise.all([readTexts(ctx, languages), mayTakePart(ctx)])
      const isNew = c.req.query('new') !== undefined
      return page(
        c,
        {
          place: { kind: 'inside', name: community.name, readers: t('home.readers'), isGroup: true },
          tab: 'help',
          ...(isNew ? { notice: { tone: 'done', text: t('members.welcome.done') } } : {}),
        },
        <HelpPage
          t={t}
          rules={
            rules && { ...showTexts(rules), languages: textLanguages('/help', rules.locale, rules.locales) }
          }
          canSucceed={canSucceed}
        />,
      )
    })

/** The first words of a post, to tell its thread by; empty when it is a picture alone. */
const titleOf = (body: string): string => {
  const text = plainText(renderMarkdown(body)).replace(/\s+/gu, ' ')
  const first = text.slice(0, 60)
  return text.length > 60 ? `${first.replace(/\s\S*$/u, '')} …` : first
}
