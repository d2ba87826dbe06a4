import { Hono } from 'hono'
import {
  type PublishedDatabase,
  type PublishedEdition,
  publishedTables,
  readEdition,
  readNotes,
} from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import { objectOfEdition, objectOfNote, tombstoneOfEdition, tombstoneOfNote } from '../builder.ts'
import type { FederationDeps } from '../deps.ts'
import { readersOf } from '../gateway.ts'
import { readServedActivity } from './activity.ts'
import { actorDocument, readPublicActor, tombstoneOfActor } from './actor.ts'
import { admit } from './admit.ts'
import { readChannelAbout } from './channel-parts.ts'
import { collections } from './collections.ts'
import { noteFetch, noteFetches } from './note-fetch.ts'
import { findFileEdition, readFile } from './published-file.ts'
import { document, file, gone, missing } from './respond.ts'
import { readThread } from './thread.ts'

type DocumentDeps = FederationDeps & { readonly newContext: () => Ctx }

/** What other servers read under `/ap`. HEAD is answered as GET without its body. */
export function documentRoutes(deps: DocumentDeps): Hono {
  return new Hono()
    .get(`/ap/actors/${ownId}`, async (c) => {
      const ctx = deps.newContext()
      const actor = await readPublicActor(publishedTables(ctx.db), { id: c.req.param('id') })
      if (!actor) return missing()
      // Everybody could read it, so everybody may learn that it is gone.
      if (actor.retired) return gone(tombstoneOfActor(actor))
      const about = actor.channel && (await readChannelAbout(publishedTables(ctx.db), actor.channel.id))
      return document(actorDocument(actor, ctx.origin, about), { isPublic: true })
    })

    .get(`/ap/actors/${ownId}/:collection`, async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const read = collections.get(c.req.param('collection'))
      const actor = read && (await readPublicActor(db, { id: c.req.param('id') }))
      const again = async () => (actor && !actor.retired ? read?.(db, actor, ctx.origin) : undefined)
      const first = await again()
      if (!first) return missing()
      const { admitted, reader } = await admit(ctx, deps, c.req.raw, first.readers)
      if (!admitted) return missing()
      const served = reader === undefined ? first : await noteFetches(ctx, first, { reader, again })
      return served ? document(served.body, { isPublic: served.readers === 'anyone' }) : missing()
    })

    .get(`/ap/objects/${ownId}`, async (c) => {
      const ctx = deps.newContext()
      const db = publishedTables(ctx.db)
      const edition = await readWhole(db, c.req.param('id'))
      if (!edition) return noteDocument(deps, ctx, c.req.raw, c.req.param('id'))
      const readers = await readersOf(db, edition)
      const { admitted, reader } = await admit(ctx, deps, c.req.raw, readers)
      if (!admitted) return missing()
      if (edition.withdrawnOn !== undefined) return gone(tombstoneOfEdition(edition))
      const standing = reader === undefined ? edition : await noteFetch(ctx, edition.id, reader)
      return standing ? document(objectOfEdition(standing), { isPublic: readers === 'anyone' }) : missing()
    })

    .get(`/ap/objects/${ownId}/context`, async (c) => {
      const ctx = deps.newContext()
      const served = await readThread(publishedTables(ctx.db), c.req.param('id'))
      if (!served) return missing()
      const { admitted } = await admit(ctx, deps, c.req.raw, served.readers)
      return admitted ? document(served.body, { isPublic: served.readers === 'anyone' }) : missing()
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

/** A further language of an edition, by itself: read by whoever may read the edition, and gone with it. */
async function noteDocument(deps: DocumentDeps, ctx: Ctx, request: Request, id: string): Promise<Response> {
  const db = publishedTables(ctx.db)
  const [note] = await readNotes(db, { id })
  const edition = note && (await readWhole(db, note.editionId))
  if (!note || !edition) return missing()
  const readers = await readersOf(db, edition)
  const { admitted, reader } = await admit(ctx, deps, request, readers)
  if (!admitted) return missing()
  if (note.withdrawnOn !== undefined || edition.withdrawnOn !== undefined) return gone(tombstoneOfNote(note))
  const standing = reader === undefined ? edition : await noteFetch(ctx, edition.id, reader)
  const isThere = standing?.texts.some(({ language }) => language === note.language)
  return standing && isThere
    ? document(objectOfNote(standing, note), { isPublic: readers === 'anyone' })
    : missing()
}

/** What could not be an id of ours never reaches the database. */
const ownId = ':id{[0-9a-z]{1,64}}'

/** An edition is read in several statements; one that was withdrawn between them is read again. */
async function readWhole(db: PublishedDatabase, id: string): Promise<PublishedEdition | undefined> {
  const edition = await readEdition(db, id)
  const isWhole = edition?.withdrawnOn !== undefined || (edition && edition.texts.length > 0)
  return isWhole ? edition : readEdition(db, id)
}
