import { Hono } from 'hono'
import { publishedTables, readEdition } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import { dayOf } from '../../days.ts'
import { objectOfEdition, tombstoneOfEdition } from '../builder.ts'
import type { FederationDeps } from '../deps.ts'
import { readersOf } from '../gateway.ts'
import { readServedActivity } from './activity.ts'
import { actorDocument, readPublicActor } from './actor.ts'
import { admit } from './admit.ts'
import { collections } from './collections.ts'
import { findFileEdition, readFile } from './published-file.ts'
import { document, file, gone, missing } from './respond.ts'

/** What other servers read under `/ap`. HEAD is answered as GET without its body. */
export function documentRoutes(deps: FederationDeps & { readonly newContext: () => Ctx }): Hono {
  return new Hono()
    .get('/ap/actors/:id', async (c) => {
      const ctx = deps.newContext()
      const actor = await readPublicActor(publishedTables(ctx.db), { id: c.req.param('id') })
      return actor ? document(actorDocument(actor, ctx.origin), { isPublic: true }) : missing()
    })

    .get('/ap/actors/:id/:collection', async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const read = collections.get(c.req.param('collection'))
      const actor = read && (await readPublicActor(db, { id: c.req.param('id') }))
      const served = actor && (await read(db, actor, ctx.origin))
      if (!served) return missing()
      const { admitted } = await admit(ctx, deps, c.req.raw, served.readers)
      return admitted ? document(served.body, { isPublic: served.readers === 'anyone' }) : missing()
    })

    .get('/ap/objects/:id', async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const edition = await readEdition(db, c.req.param('id'))
      if (!edition) return missing()
      const readers = await readersOf(db, edition)
      const { admitted, host } = await admit(ctx, deps, c.req.raw, readers)
      if (!admitted) return missing()
      if (edition.withdrawnOn !== undefined) return gone(tombstoneOfEdition(edition))
      if (host !== undefined) await noteFetch(ctx, edition.id, host)
      return document(objectOfEdition(edition), { isPublic: readers === 'anyone' })
    })

    .get('/ap/activities/:id', async (c) => {
      const ctx = deps.newContext()
      const served = await readServedActivity(publishedTables(ctx.db), c.req.param('id'))
      if (!served) return missing()
      const { admitted, host } = await admit(ctx, deps, c.req.raw, served.readers)
      if (!admitted) return missing()
      if (host !== undefined && served.editionId !== undefined) await noteFetch(ctx, served.editionId, host)
      return document(served.body, { isPublic: served.readers === 'anyone' })
    })

    .get('/ap/files/:id', async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const edition = await findFileEdition(db, c.req.param('id'))
      if (!edition) return missing()
      const readers = await readersOf(db, edition)
      const { admitted, host } = await admit(ctx, deps, c.req.raw, readers)
      const picture = admitted ? await readFile(db, c.req.param('id')) : undefined
      if (!picture) return missing()
      if (host !== undefined) await noteFetch(ctx, edition.id, host)
      return file(picture.bytes, picture.mediaType, { isPublic: readers === 'anyone' })
    })

    .all('/ap/*', missing)
}

/** Remembers that a server has an edition: it will be asked to forget it (P5). */
async function noteFetch(ctx: Ctx, editionId: string, host: string): Promise<void> {
  await ctx.db
    .insertInto('editionFetches')
    .values({ editionId, host, fetchedOn: dayOf(ctx.clock.now()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
