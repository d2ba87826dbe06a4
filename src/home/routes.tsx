import { Hono } from 'hono'
import { HelpPage } from '../../views/home/help.tsx'
import { HomePage } from '../../views/home/home.tsx'
import { countReturned } from '../channels/queries.ts'
import { readTexts } from '../community/queries.ts'
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
        latestPosts(ctx, { limit: postsOnHome }),
        countReturned(ctx),
      ])
      return page(
        c,
        { place: { kind: 'inside', name: community.name, readers: t('home.readers') }, tab: 'home' },
        <HomePage
          t={t}
          now={ctx.clock.now()}
          displayName={member.displayName}
          groups={groups}
          threads={threads.map(({ body, ...thread }) => ({ ...thread, title: titleOf(body) }))}
          returned={returned}
          posts={posts.map((post) => postModel(t, post, { withGroup: true }))}
        />,
      )
    })

    .get('/help', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const [rules, canSucceed] = await Promise.all([readTexts(ctx, t.locale), mayTakePart(ctx)])
      const isNew = c.req.query('new') !== undefined
      return page(
        c,
        {
          place: { kind: 'inside', name: community.name, readers: t('home.readers') },
          tab: 'help',
          ...(isNew ? { notice: { tone: 'done', text: t('members.welcome.done') } } : {}),
        },
        <HelpPage t={t} rules={rules} canSucceed={canSucceed} />,
      )
    })

/** The first words of a post, to tell its thread by; empty when it is a picture alone. */
const titleOf = (body: string): string => {
  const text = plainText(renderMarkdown(body)).replace(/\s+/gu, ' ')
  const first = text.slice(0, 60)
  return text.length > 60 ? `${first.replace(/\s\S*$/u, '')} …` : first
}
