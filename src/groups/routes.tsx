import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { GroupPage } from '../../views/groups/group-page.tsx'
import { GroupsPage } from '../../views/groups/groups-page.tsx'
import { NewGroupPage, type NewGroupPageProps } from '../../views/groups/new-group-page.tsx'
import { PostList } from '../../views/posts/post-list.tsx'
import { readPlaced } from '../allies/queries.ts'
import { alliedPostModel } from '../allies/view-models.ts'
import { linesOf } from '../lines.ts'
import { can } from '../policy/permissions.ts'
import { readFeed } from '../posts/queries.ts'
import { postModel } from '../posts/view-models.ts'
import { visitGroup } from '../reading/visit-group.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  asksForFragment,
  fragment,
  missingPage,
  type PageContext,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { belongingRoutes } from './belonging-routes.tsx'
import { createGroup } from './create-group.ts'
import { joinRoutes } from './join-routes.tsx'
import { memberRoutes } from './member-routes.tsx'
import { readPinned } from './pinned.ts'
import { listGroupDoors, listGroups, listLeftGroups, readGroup } from './queries.ts'
import { requestRoutes } from './request-routes.tsx'
import { groupLimits } from './rules.ts'
import { settingsRoutes } from './settings-routes.tsx'
import { doneNotice, groupPlace, membersPlace, rulesOf } from './view-models.ts'

/** Groups: finding, reading and opening them, asking to join, and looking after them. */
export const groupRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/groups', requireMember, async (c) => {
      const { ctx, t } = c.var
      const groups = await listGroups(ctx)
      const doors = await listGroupDoors(ctx)
      const left = await listLeftGroups(ctx)
      return page(
        c,
        {
          place: membersPlace(t, c.var.community.name),
          tab: 'groups',
          back: { href: '/home' },
          ...doneNotice(t, c.req.query('done')),
        },
        <GroupsPage
          t={t}
          groups={groups}
          doors={doors.map((door) => ({ ...door, rules: rulesOf(door) }))}
          left={left}
          canCreate={can(ctx.actor, 'group.create')}
        />,
      )
    })

    .get('/groups/new', requireMember, requireModerator, (c) =>
      newGroupPage(
        c,
        {},
        {
          submission: c.var.ctx.random.id(),
          name: '',
          description: '',
          access: 'members',
          names: '',
        },
      ),
    )

    .post('/groups/new', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const values = {
        submission: form.line('submission'),
        name: form.line('name'),
        description: form.text('description'),
        access: form.line('access'),
        names: form.text('names'),
      }
      const result = await createGroup(ctx, { ...values, names: linesOf(values.names) })
      if (result.ok) return seeOther(c, `/groups/${result.value.groupId}`)
      const [{ kind }] = result.refusals
      if (kind === 'forbidden' || kind === 'missing') return refusedPage(c, result.refusals)
      return newGroupPage(
        c,
        { status: statusOf(result.refusals) },
        { ...values, submission: ctx.random.id() },
        toFormErrors(t, result.refusals),
      )
    })

    .get('/groups/:groupId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const groupId = c.req.param('groupId')
      const before = c.req.query('before')
      // Pinned ones stand on the first page, and nowhere twice on it.
      const [group, { posts, older }, pinned, allied] = await Promise.all([
        readGroup(ctx, groupId),
        readFeed(ctx, groupId, { before }),
        before === undefined ? readPinned(ctx, groupId) : [],
        before === undefined ? readPlaced(ctx, groupId, c.var.reader.languages) : [],
      ])
      if (!group) return missingPage(c)
      if (before === undefined) await visitGroup(ctx, groupId)
      const here = `/groups/${group.id}`
      const olderHref = older === undefined ? undefined : `${here}?before=${older}`
      if (asksForFragment(c)) {
        const models = posts.map((post) => postModel(t, post))
        return fragment(
          c,
          <PostList t={t} now={ctx.clock.now()} posts={models} older={olderHref} hasArrived />,
        )
      }
      const onTop = new Set(pinned.map(({ id }) => id))
      return page(
        c,
        {
          place: groupPlace(t, group),
          tab: 'groups',
          back: { href: '/groups' },
          ...doneNotice(t, c.req.query('done')),
        },
        <GroupPage
          t={t}
          now={ctx.clock.now()}
          group={{ ...group, rules: rulesOf(group) }}
          pinned={pinned.map((post) => postModel(t, post))}
          posts={posts.filter(({ id }) => !onTop.has(id)).map((post) => postModel(t, post))}
          allied={allied.map(alliedPostModel)}
          older={olderHref}
          newer={before === undefined ? undefined : here}
        />,
      )
    })

    .route('/', joinRoutes())
    .route('/', requestRoutes())
    .route('/', memberRoutes())
    .route('/', settingsRoutes())
    .route('/', belongingRoutes())

function newGroupPage(
  c: PageContext,
  options: Pick<PageOptions, 'status'>,
  values: NewGroupPageProps['values'],
  errors?: NewGroupPageProps['errors'],
): Promise<Response> {
  const { t } = c.var
  return page(
    c,
    { ...options, place: membersPlace(t, c.var.community.name), tab: 'groups', back: { href: '/groups' } },
    <NewGroupPage t={t} values={values} limits={groupLimits} errors={errors} />,
  )
}
