import type { TransactionCtx } from '../context.ts'
import type { RemoteEvent, RemoteLink, RemoteObject, RemotePoll } from './remote.ts'
import { cleanLine, hostOf } from './rules.ts'

type ExtrasCtx = Pick<TransactionCtx, 'db'>

const longest = { option: 200, place: 300, name: 200 } as const

/** Keeps what an ally's post holds besides words and pictures, in place of what it had. */
export async function replaceExtras(
  ctx: ExtrasCtx,
  alliedPostId: string,
  { poll, event, links = [] }: Pick<RemoteObject, 'poll' | 'event' | 'links'>,
): Promise<void> {
  await deleteExtras(ctx, alliedPostId)
  if (poll) await writePoll(ctx, alliedPostId, poll)
  if (event) await writeEvent(ctx, alliedPostId, event)
  await writeLinks(ctx, alliedPostId, links)
}

/** Deletes it. */
export async function deleteExtras({ db }: ExtrasCtx, alliedPostId: string): Promise<void> {
  await db.deleteFrom('alliedPolls').where('alliedPostId', '=', alliedPostId).execute()
  await db.deleteFrom('alliedEvents').where('alliedPostId', '=', alliedPostId).execute()
  await db.deleteFrom('alliedLinks').where('alliedPostId', '=', alliedPostId).execute()
}

async function writePoll({ db }: ExtrasCtx, alliedPostId: string, poll: RemotePoll): Promise<void> {
  const { isMultiple: multiple, endsAt = null, isClosed: closed, voters = null } = poll
  await db.insertInto('alliedPolls').values({ alliedPostId, multiple, endsAt, closed, voters }).execute()
  await db
    .insertInto('alliedPollOptions')
    .values(
      poll.options.map(({ name, votes = null }, position) => ({
        alliedPostId,
        position,
        name: cleanLine(name, longest.option) || '…',
        votes,
      })),
    )
    .execute()
}

async function writeEvent({ db }: ExtrasCtx, alliedPostId: string, event: RemoteEvent): Promise<void> {
  const { startsAt, endsAt = null, place, isCancelled: cancelled } = event
  await db
    .insertInto('alliedEvents')
    .values({ alliedPostId, startsAt, endsAt, place: cleanLine(place, longest.place), cancelled })
    .execute()
}

/** Only https addresses: nobody is led to where anybody on her way could read along. */
async function writeLinks(
  { db }: ExtrasCtx,
  alliedPostId: string,
  links: readonly RemoteLink[],
): Promise<void> {
  const kept = links.filter(({ url }) => url.startsWith('https://') && hostOf(url) !== undefined)
  if (kept.length === 0) return
  await db
    .insertInto('alliedLinks')
    .values(
      kept.map(({ kind, url, name }, position) => ({
        ...{ alliedPostId, position, kind, url },
        name: cleanLine(name, longest.name),
      })),
    )
    .execute()
}
