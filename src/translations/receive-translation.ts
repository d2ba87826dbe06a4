import { sql } from 'kysely'
import { type RemoteTransaction, receiveActivity } from '../allies/receive-activity.ts'
import type { RemoteActivity, RemoteCtx, RemoteObject } from '../allies/remote.ts'
import { cleanLine, cleanObject, creditOf, hostOf, isConsistent } from '../allies/rules.ts'
import { readSettings } from '../community/settings.ts'
import { languageOf } from '../i18n/languages.ts'
import { plainText } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'

export interface ReceiveTranslation {
  readonly activity: RemoteActivity
  /** The edition of ours that it is of. */
  readonly editionUri: string
  readonly object: RemoteObject
  /** Where the answer goes. */
  readonly inbox: string
}

/** More than moderators can read at a time. */
const mostWaitingPerHost = 10

/**
 * Another community offers a translation of an edition of ours: it waits for the moderators, if the edition's author
 * said that translations are welcome. For an allied channel only hosts of accepted followers may. One waits for each
 * edition, language and host, and 10 of a host in all. Refuses: forbidden, missing (no such edition, not welcome, or
 * there in this language already), busy.
 */
export async function receiveTranslation(
  ctx: RemoteCtx,
  { activity, editionUri, object, inbox }: ReceiveTranslation,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const isTheirs = hostOf(object.uri) === trx.actor.host && object.authorUri === trx.actor.uri
    if (!isTheirs || !isConsistent(object) || hostOf(inbox) !== trx.actor.host) return forbidden()
    const edition = await welcomeIn(trx, editionUri)
    if (!edition) return missing()
    const isAllowed =
      edition.kind === 'open'
        ? can(trx.actor, 'channel.comment-openly')
        : edition.isFollower && can(trx.actor, 'channel.comment', 'follower')
    if (!isAllowed) return forbidden()
    const { defaultLocale } = await readSettings(trx)
    const content = cleanObject(object, defaultLocale)
    const isThere = edition.languages.some((one) => languageOf(one) === languageOf(content.language))
    if (isThere || plainText(content.html).trim() === '') return missing()
    if ((await waitingFrom(trx)) >= mostWaitingPerHost) {
      return refuse({ kind: 'busy', message: 'remoteComments.errors.tooMany' })
    }
    const { language, title, html, authorName } = content
    await trx.db
      .insertInto('receivedTranslations')
      .values({
        ...{ id: trx.random.id(), offerUri: activity.uri, editionId: edition.id, inbox },
        ...{ actorUri: trx.actor.uri, host: trx.actor.host, language, title: cleanLine(title, 120), html },
        translatedBy: creditOf(authorName, trx.actor.host),
        state: 'waiting',
        receivedAt: trx.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return ok()
  })
}

const welcomeIn = (ctx: RemoteTransaction, editionUri: string) =>
  ctx.db
    .selectFrom('editions as e')
    .innerJoin('channels', 'channels.id', 'e.channelId')
    .select(['e.id', 'channels.kind'])
    .select(
      sql<boolean>`exists (select 1 from followers where followers.channel_id = channels.id
        and followers.host = ${ctx.actor.host} and followers.state = 'accepted')`.as('isFollower'),
    )
    .select(
      sql<string[]>`array(select text.language from edition_texts text
        where text.edition_id = e.id and text.version = e.version)`.as('languages'),
    )
    .where('e.uri', '=', editionUri)
    .where('e.withdrawnOn', 'is', null)
    .where('e.translationsWelcome', '=', true)
    .forShare('e')
    .executeTakeFirst()

async function waitingFrom(ctx: RemoteTransaction): Promise<number> {
  const { waiting } = await ctx.db
    .selectFrom('receivedTranslations')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where('host', '=', ctx.actor.host)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return waiting
}
