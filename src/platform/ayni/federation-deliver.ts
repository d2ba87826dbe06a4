import { publishedTables, readEdition } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import { readersOf } from '../../federation/gateway.ts'
import { sendSigned } from '../../federation/signatures/sign.ts'
import { readSigningKey } from '../../federation/signatures/signing-key.ts'
import { hostOf } from '../../federation/uris.ts'
import { readServer } from '../../policy/servers.ts'
import { type Command, CommandError } from './command.ts'
import { telling } from './federation-lookup.ts'

export const deliverCommand: Command = {
  name: 'federation deliver',
  summary: 'Brings one activity to one inbox now, and shows what is sent and answered.',
  words: [
    { name: 'what', value: 'ID', text: 'An edition or an activity, by its id or its address.' },
    { name: 'where', value: 'INBOX|HOST', text: 'An inbox, or a server that was delivered to before.' },
  ],
  options: {},
  async run({ ctx, print, federation }, { what = '', where = '' }) {
    const activity = await findActivity(ctx, what)
    if (!activity)
      throw new CommandError('Nothing with that id was ever sent, or its words were taken back since.')
    const inbox = await findInbox(ctx, where)
    if (inbox === undefined) throw new CommandError('No inbox of that server is known. Give its address.')
    const host = hostOf(inbox)
    if (host === undefined || (await readServer(ctx, host)).isRefused)
      throw new CommandError('That server may not speak with us: nothing goes there by hand.')
    if (!(await mayRead(ctx, activity, inbox)))
      throw new CommandError('That server may not read this: its words go to approved followers only.')
    const key = await readSigningKey(publishedTables(ctx.db), activity.actorId)
    await sendSigned(ctx, telling(federation.safeFetch, print, { headers: true }), key, {
      url: inbox,
      method: 'POST',
      headers: { 'content-type': 'application/activity+json' },
      body: activity.body,
      maximumBytes: 64 * 1_024,
      timeoutMilliseconds: 15_000,
    })
    print('')
    print('Nothing was noted of this: the ledger knows only what the server sends by itself.')
  },
}

type Activity = NonNullable<Awaited<ReturnType<typeof findActivity>>>

/** Of an edition what was sent last. */
async function findActivity(ctx: Ctx, what: string) {
  const id = what.replace(/^.*\//, '')
  const found = await publishedTables(ctx.db)
    .selectFrom('activities')
    .select(['actorId', 'type', 'editionId', 'body'])
    .where(({ eb, or }) => or([eb('id', '=', id), eb('editionId', '=', id)]))
    .orderBy('createdOn', 'desc')
    .execute()
  return found.find(({ body }) => body.byteLength > 0)
}

async function findInbox(ctx: Ctx, where: string): Promise<string | undefined> {
  if (where.includes('://')) return hostOf(where) === undefined ? undefined : where
  const row = await publishedTables(ctx.db)
    .selectFrom('deliveries')
    .select('inbox')
    .where('host', '=', where.toLowerCase())
    .limit(1)
    .executeTakeFirst()
  return row?.inbox
}

async function mayRead(ctx: Ctx, { editionId, type }: Activity, inbox: string): Promise<boolean> {
  if (editionId === null || type === 'Delete') return true
  const db = publishedTables(ctx.db)
  const edition = await readEdition(db, editionId)
  const readers = edition ? await readersOf(db, edition) : []
  return readers === 'anyone' || readers.includes(hostOf(inbox) ?? '')
}
