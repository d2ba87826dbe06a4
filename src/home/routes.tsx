import { Hono } from 'hono'
import { HelpPage } from '../../views/home/help.tsx'
import { HomePage } from '../../views/home/home.tsx'
import { QueuePage } from '../../views/home/queue.tsx'
import { countReturned } from '../channels/queries.ts'
import { readTexts } from '../community/queries.ts'
import { listGroups } from '../groups/queries.ts'
import { countToDo, readQueue } from '../moderation/queries.ts'
import { latestPosts } from '../posts/queries.ts'
import { postModel } from '../posts/view-models.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { page } from '../web/respond.tsx'

/** As many as fit into a first page that weighs little (DESIGN 6). */
const postsOnHome = 10

/** Where members start, what moderators have to do, and what everybody should know. */
export const homeRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/home', requireMember, async (c) => {
      const { ctx, t, community, member } = c.var
      const groups = await listGroups(ctx)
      const posts = await latestPosts(ctx, { limit: postsOnHome })
      return page(
        c,
        { place: { kind: 'inside', name: community.name, readers: t('home.readers') }, tab: 'home' },
        <HomePage
          t={t}
          now={ctx.clock.now()}
          displayName={member.displayName}
          groups={groups}
          returned={await countReturned(ctx)}
          posts={posts.map((post) => postModel(t, post, { withGroup: true }))}
        />,
      )
    })

    .get('/queue', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const entries = await readQueue(ctx)
      const done = c.req.query('done')
      const text = isDone(done) ? t(`queue.done.${done}`) : undefined
      return page(
        c,
        {
          place: { kind: 'inside', name: t('queue.place'), readers: t('queue.readers') },
          back: { href: '/home' },
          ...(text === undefined ? {} : { notice: { tone: 'done', text } }),
        },
        <QueuePage t={t} now={ctx.clock.now()} entries={entries} left={await countToDo(ctx)} />,
      )
    })

    .get('/help', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const rules = await readTexts(ctx, t.locale)
      const isNew = c.req.query('new') !== undefined
      return page(
        c,
        {
          place: { kind: 'inside', name: community.name, readers: t('home.readers') },
          tab: 'help',
          ...(isNew ? { notice: { tone: 'done', text: t('members.welcome.done') } } : {}),
        },
        <HelpPage t={t} rules={rules} />,
      )
    })

const dones = [
  'approved',
  'declined',
  'published',
  'returned',
  'followerAccepted',
  'followerRejected',
] as const

/** What a decision on another page says once it leads back here. */
const isDone = (done: string | undefined): done is (typeof dones)[number] =>
  dones.some((known) => known === done)
