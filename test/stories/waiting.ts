import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { firstNames } from '../../src/channels/first-names.ts'
import { writeToModerators } from '../../src/contact/write-to-moderators.ts'
import type { MemberCtx } from '../../src/context.ts'
import { daysFrom } from '../../src/days.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { flagThing } from '../../src/moderation/flag-thing.ts'
import type { Flaggable, Written } from '../../src/moderation/things.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { createPost } from '../../src/posts/create-post.ts'
import type { Result } from '../../src/result.ts'
import { consent, draft, newKeyPair, publish } from '../channels/support.ts'
import type { TestApp } from '../support/app.ts'

/** What a use case gave; its refusal ends the story. */
export function done<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new Error(result.refusals.map(({ message }) => message).join(', '))
}

interface Writer {
  readonly memberId: string
  readonly ctx: MemberCtx
}

/** Words of members, each a minute after whatever came before; everything about them is as the use cases leave it. */
export function penOf(app: TestApp, language: string) {
  const passTime = () => app.clock.moveDays(1 / 1_440)
  const usual = () => ({ submission: app.random.id(), language })
  return {
    passTime,
    async post(
      { ctx }: Pick<Writer, 'ctx'>,
      text: string,
      options: { isAnonymous?: boolean } = {},
    ): Promise<Written> {
      passTime()
      const { submission, ...rest } = usual()
      const groupId = app.groups.general
      done(await createPost(ctx, { groupId, submission, text, pictures: [], ...rest, ...options }))
      return { what: 'post', id: submission }
    },
    async comment({ ctx }: Writer, postId: string, text: string): Promise<Written> {
      passTime()
      const { submission, ...rest } = usual()
      done(await createComment(ctx, { target: { postId }, submission, text, ...rest }))
      return { what: 'comment', id: submission }
    },
    async flag({ ctx }: Writer, thing: Flaggable, category = 'rules'): Promise<void> {
      passTime()
      done(await flagThing(ctx, { thing, category, note: '' }))
    },
  }
}

/** What an ally published in a channel that the community follows. */
export async function alliedPost({ db, clock, random }: TestApp, title: string): Promise<Flaggable> {
  const [id, followedChannelId] = [random.id(), random.id()]
  const uri = `https://ally.example/${id}`
  const channel = { actorUri: uri, host: 'ally.example', handle: 'a', name: 'Lembah', summary: '' }
  const following = { kind: 'open', state: 'following', inbox: uri, followUri: uri } as const
  await db
    .insertInto('followedChannels')
    .values({ id: followedChannelId, ...channel, ...following, requestedAt: clock.now() })
    .execute()
  await db
    .insertInto('alliedPosts')
    .values({
      ...{ id, followedChannelId, objectUri: uri, authorUri: uri, authorName: 'Lembah', title },
      ...{ html: '<p>Kabar dari jauh</p>', language: 'id', publishedOn: '2030-05-20' },
      receivedAt: clock.now(),
    })
    .execute()
  return { what: 'allied-post', id }
}

/** Everything that waits for moderators but is not about the words of members, the oldest first. */
export async function leaveTheRest(
  app: TestApp,
  { author, moderator }: { author: Writer; moderator: Writer },
): Promise<void> {
  const { db, random, clock } = app
  const other = await app.member({ name: 'Wulan' })
  const id = () => random.id()
  const now = () => {
    clock.moveDays(1 / 1_440)
    return clock.now()
  }
  const applicant = { statusCodeHash: id(), locale: 'id', displayName: 'Pendatang' }
  await db
    .insertInto('applications')
    .values({ id: id(), ...applicant, createdAt: now() })
    .execute()
  const groupId = id()
  await db.insertInto('groups').values({ id: groupId, name: 'Dapur', access: 'approval' }).execute()
  await db
    .insertInto('groupRequests')
    .values({ id: id(), groupId, memberId: other.id, createdAt: now() })
    .execute()
  await db
    .insertInto('recoveries')
    .values({ id: id(), codeHash: id(), memberId: author.memberId, askedAt: now() })
    .execute()
  const warning = { kind: 'warn', reason: 'Nada bicara', createdAt: now() } as const
  const appeal = 'Saya tidak bermaksud begitu.'
  await db
    .insertInto('sanctions')
    .values({ id: id(), memberId: author.memberId, ...warning, appeal, appealedAt: now() })
    .execute()
  const nameless = await penOf(app, 'id').post({ ctx: other.ctx }, 'Tanpa nama', { isAnonymous: true })
  const limit = { reason: 'Ancaman', createdAt: now(), endsAt: daysFrom(clock.now(), 7) }
  await db
    .insertInto('postSanctions')
    .values({ id: id(), postId: nameless.id, ...limit, appeal, appealedAt: now() })
    .execute()
  const asked = { reason: 'Ada ancaman', askedBy: moderator.memberId, askedAt: now() }
  await db
    .insertInto('unmaskings')
    .values({ id: id(), postId: nameless.id, ...asked })
    .execute()
  const frozen = await app.member({ name: 'Kenanga' })
  await db.updateTable('members').set({ status: 'frozen' }).where('id', '=', frozen.id).execute()
  const lifting = { memberId: frozen.id, firstLifterId: moderator.memberId }
  await db
    .insertInto('freezes')
    .values({ id: id(), startedAt: now(), ...lifting })
    .execute()
  now()
  done(await writeToModerators(author.ctx, { submission: id(), text: 'Kapan kita bertemu?' }))
  await leaveFromOutside(app, { author, moderator })
}

/** A share to review, a follower, and answers from elsewhere to what was published: one new, one changed. */
async function leaveFromOutside(
  app: TestApp,
  { author, moderator }: { author: Writer; moderator: Writer },
): Promise<void> {
  const { db, random, clock } = app
  const names = firstNames('Tejedoras', createTranslator('id'))
  done(await createCommunityActors(app.system(), { newKeyPair, names }))
  const channels = await db.selectFrom('channels').select(['id', 'slug']).execute()
  const person = ({ memberId, ctx }: Writer) => ({ id: memberId, name: '', ctx })
  const community = {
    ...app,
    author: person(author),
    moderator: person(moderator),
    otherModerator: person(moderator),
    channel: (slug: string) => channels.find((one) => one.slug === slug)?.id ?? '',
  }
  clock.moveDays(1 / 1_440)
  const { editionId } = await publish(community)
  const { shareId } = await draft(community, { body: 'Daftar untuk ke dokter' })
  await consent(community, author.ctx, shareId)
  const channelId = community.channel('boletin')
  const host = 'valley.example'
  const actorUri = `https://${host}/ap/actors/instance`
  clock.moveDays(1 / 1_440)
  await db
    .insertInto('followers')
    .values({
      ...{ id: random.id(), channelId: community.channel('aliadas'), actorUri, host, name: 'Lembah' },
      ...{ inbox: `https://${host}/ap/inbox`, followUri: `https://${host}/ap/activities/1` },
      ...{ state: 'pending', firstFromHost: true, requestedAt: clock.now() },
    })
    .execute()
  const { uri } = await db
    .selectFrom('editions')
    .select('uri')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  for (const state of ['waiting', 'accepted'] as const) {
    clock.moveDays(1 / 1_440)
    const id = random.id()
    const words = { actorName: 'Wayan', html: '<p>Di sini juga</p>', language: 'id' }
    await db
      .insertInto('remoteComments')
      .values({
        ...{ id, channelId, editionId, objectUri: `https://${host}/ap/objects/${id}`, actorUri, host },
        inReplyTo: uri,
        ...{ ...words, publishedOn: '2030-05-20', state, receivedAt: clock.now() },
      })
      .execute()
    if (state === 'waiting') continue
    const change = { remoteCommentId: id, ...words, receivedAt: clock.now() }
    await db.insertInto('remoteCommentChanges').values(change).execute()
  }
}
