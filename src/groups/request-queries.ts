import { type RawBuilder, sql } from 'kysely'
import { isModerator, type MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { looksAfter } from './group-moderator.ts'
import { knownGroup, openToRequests } from './known-group.ts'

export interface GroupQuestion {
  readonly id: string
  readonly prompt: string
  readonly required: boolean
}

export interface RequestAnswer {
  readonly prompt: string
  readonly answer: string
}

/** A group from outside its door, with how she stands before it. */
export interface JoinView {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly rules: string
  readonly questions: readonly GroupQuestion[]
  /** Her latest request: the answers are there only while it waits. */
  readonly request: {
    readonly id: string
    readonly state: 'waiting' | 'declined'
    readonly reason: string | null
    readonly answers: readonly RequestAnswer[]
  } | null
}

/** A request as those who decide on it see it. */
export interface RequestView {
  readonly id: string
  readonly groupId: string
  readonly groupName: string
  /** Null once decided. */
  readonly member: string | null
  readonly state: 'waiting' | 'approved' | 'declined'
  readonly createdAt: Date
  readonly answers: readonly RequestAnswer[]
}

/** More than a volunteer gets through in one sitting; the rest moves up as she decides. */
const mostRequests = 100

/**
 * True for requests that the reader decides on: of groups she looks after, and for a moderator of the community of
 * every group that is not hidden from her; never her own. `alias` is a row of group_requests.
 */
export function decidableRequest(ctx: Pick<MemberCtx, 'actor'>, alias: string): RawBuilder<boolean> {
  const groupId = sql<string>`${sql.ref(`${alias}.group_id`)}`
  const known = isModerator(ctx.actor) ? knownGroup(ctx, groupId) : looksAfter(ctx, groupId)
  return sql<boolean>`(${known} and ${sql.ref(`${alias}.member_id`)} <> ${ctx.actor.memberId})`
}

/**
 * What waits for the reader of group requests, for the moderators' queue: rows of `id`, `title` (the group's name) and
 * `since`. Its page is /queue/group-requests/:id. Somebody who is not active now waits until she is back.
 */
export const waitingGroupRequests = (
  ctx: Pick<MemberCtx, 'actor'>,
): RawBuilder<{ id: string; title: string; since: Date }> => sql`
  select request.id, asked_group.name as title, request.created_at as since
  from group_requests request
    join groups asked_group on asked_group.id = request.group_id
    join members asker on asker.id = request.member_id and asker.status = 'active'
  where request.state = 'waiting' and ${decidableRequest(ctx, 'request')}`

const answersOf = (requestId: string) =>
  sql<RequestAnswer[]>`(select coalesce(json_agg(json_build_object('prompt', answered.prompt,
      'answer', answered.answer) order by answered.position), '[]')
    from group_request_answers answered where answered.request_id = ${sql.ref(requestId)})`

/** What is asked of those who want to be let in, for queries of `groups`. */
export const questions = sql<GroupQuestion[]>`(select coalesce(json_agg(json_build_object('id', question.id,
    'prompt', question.prompt, 'required', question.required) order by question.position, question.id), '[]')
  from group_questions question where question.group_id = groups.id)`

/** A group she can ask to join; undefined for every other, whether or not it exists. */
export async function readJoinView(ctx: MemberCtx, groupId: string): Promise<JoinView | undefined> {
  if (!couldBeId(groupId)) return undefined
  const row = await ctx.db
    .selectFrom('groups')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('groupRequests')
          .select(['groupRequests.id', 'groupRequests.state', 'groupRequests.reason'])
          .select(answersOf('group_requests.id').as('answers'))
          .whereRef('groupRequests.groupId', '=', 'groups.id')
          .where('groupRequests.memberId', '=', ctx.actor.memberId)
          .orderBy('groupRequests.createdAt', 'desc')
          .limit(1)
          .as('request'),
      (join) => join.onTrue(),
    )
    .select(['groups.id', 'groups.name', 'groups.description', 'groups.rules'])
    .select(['request.id as requestId', 'request.state', 'request.reason', 'request.answers'])
    .select(questions.as('questions'))
    .where('groups.id', '=', groupId)
    .where(openToRequests(ctx, sql.ref('groups.id')))
    .executeTakeFirst()
  if (!row) return undefined
  const { requestId, state, reason, answers, ...group } = row
  // One that was approved says nothing any more: she has left since.
  const isTold = requestId !== null && (state === 'waiting' || state === 'declined')
  return { ...group, request: isTold ? { id: requestId, state, reason, answers: answers ?? [] } : null }
}

/** A request to decide on; undefined when there is none, or when it is not hers to decide. */
export async function readRequest(ctx: MemberCtx, requestId: string): Promise<RequestView | undefined> {
  if (!couldBeId(requestId)) return undefined
  return ctx.db
    .selectFrom('groupRequests as request')
    .innerJoin('groups', 'groups.id', 'request.groupId')
    .innerJoin('members as asker', 'asker.id', 'request.memberId')
    .select(['request.id', 'request.groupId', 'groups.name as groupName', 'request.state'])
    .select(['request.createdAt', answersOf('request.id').as('answers')])
    .select(sql<string | null>`case when request.state = 'waiting' then asker.display_name end`.as('member'))
    .where('request.id', '=', requestId)
    .where('asker.status', '=', 'active')
    .where(decidableRequest(ctx, 'request'))
    .executeTakeFirst()
}

/** Who waits before a group that she looks after, the longest first. */
export const listRequests = (
  ctx: MemberCtx,
  groupId: string,
): Promise<{ readonly id: string; readonly member: string; readonly createdAt: Date }[]> =>
  ctx.db
    .selectFrom('groupRequests as request')
    .innerJoin('members as asker', 'asker.id', 'request.memberId')
    .select(['request.id', 'asker.displayName as member', 'request.createdAt'])
    .where('request.groupId', '=', groupId)
    .where('request.state', '=', 'waiting')
    .where('asker.status', '=', 'active')
    .where(looksAfter(ctx, sql.ref('request.group_id')))
    .where(decidableRequest(ctx, 'request'))
    .orderBy('request.createdAt')
    .orderBy('request.id')
    .limit(mostRequests)
    .execute()
