import { placeChannel } from '../../../src/allies/place-channel.ts'
import { receiveAlliedReaction } from '../../../src/allies/receive-allied-reaction.ts'
import { receiveMove } from '../../../src/allies/receive-move.ts'
import type { RemoteChannel, RemoteObject } from '../../../src/allies/remote.ts'
import { decideServer } from '../../../src/servers/decide-server.ts'
import { importList } from '../../../src/servers/import-list.ts'
import { type AlliedCommunity, remoteChannel, remoteObject } from '../../allies/support.ts'
import { done } from '../../channels/support.ts'
import { troubleLines } from '../../health/support.ts'
import type { TestApp } from '../../support/app.ts'
import type { Residents } from './people.ts'
import { answer } from './writing.ts'

export interface Allies {
  readonly alliedPost: string
  /** With everything that the page of a channel can show. */
  readonly channel: string
  readonly vote: string
  readonly meeting: string
}

/** Servers that were decided about, and lines of a list that wait. */
async function judgeServers(allied: AlliedCommunity): Promise<void> {
  const { ctx } = allied.moderator
  done(await decideServer(ctx, { domain: 'loud.example', decision: 'block' }))
  done(await decideServer(ctx, { domain: 'hill.example', decision: 'allow' }))
  const list =
    'domain,severity,public_comment\nvalley.example,noop,\nbad.example,suspend,spam\nnoisy.example,silence,'
  done(await importList(ctx, { list }))
}

/** Channels that are followed, asked for and refused; what they brought; and who waits to follow ours. */
export async function meetAllies(app: TestApp, allied: AlliedCommunity, people: Residents): Promise<Allies> {
  const valley = remoteChannel('valley.example')
  const { followedChannelId: channel } = await allied.follow(valley)
  await allied.request(remoteChannel('river.example'))
  const refused = remoteChannel('mountain.example', 'open')
  await allied.answer(refused, (await allied.request(refused)).followUri, false)
  const publishedOn = app.clock.now().toISOString().slice(0, 10)
  const bring = async (number: number, changes: Parameters<typeof remoteObject>[1]): Promise<string> => {
    app.clock.moveDays(0.02)
    const uri = `https://valley.example/ap/objects/${number}`
    done(await allied.bring(valley, remoteObject(uri, { publishedOn, ...changes })))
    return uri
  }
  for (let number = 2; number <= 24; number += 1)
    await bring(number, { title: `Hoja del valle ${number}`, html: '<p>Esta semana caminamos juntas.</p>' })
  const html =
    '<p>La mesa está abierta <strong>los jueves</strong>.</p><ul><li>té</li><li>pan</li></ul><p>Nadie pregunta nada.</p>'
  const uri = await bring(1, { title: 'La mesa de los jueves, que ahora también es de los domingos', html })
  const passedOn = { passedOnFrom: 'Wayra (River)', inReplyTo: uri, title: '', html: '<p>¡Vamos!</p>' }
  await bring(30, passedOn)
  const alliedPost = (await allied.alliedPost(uri))?.id ?? ''
  await answer(people.marta, { alliedPostId: alliedPost }, 'We could do this here too.')
  for (const slug of ['boletin', 'aliadas'])
    for (const host of ['hill.example', 'lake.example'])
      await allied.askToFollow(slug, `https://${host}/ap/actors/${slug}`)
  await judgeServers(allied)
  await troubleLines(app)
  const vote = await bring(31, {
    title: '¿Cuándo caminamos?',
    html: '<p>Elijan.</p>',
    ...beyondWords(app.clock.now()),
  })
  const event = { startsAt: app.clock.now(), place: 'La plaza, junto al árbol', isCancelled: true }
  const meeting = await bring(32, { title: 'Mesa en la plaza', html: '<p>Hay pan.</p>', event })
  await noteOlderThings(allied, valley, channel, people)
  const idOf = async (objectUri: string): Promise<string> => (await allied.alliedPost(objectUri))?.id ?? ''
  return { alliedPost, channel, vote: await idOf(vote), meeting: await idOf(meeting) }
}

/** A vote with counts, and a film elsewhere. */
const beyondWords = (now: Date): Pick<RemoteObject, 'poll' | 'links'> => ({
  poll: {
    isMultiple: true,
    isClosed: false,
    endsAt: new Date(now.getTime() + 86_400_000),
    voters: 12,
    options: [
      { name: 'El jueves por la mañana', votes: 9 },
      { name: 'El domingo', votes: 5 },
    ],
  },
  links: [{ kind: 'video', url: 'https://video.example/1', name: 'Cómo llegar' }],
})

/** A picture that is not kept any more, a like, a post on top, a group that shows the channel, and a move. */
async function noteOlderThings(
  allied: AlliedCommunity,
  valley: RemoteChannel,
  followedChannelId: string,
  people: Residents,
): Promise<void> {
  const objectUri = 'https://valley.example/ap/objects/32'
  const from = () => allied.remoteAs(valley.actorUri)
  const like = {
    uri: 'https://valley.example/likes/1',
    actorUri: valley.actorUri,
    kind: 'like',
    objectUri,
  } as const
  const { ctx, activity } = from()
  done(await receiveAlliedReaction(ctx, { activity, reaction: like }))
  await allied.db
    .updateTable('alliedPosts')
    .set({ pinned: true, picturesDroppedOn: '2030-01-01' })
    .where('objectUri', '=', objectUri)
    .execute()
  const { id: groupId } = await allied.db
    .selectFrom('groups')
    .select('id')
    .where('access', '=', 'members')
    .orderBy('name')
    .executeTakeFirstOrThrow()
  done(await placeChannel(people.sol.ctx, { followedChannelId, groupId, placed: true }))
  const target = { ...remoteChannel('lake.example'), alsoKnownAs: [valley.actorUri] }
  done(await receiveMove(ctx, { activity: from().activity, target }))
}
