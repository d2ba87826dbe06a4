import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import { dayOf } from '../days.ts'
import { emit } from '../events/outbox.ts'
import { readServer } from '../policy/servers.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { replaceExtras } from './allied-extras.ts'
import { replaceImages } from './allied-images.ts'
import { noteWelcome, replaceTexts } from './allied-texts.ts'
import { carryPost } from './carry-post.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx, RemoteObject } from './remote.ts'
import { type CleanObject, cleanDay, cleanObject, hostOf, isConsistent, letsPassOn } from './rules.ts'
import { wasWithdrawn } from './withdrawn-objects.ts'

export interface ReceiveEdition {
  /** The Announce, by the channel. */
  readonly activity: RemoteActivity
  readonly channelUri: string
  /** For an open channel as fetched from its origin, unless that is the channel's own host. */
  readonly object: RemoteObject
  /** It stands on top of its channel. */
  readonly isPinned?: boolean
  /** It was published before now, by its day: it takes its place among what came then, and nothing else is fetched. */
  readonly isFromBefore?: boolean
}

/**
 * A channel that we follow brings an edition, or an answer to one. From a channel that we do not follow, and when it
 * was taken back before, it is dropped without a trace. Refuses: forbidden (brought by anybody but the channel itself,
 * with an author of another host, or for an allied channel from another host than its own).
 */
export async function receiveEdition(ctx: RemoteCtx, input: ReceiveEdition): Promise<Result<undefined>> {
  return receiveActivity(ctx, input.activity, async (trx) => {
    const { channelUri, object } = input
    if (trx.actor.uri !== channelUri || !isConsistent(object)) return forbidden()
    const channel = await trx.db
      .selectFrom('followedChannels')
      .select(['id', 'kind', 'actorUri', 'followersUri'])
      .where('actorUri', '=', channelUri)
      // Its answer to our Follow may come after its first edition; nobody sees that before we are let in.
      .where('state', 'in', ['requested', 'following'])
      .forShare()
      .executeTakeFirst()
    if (!channel) return ok()
    const originHost = hostOf(object.uri) ?? ''
    if (channel.kind === 'allied' && originHost !== trx.actor.host) return forbidden()
    // We have it in this language from where it is told in all of them.
    if (object.isLanguageOfAnother) return ok()
    // Our own answer, coming back: it is shown from where it was written.
    if (originHost === hostOf(trx.origin)) return ok()
    // Brought by another: what comes from a server that may not speak with us stays away.
    if ((await readServer(trx, originHost)).isRefused) return ok()
    if (await wasWithdrawn(trx, object.uri, [originHost, trx.actor.host])) return ok()
    const { defaultLocale } = await readSettings(trx)
    const content = cleanObject(object, defaultLocale)
    const alliedPostId = await writePost(trx, {
      ...{ ...input, content, channelId: channel.id },
      mayBeCarried: letsPassOn(object, channel),
    })
    if (alliedPostId === undefined) {
      if (input.isPinned === true) await pinHere(trx, object.uri, channel.id)
      return ok()
    }
    await replaceTexts(trx, alliedPostId, content.translations)
    await noteWelcome(trx, alliedPostId, object)
    await replaceImages(trx, alliedPostId, content.images)
    await replaceExtras(trx, alliedPostId, object)
    if (input.isFromBefore === true) return ok()
    await wantThread(trx, alliedPostId, object)
    await carryPost(trx, alliedPostId, 'new')
    return ok()
  })
}

const pinHere = ({ db }: RemoteTransaction, objectUri: string, channelId: string) =>
  db
    .updateTable('alliedPosts')
    .set({ pinned: true })
    .where('objectUri', '=', objectUri)
    .where('followedChannelId', '=', channelId)
    .where('withdrawnAt', 'is', null)
    .execute()

/** An answer to what is not here yet: what it answers is asked for later, outside any transaction. */
async function wantThread(trx: RemoteTransaction, alliedPostId: string, { inReplyTo }: RemoteObject) {
  if (inReplyTo === undefined || hostOf(inReplyTo) === undefined) return
  if (hostOf(inReplyTo) === hostOf(trx.origin)) return
  const answered = await trx.db
    .selectFrom('alliedPosts')
    .select('id')
    .where('objectUri', '=', inReplyTo)
    .executeTakeFirst()
  if (!answered) await emit(trx, { type: 'allied-thread-wanted', alliedPostId })
}

interface NewPost extends Pick<ReceiveEdition, 'isPinned' | 'isFromBefore'> {
  readonly object: RemoteObject
  readonly content: CleanObject
  readonly channelId: string
  readonly mayBeCarried: boolean
}

/**
 * Writes the post; undefined when it is here already. What another channel brought, that has taken it out since or that
 * we left, comes back through this one, and a channel of its own server has it from anybody else.
 */
async function writePost(
  ctx: RemoteTransaction,
  { object, content, channelId, mayBeCarried, isPinned = false, isFromBefore = false }: NewPost,
): Promise<string | undefined> {
  const { authorName, passedOnFrom, title, html, language } = content
  const now = ctx.clock.now()
  const publishedOn = cleanDay(object.publishedOn, now)
  const origin = hostOf(object.uri) ?? ''
  const brought = {
    followedChannelId: channelId,
    authorUri: object.authorUri,
    authorName,
    passedOnFrom,
    title,
    html,
    language,
    mayBeCarried,
    withdrawnAt: null,
  }
  const written = await ctx.db
    .insertInto('alliedPosts')
    .values({
      id: ctx.random.id(),
      objectUri: object.uri,
      inReplyTo:
        object.inReplyTo !== undefined && hostOf(object.inReplyTo) !== undefined ? object.inReplyTo : null,
      publishedOn,
      receivedAt: isFromBefore && publishedOn < dayOf(now) ? new Date(`${publishedOn}T00:00:00Z`) : now,
      pinned: isPinned,
      ...brought,
    })
    .onConflict((conflict) =>
      conflict
        .column('objectUri')
        .doUpdateSet(brought)
        .where('alliedPosts.followedChannelId', '<>', channelId)
        .where(
          sql<boolean>`(allied_posts.withdrawn_at is not null or not exists (select 1 from followed_channels f
            where f.id = allied_posts.followed_channel_id and f.state in ('requested', 'following')
              and (f.host = ${origin} or ${origin} <> ${ctx.actor.host})))`,
        ),
    )
    .returning('id')
    .executeTakeFirst()
  return written?.id
}
