import { Hono } from 'hono'
import { publishedTables } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../deps.ts'
import { couldBeUri } from '../uris.ts'
import { readInstanceActor, readPublicActor } from './actor.ts'
import { jrd, missing } from './respond.ts'

const activityJson = 'application/activity+json'

/** How others find channels, voices and pen names, and what software they talk to; members are never found (P1). */
export function discoveryRoutes(deps: FederationDeps & { readonly newContext: () => Ctx }): Hono {
  return new Hono()
    .get('/.well-known/webfinger', async (c) => {
      const ctx = deps.newContext()
      const by = whomOf(c.req.query('resource') ?? '', ctx.origin)
      const actor = by && (await readPublicActor(publishedTables(ctx.db), by))
      if (!actor || actor.retired) return withCors(missing())
      return jrd({
        subject: `acct:${actor.preferredUsername}@${new URL(ctx.origin).host}`,
        links: [{ rel: 'self', type: activityJson, href: actor.uri }],
      })
    })

    .get('/.well-known/nodeinfo', async (c, next) => {
      const ctx = deps.newContext()
      const instance = await readInstanceActor(publishedTables(ctx.db))
      if (!instance || !(await hasOpenChannel(ctx))) return next()
      return c.json({
        links: [
          { rel: 'http://nodeinfo.diaspora.software/ns/schema/2.1', href: `${ctx.origin}/nodeinfo/2.1` },
          // FEP-2677
          { rel: 'https://www.w3.org/ns/activitystreams#Application', href: instance.uri },
        ],
      })
    })

    .get('/nodeinfo/2.1', async (c, next) => {
      const ctx = deps.newContext()
      if (!(await hasOpenChannel(ctx))) return next()
      return c.json({
        version: '2.1',
        // The schema wants a version; which one runs here helps only those who look for holes.
        software: { name: deps.softwareName, version: '0' },
        protocols: ['activitypub'],
        services: { inbound: [], outbound: [] },
        openRegistrations: false,
        // FEP-0151: no counts of people.
        usage: { users: {} },
        metadata: {},
      })
    })
}

/** An `acct:` of ours, or an actor's own address; nothing else is ever another name for an actor. */
function whomOf(resource: string, origin: string): { username: string } | { uri: string } | undefined {
  if (couldBeUri(resource)) return { uri: resource }
  const suffix = `@${new URL(origin).host}`
  const [, username] = /^acct:([a-z0-9_]{1,64})@/i.exec(resource) ?? []
  return username !== undefined && resource.toLowerCase() === `acct:${username}${suffix}`.toLowerCase()
    ? { username: username.toLowerCase() }
    : undefined
}

function withCors(response: Response): Response {
  response.headers.set('Access-Control-Allow-Origin', '*')
  return response
}

/** A community that speaks to allies only says nothing about itself to anybody who asks. */
async function hasOpenChannel(ctx: Ctx): Promise<boolean> {
  const row = await publishedTables(ctx.db)
    .selectFrom('channels')
    .select('id')
    .where('kind', '=', 'open')
    .where('closedOn', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
