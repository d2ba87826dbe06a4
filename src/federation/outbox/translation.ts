import { activity, fragment, objectOfTranslation } from '../builder.ts'
import { type OutboundCtx, publishedOf, recipients } from '../gateway.ts'
import { activityUri, stableId } from '../uris.ts'
import { hasten } from './hasten.ts'
import { send } from './outgoing.ts'

/** Offers a translation to the channel whose post it is of: our voice does, for its translator is nobody outside (P1). */
export async function translationOffered(
  ctx: OutboundCtx,
  { translationId }: { readonly translationId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const offered = await readOffered(trx, translationId)
    if (offered?.state !== 'offered') return
    const { uri, group, inbox, voiceId, voiceUri } = offered
    const object = objectOfTranslation(offered, `${ctx.origin}/ap/objects/${offered.id}`)
    const addressing = { to: [group], cc: [] }
    const body = activity({ id: uri, type: 'Offer', actor: voiceUri, object, addressing })
    await send(trx, {
      ...{ id: offered.id, actorId: voiceId, type: 'Offer', body },
      recipients: recipients([inbox]),
    })
  })
}

/** Asks for it to be taken out again. What waits at that inbox is tried at once, so that this is not held up behind it. */
export async function translationTakenBack(
  ctx: OutboundCtx,
  { translationId }: { readonly translationId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const offered = await readOffered(trx, translationId)
    if (offered?.state !== 'withdrawn') return
    const { uri, group, inbox, voiceId, voiceUri, objectUri } = offered
    const to = recipients([inbox])
    await hasten(trx, to)
    const id = await stableId('undo', offered.id)
    const body = activity({
      ...{ id: activityUri(ctx.origin, id), type: 'Undo', actor: voiceUri },
      object: fragment({ id: uri, type: 'Offer', actor: voiceUri, target: objectUri }),
      addressing: { to: [group], cc: [] },
    })
    await send(trx, { id, actorId: voiceId, type: 'Undo', body, recipients: to })
  })
}

const readOffered = (ctx: OutboundCtx, id: string) =>
  publishedOf(ctx)
    .selectFrom('offeredTranslations as offered')
    .innerJoin('followedChannels as followed', 'followed.id', 'offered.followedChannelId')
    .innerJoin('actors as voice', (join) => join.on('voice.kind', '=', 'voice'))
    .select(['offered.id', 'offered.uri', 'offered.objectUri', 'offered.language', 'offered.title'])
    .select(['offered.html', 'offered.state', 'followed.actorUri as group', 'followed.inbox'])
    .select(['voice.id as voiceId', 'voice.uri as voiceUri'])
    .where('offered.id', '=', id)
    .forShare('offered')
    .executeTakeFirst()

/** Tells another community what became of a translation that it offered; the channel does, whose edition it is of. */
export async function translationAnswered(
  ctx: OutboundCtx,
  { receivedTranslationId }: { readonly receivedTranslationId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const received = await publishedOf(trx)
      .selectFrom('receivedTranslations as received')
      .innerJoin('editions as edition', 'edition.id', 'received.editionId')
      .innerJoin('channels as channel', 'channel.id', 'edition.channelId')
      .innerJoin('actors as group', 'group.id', 'channel.actorId')
      .select(['received.id', 'received.offerUri', 'received.actorUri', 'received.inbox', 'received.state'])
      .select(['edition.uri as editionUri', 'group.id as groupId', 'group.uri as group'])
      .where('received.id', '=', receivedTranslationId)
      .executeTakeFirst()
    // Taken back meanwhile: nobody waits for an answer.
    if (received?.state !== 'accepted' && received?.state !== 'refused') return
    const type = received.state === 'accepted' ? 'Accept' : 'Reject'
    const id = await stableId(type, received.offerUri)
    const { offerUri, actorUri, editionUri, group, groupId } = received
    const body = activity({
      ...{ id: activityUri(ctx.origin, id), type, actor: group },
      object: fragment({ id: offerUri, type: 'Offer', actor: actorUri, target: editionUri }),
      addressing: { to: [actorUri], cc: [] },
    })
    await send(trx, { id, actorId: groupId, type, body, recipients: recipients([received.inbox]) })
  })
}
