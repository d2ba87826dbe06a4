import { acceptComment } from '../../../src/allies/accept-comment.ts'
import { readRemoteComment } from '../../../src/allies/moderator-queries.ts'
import { receiveComment } from '../../../src/allies/receive-comment.ts'
import { receiveFlag } from '../../../src/allies/receive-flag.ts'
import { receiveReaction } from '../../../src/allies/receive-reaction.ts'
import { chooseAttribution } from '../../../src/channels/choose-attribution.ts'
import { chooseChannel } from '../../../src/channels/choose-channel.ts'
import { createPenName } from '../../../src/channels/create-pen-name.ts'
import { nameDelegate } from '../../../src/channels/delegates.ts'
import { publishShare } from '../../../src/channels/publish-share.ts'
import { returnShare } from '../../../src/channels/return-share.ts'
import { revokeShare } from '../../../src/channels/revoke-share.ts'
import { startAnswer } from '../../../src/channels/start-answer.ts'
import { startShare } from '../../../src/channels/start-share.ts'
import { withdrawEdition } from '../../../src/channels/withdraw-edition.ts'
import { writeOutsideText } from '../../../src/channels/write-outside-text.ts'
import { type AlliedCommunity, remoteObject } from '../../allies/support.ts'
import { consent, done, newKeyPair } from '../../channels/support.ts'
import type { TestApp } from '../../support/app.ts'
import type { Groups } from './groups.ts'
import type { Residents } from './people.ts'
import { write } from './writing.ts'

export interface Sharing {
  /** Of Marta’s, by how far they got. */
  readonly shares: {
    readonly begun: string
    readonly ready: string
    readonly proposed: string
    readonly returned: string
    readonly published: string
    readonly withdrawn: string
    readonly revoked: string
    readonly answering: string
  }
  readonly editions: { readonly published: string; readonly withdrawn: string }
  readonly withdrawalCode: string
}

/** Shares at every step, an edition that is outside and one that was taken back, with what servers said to it. */
export async function shareOutside(
  app: TestApp,
  allied: AlliedCommunity,
  people: Residents,
  groups: Groups,
  alliedPostId: string,
): Promise<Sharing> {
  const { marta, sol, inti } = people
  const speaking = { name: inti.name, community: 'Tejedoras del valle' }
  done(await nameDelegate(sol.ctx, { slug: 'boletin', ...speaking }))
  const { penNameId } = done(await createPenName(marta.ctx, { name: 'Hebra Roja' }, newKeyPair))
  await createPenName(marta.ctx, { name: 'Weberin am Fluss' }, newKeyPair)
  const start = async (text: string): Promise<string> => {
    const postId = await write(marta, { groupId: groups.breakfast, language: 'es', text })
    return done(await startShare(marta.ctx, { postId })).shareId
  }
  const text = 'Desayuno los sábados, desde las nueve. Nadie pregunta nada. Trae tu taza si tienes.'
  const prepare = async (title: string, slug: string): Promise<string> => {
    const shareId = await start(text)
    done(await chooseChannel(marta.ctx, { shareId, channelId: allied.channel(slug) }))
    const attribution = { kind: 'pen-name', penNameId } as const
    done(await chooseAttribution(marta.ctx, { shareId, attribution }))
    done(await writeOutsideText(marta.ctx, { shareId, title, body: text, language: 'es', images: [] }))
    return shareId
  }
  const propose = async (title: string, slug = 'boletin') => {
    const shareId = await prepare(title, slug)
    return { shareId, ...(await consent(app, marta.ctx, shareId)) }
  }
  const publish = async (title: string) => {
    const { shareId, hash, withdrawalCode = '' } = await propose(title)
    const { editionId } = done(await publishShare(sol.ctx, { shareId, previewHash: hash }))
    return { shareId, editionId, withdrawalCode }
  }
  const begun = await start('¿Quién viene el sábado?')
  const ready = await prepare('Desayuno de los sábados', 'boletin')
  const proposed = (await propose('Una mesa larga')).shareId
  const returned = (await propose('Vecinas')).shareId
  done(await returnShare(sol.ctx, { shareId: returned, note: 'Please leave out the name of the street.' }))
  const published = await publish('Cómo tejemos la semana')
  const withdrawn = await publish('El horario de invierno')
  await deliver(app, withdrawn.editionId, 'Create')
  done(await withdrawEdition(marta.ctx, { editionId: withdrawn.editionId }))
  await deliver(app, withdrawn.editionId, 'Delete')
  const revoked = (await propose('Mejor no')).shareId
  done(await revokeShare(marta.ctx, { shareId: revoked }))
  const answering = done(await startAnswer(marta.ctx, { alliedPostId, language: 'es' })).shareId
  await receiveComments(app, allied, published.editionId)
  await talkBelow(app, allied, people, published.editionId)
  return {
    shares: {
      ...{ begun, ready, proposed, returned, revoked, answering },
      published: published.shareId,
      withdrawn: withdrawn.shareId,
    },
    editions: { published: published.editionId, withdrawn: withdrawn.editionId },
    withdrawalCode: published.withdrawalCode,
  }
}

/** What four servers said to an activity about an edition: yes, signed yes, nothing yet, nothing for too long. */
async function deliver({ db, random, clock }: TestApp, editionId: string, type: string): Promise<void> {
  const found = await db
    .selectFrom('activities')
    .select('id')
    .where('editionId', '=', editionId)
    .where('type', '=', type)
    .executeTakeFirst()
  const id = found?.id ?? (await insertActivity({ db, random, clock }, editionId, type))
  const today = clock.now().toISOString().slice(0, 10)
  const isDelete = type === 'Delete'
  const answers = [
    { host: 'valley.example', state: isDelete ? 'confirmed' : 'asked', settledOn: today },
    { host: 'river.example', state: 'asked', settledOn: today },
    { host: 'mountain.example', state: isDelete ? 'waiting' : 'asked', settledOn: isDelete ? null : today },
    {
      host: 'a-server-with-a-very-long-name.somewhere.example',
      state: isDelete ? 'failed' : 'asked',
      settledOn: today,
    },
  ] as const
  await db
    .insertInto('deliveries')
    .values(
      answers.map(({ host, state, settledOn }) => ({
        ...{ id: random.id(), activityId: id, editionId, host, state, settledOn },
        inbox: `https://${host}/ap/inbox`,
        attempts: state === 'waiting' ? 2 : 1,
        nextAttemptAt: state === 'waiting' ? new Date(Date.now() + 3_600_000) : null,
      })),
    )
    .execute()
}

async function insertActivity(
  { db, random, clock }: Pick<TestApp, 'db' | 'random' | 'clock'>,
  editionId: string,
  type: string,
): Promise<string> {
  const edition = await db
    .selectFrom('editions')
    .select(['actorId', 'channelId'])
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  const id = random.id()
  const createdOn = clock.now().toISOString().slice(0, 10)
  const uri = `https://harbour.example/ap/activities/${id}`
  await db
    .insertInto('activities')
    .values({ id, type, uri, editionId, createdOn, body: new TextEncoder().encode('{}'), ...edition })
    .execute()
  return id
}

/** Answers from elsewhere to what is outside; some wait for a moderator. */
async function receiveComments(app: TestApp, allied: AlliedCommunity, editionId: string): Promise<void> {
  const { uri } = await app.db
    .selectFrom('editions')
    .select('uri')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  const channelActorUri = await allied.channelUri('boletin')
  const words = ['<p>¿Puedo ir con mi hija?</p>', '<p>Thank you. <strong>We are coming.</strong></p>']
  for (const [at, html] of words.entries()) {
    const { ctx, activity } = allied.remoteAs(`https://valley.example/ap/actors/neighbour-${at}`)
    const object = remoteObject(`https://valley.example/ap/notes/${at}`, {
      ...{ html, inReplyTo: uri, title: '', authorName: `Vecina del valle ${at + 1}`, language: 'es' },
      authorUri: ctx.actor.uri,
      publishedOn: app.clock.now().toISOString().slice(0, 10),
    })

    done(await receiveComment(ctx, { activity, channelActorUri, object }))
  }
}

/** A conversation below what is outside, what people elsewhere said with a tap, and what one of them found wrong. */
async function talkBelow(
  app: TestApp,
  allied: AlliedCommunity,
  { sol }: Residents,
  editionId: string,
): Promise<void> {
  const { uri } = await app.db
    .selectFrom('editions')
    .select('uri')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  const channelActorUri = await allied.channelUri('boletin')
  const said = [
    { name: 'Wayra', inReplyTo: uri, html: '<p>En el valle también tejemos los sábados.</p>' },
    {
      name: 'Killa del lago',
      inReplyTo: 'https://lake.example/notes/talk-0',
      html: '<p>¿A qué hora? Vengo de lejos, y el bus pasa solo por la mañana.</p>',
    },
    { name: 'Wayra', inReplyTo: 'https://lake.example/notes/talk-1', html: '<p>Desde las nueve.</p>' },
  ]
  for (const [at, { name, inReplyTo, html }] of said.entries()) {
    const { ctx, activity } = allied.remoteAs(`https://lake.example/ap/actors/${at}`)
    const object = remoteObject(`https://lake.example/notes/talk-${at}`, {
      ...{ html, inReplyTo, title: '', authorName: name, language: 'es', authorUri: ctx.actor.uri },
      publishedOn: app.clock.now().toISOString().slice(0, 10),
    })
    done(await receiveComment(ctx, { activity, channelActorUri, object }))
    const { id: remoteCommentId } = await app.db
      .selectFrom('remoteComments')
      .select('id')
      .where('objectUri', '=', object.uri)
      .executeTakeFirstOrThrow()
    const { seen = '' } = (await readRemoteComment(sol.ctx, remoteCommentId)) ?? {}
    done(await acceptComment(sol.ctx, { remoteCommentId, seen }))
  }
  for (const [at, kind] of (['like', 'like', 'like', 'emoji', 'boost'] as const).entries()) {
    const { ctx, activity } = allied.remoteAs(`https://hill.example/ap/actors/reader-${at}`)
    done(await receiveReaction(ctx, { activity, objectUri: uri, kind }))
  }
  for (const [host, words] of [
    ['hill.example', 'It says on which day women meet. Is that safe?'],
    ['lake.example', ''],
  ] as const) {
    const { ctx, activity } = allied.remoteAs(`https://${host}/ap/actors/moderator`)
    done(await receiveFlag(ctx, { activity, objectUris: [uri], words }))
  }
}
