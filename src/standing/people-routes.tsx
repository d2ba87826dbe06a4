import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { toFormErrors } from '../../views/components/errors.tsx'
import { LookUpPage } from '../../views/standing/look-up.tsx'
import { PersonPage } from '../../views/standing/person.tsx'
import { RolesPage } from '../../views/standing/sanction-pages.tsx'
import { putToSleep, wake } from '../members/sleep.ts'
import { can } from '../policy/permissions.ts'
import { invalid, type Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  type PageContext,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { addNote } from './add-note.ts'
import { changeGrants, grantNames } from './change-grants.ts'
import { changeRoles, roleNames } from './change-roles.ts'
import { findAuthor, findByName, type PersonView, readPerson } from './person-queries.ts'
import { noteDays } from './rules.ts'

/** Lets moderators and admins through; for everybody else there are no people to look up. */
const mayLookUp = createMiddleware<MemberEnv & AppEnv>(async (c, next) =>
  can(c.var.ctx.actor, 'member.look-up') ? next() : missingPage(c),
)

/** What moderators know of one member, notes about her, and what she is entrusted with. */
export const peopleRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/people', requireMember, mayLookUp, (c) => lookUpPage(c, {}))

    .post('/people', requireMember, mayLookUp, async (c) => {
      const name = (await readForm(c)).line('name')
      const memberId = await findByName(c.var.ctx, name)
      return memberId ? seeOther(c, `/people/${memberId}`) : lookUpPage(c, { name, refusals: [unknownName] })
    })

    .get('/people/of-post/:postId', requireMember, mayLookUp, async (c) => {
      const memberId = await findAuthor(c.var.ctx, 'post', c.req.param('postId'))
      return memberId ? seeOther(c, `/people/${memberId}`) : missingPage(c)
    })

    .get('/people/of-comment/:commentId', requireMember, mayLookUp, async (c) => {
      const memberId = await findAuthor(c.var.ctx, 'comment', c.req.param('commentId'))
      return memberId ? seeOther(c, `/people/${memberId}`) : missingPage(c)
    })

    .get('/people/:memberId', requireMember, mayLookUp, async (c) => {
      const person = await readPerson(c.var.ctx, c.req.param('memberId'))
      return person ? personPage(c, { person }) : missingPage(c)
    })

    .post('/people/:memberId/notes', requireMember, mayLookUp, async (c) => {
      const { ctx } = c.var
      const memberId = c.req.param('memberId')
      const form = await readForm(c)
      const [text, days, submission] = [form.text('note'), form.line('days'), form.line('submission')]
      const result = await addNote(ctx, { memberId, submission, note: text, days })
      if (result.ok) return seeOther(c, `/people/${memberId}?done=note`)
      const { refusals } = result
      const person = statusOf(refusals) === 422 ? await readPerson(ctx, memberId) : undefined
      return person ? personPage(c, { person, note: { text, days }, refusals }) : refusedPage(c, refusals)
    })

    .post('/people/:memberId/grants', requireMember, mayLookUp, async (c) => {
      const memberId = c.req.param('memberId')
      const grants = (await readForm(c)).all('grants')
      const result = await changeGrants(c.var.ctx, { memberId, grants })
      return result.ok ? seeOther(c, `/people/${memberId}?done=grants`) : refusedPage(c, result.refusals)
    })

    .post('/people/:memberId/sleep', requireMember, mayLookUp, async (c) => {
      const memberId = c.req.param('memberId')
      const result = await putToSleep(c.var.ctx, { memberId })
      return result.ok ? seeOther(c, `/people/${memberId}?done=asleep`) : refusedPage(c, result.refusals)
    })

    .post('/people/:memberId/wake', requireMember, mayLookUp, async (c) => {
      const memberId = c.req.param('memberId')
      const result = await wake(c.var.ctx, { memberId })
      return result.ok ? seeOther(c, `/people/${memberId}?done=awake`) : refusedPage(c, result.refusals)
    })

    .get('/people/:memberId/roles', requireMember, mayLookUp, async (c) => {
      const person = await readForRoles(c, c.req.param('memberId'))
      return person ? rolesPage(c, { person }) : missingPage(c)
    })

    .post('/people/:memberId/roles', requireMember, mayLookUp, async (c) => {
      const memberId = c.req.param('memberId')
      const roles = (await readForm(c)).all('roles')
      const result = await changeRoles(c.var.ctx, { memberId, roles })
      if (result.ok) return seeOther(c, `/people/${memberId}?done=roles`)
      const { refusals } = result
      const person = statusOf(refusals) === 409 ? await readForRoles(c, memberId) : undefined
      return person ? rolesPage(c, { person, roles, refusals }) : refusedPage(c, refusals)
    })

/** The place of every page about people. */
export const peoplePlace = (c: PageContext) => ({
  kind: 'inside' as const,
  name: c.var.t('standing.people.place'),
  readers: c.var.t('queue.readers'),
})

export const unknownName: Refusal = invalid('name', 'standing.people.unknown')

function lookUpPage(
  c: PageContext,
  { name, refusals = [] }: { readonly name?: string; readonly refusals?: readonly Refusal[] },
) {
  const { t } = c.var
  return page(
    c,
    { place: peoplePlace(c), back: { href: '/queue' }, status: refusals.length > 0 ? 422 : 200 },
    <LookUpPage t={t} name={name} errors={toFormErrors(t, refusals)} />,
  )
}

const dones = [
  'note',
  'grants',
  'roles',
  'frozen',
  'sanctioned',
  'lifted',
  'thawed',
  'asleep',
  'awake',
] as const
const isDone = (done: string | undefined): done is (typeof dones)[number] =>
  dones.some((known) => known === done)

interface Asked {
  readonly person: PersonView
  readonly note?: { readonly text: string; readonly days: string }
  readonly refusals?: readonly Refusal[]
}

function personPage(c: MemberPageContext, { person, note, refusals = [] }: Asked) {
  const { ctx, t } = c.var
  const done = c.req.query('done')
  return page(
    c,
    {
      place: peoplePlace(c),
      back: { href: '/people' },
      status: refusals.length > 0 ? 422 : 200,
      ...(isDone(done) ? { notice: { tone: 'done', text: t(`standing.done.${done}`) } } : {}),
    },
    <PersonPage
      t={t}
      person={person}
      may={{
        sanction: can(ctx.actor, 'member.sanction'),
        freeze: can(ctx.actor, 'member.freeze'),
        note: can(ctx.actor, 'member.note'),
        grant: can(ctx.actor, 'member.grant'),
        putToSleep: can(ctx.actor, 'member.put-to-sleep'),
        giveRoles: can(ctx.actor, 'role.give'),
      }}
      grantNames={grantNames}
      noteDays={noteDays}
      submission={ctx.random.id()}
      note={note}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

const readForRoles = async (c: MemberPageContext, memberId: string): Promise<PersonView | undefined> =>
  can(c.var.ctx.actor, 'role.give') ? readPerson(c.var.ctx, memberId) : undefined

interface RolesAsked {
  readonly person: PersonView
  readonly roles?: readonly string[]
  readonly refusals?: readonly Refusal[]
}

function rolesPage(c: MemberPageContext, { person, roles = person.roles, refusals = [] }: RolesAsked) {
  const { t } = c.var
  return page(
    c,
    {
      place: peoplePlace(c),
      back: { href: `/people/${person.id}` },
      status: refusals.length > 0 ? 409 : 200,
    },
    <RolesPage
      t={t}
      person={{ ...person, roles }}
      roleNames={roleNames}
      errors={toFormErrors(t, refusals)}
    />,
  )
}
