import { Hono } from 'hono'
import {
  type PublishedDatabase,
  type PublishedEdition,
  publishedTables,
  readEdition,
} from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import { dayOf } from '../../days.ts'
import { objectOfEdition, tombstoneOfEdition } from '../builder.ts'
import type { FederationDeps } from '../deps.ts'
import { type Recipient, readersOf } from '../gateway.ts'
import { readServedActivity } from './activity.ts'
import { actorDocument, readPublicActor } from './actor.ts'
import { admit } from './admit.ts'
import { collections } from './collections.ts'
import { findFileEdition, readFile } from './published-file.ts'
import { document, file, gone, missing } from './respond.ts'

type DocumentDeps = FederationDeps & { readonly newContext: () => Ctx }

/** What other servers read under `/ap`. HEAD is answered as GET without its body. */
export function documentRoutes(deps: DocumentDeps): Hono {
  return new Hono()
    .get(`/ap/actors/${ownId}`, async (c) => {
      const ctx = deps.newContext()
      const actor = await readPublicActor(publishedTables(ctx.db), { id: c.req.param('id') })
      return actor ? document(actorDocument(actor, ctx.origin), { isPublic: true }) : missing()
    })

    .get(`/ap/actors/${ownId}/:collection`, async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const read = collections.get(c.req.param('collection'))
      const actor = read && (await readPublicActor(db, { id: c.req.param('id') }))
      const served = actor && (await read(db, actor, ctx.origin))
      if (!served) return missing()
      const { admitted } = await admit(ctx, deps, c.req.raw, served.readers)
      return admitted ? document(served.body, { isPublic: served.readers === 'anyone' }) : missing()
    })

    .get(`/ap/objects/${ownId}`, async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const edition = await readWhole(db, c.req.param('id'))
      if (!edition) return missing()
      const readers = await readersOf(db, edition)
      const { admitted, reader } = await admit(ctx, deps, c.req.raw, readers)
      if (!admitted) return missing()
      if (edition.withdrawnOn !== undefined) return gone(tombstoneOfEdition(edition))
      const standing = reader === undefined ? edition : await noteFetch(ctx, edition.id, reader)
      return standing ? document(objectOfEdition(standing), { isPublic: readers === 'anyone' }) : missing()
    })

    .get(`/ap/activities/${ownId}`, async (c) => {
      const ctx = deps.newContext()
      const served = await readServedActivity(publishedTables(ctx.db), c.req.param('id'))
      if (!served) return missing()
      const { admitted, reader } = await admit(ctx, deps, c.req.raw, served.readers)
      if (!admitted) return missing()
      const { body, readers, editionId } = served
      const carriesWords = reader !== undefined && editionId !== undefined
      if (carriesWords && !(await noteFetch(ctx, editionId, reader))) return missing()
      return document(body, { isPublic: readers === 'anyone' })
    })

    .get(`/ap/files/${ownId}`, async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const edition = await findFileEdition(db, c.req.param('id'))
      if (!edition) return missing()
      const readers = await readersOf(db, edition)
      const { admitted, reader } = await admit(ctx, deps, c.req.raw, readers)
      if (!admitted || (reader !== undefined && !(await noteFetch(ctx, edition.id, reader)))) return missing()
      const picture = await readFile(db, c.req.param('id'))
      return picture ? file(picture.bytes, picture.mediaType, { isPublic: readers === 'anyone' }) : missing()
    })

    .all('/ap', missing)
    .all('/ap/*', missing)
}

/** What could not be an id of ours never reaches the database. */
const ownId = ':id{[0-9a-z]{1,64}}'

/** An edition is read in several statements; one that was withdrawn between them is read again. */
async function readWhole(db: PublishedDatabase, id: string): Promise<PublishedEdition | undefined> {
  const edition = await readEdition(db, id)
  const isWhole = edition?.withdrawnOn !== undefined || (edition && edition.texts.length > 0)
  return isWhole ? edition : readEdition(db, id)
}

/**
 * Remembers that a server has an edition and where to ask it to forget it (P5), and gives the edition if it still
 * stands then: a withdrawal afterwards finds the note, and one before leaves nothing to serve. The address is kept
 * with the edition, for what is known of actors elsewhere is forgotten after a month.
 */
async function noteFetch(
  ctx: Ctx,
  editionId: string,
  { host, inbox }: Recipient,
): Promise<PublishedEdition | undefined> {
  await ctx.db
    .insertInto('editionFetches')
    .values({ editionId, host, inbox, fetchedOn: dayOf(ctx.clock.now()) })
    .onConflict((conflict) => conflict.columns(['editionId', 'host']).doUpdateSet({ inbox }))
    .execute()
  const edition = await readEdition(publishedTables(ctx.db), editionId)
  return edition && edition.withdrawnOn === undefined && edition.texts.length > 0 ? edition : undefined
}
