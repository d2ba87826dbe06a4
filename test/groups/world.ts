import type { MemberCtx, Role } from '../../src/context.ts'
import { createGroup } from '../../src/groups/create-group.ts'
import { createPost } from '../../src/posts/create-post.ts'
import type { Result } from '../../src/result.ts'
import { createTestCommunity } from '../support/community.ts'

export const done = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.refusals.map(({ message }) => message).join(', '))
  return result.value
}

export const refusalsOf = (result: Result<unknown>) => (result.ok ? [] : result.refusals)

/** The kind of what was refused, or `done`. */
export const outcomeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.refusals[0].kind)

/** A community with groups of every kind: Mar, a moderator of the community, opens them; Luz looks after them. */
export async function createGroupWorld() {
  const community = await createTestCommunity()
  const person = async (name: string, roles: readonly Role[] = []) =>
    (await community.member({ name, roles })).ctx
  const mar = await person('Mar', ['moderator'])
  const flor = await person('Flor', ['moderator'])
  const luz = await person('Luz')
  const ana = await person('Ana')
  const eva = await person('Eva')

  /** Mar opens it and leaves it to Luz; `names` belong to it besides. */
  const open = async (access: 'members' | 'approval' | 'hidden', names: readonly string[] = []) => {
    const { groupId } = done(
      await createGroup(mar, {
        submission: community.random.id(),
        name: `${access} ${community.random.id()}`,
        description: 'Wednesdays',
        access,
        names: access === 'members' ? [] : ['Luz', ...names],
      }),
    )
    await community.db
      .deleteFrom('groupMembers')
      .where('groupId', '=', groupId)
      .where('memberId', '=', mar.actor.memberId)
      .execute()
    await community.db
      .insertInto('groupMembers')
      .values({
        groupId,
        memberId: luz.actor.memberId,
        joinedAt: community.clock.now(),
        role: 'moderator',
      })
      .onConflict((conflict) => conflict.columns(['groupId', 'memberId']).doUpdateSet({ role: 'moderator' }))
      .execute()
    await community.db.deleteFrom('notifications').execute()
    return groupId
  }

  const letIn = async (groupId: string, { actor, clock }: MemberCtx) => {
    const joinedAt = clock.now()
    await community.db
      .insertInto('groupMembers')
      .values({ groupId, memberId: actor.memberId, joinedAt })
      .execute()
  }

  const ask = async (groupId: string, position: number, prompt: string, required: boolean) => {
    const id = community.random.id()
    await community.db
      .insertInto('groupQuestions')
      .values({ id, groupId, position, prompt, required })
      .execute()
    return id
  }

  const post = async (ctx: MemberCtx, groupId: string, text = 'Soup'): Promise<string> =>
    done(
      await createPost(ctx, {
        groupId,
        submission: community.random.id(),
        text,
        language: 'en',
        pictures: [],
      }),
    ).postId

  /** Who was told of what since, by name. */
  const notices = async () => {
    const rows = await community.db
      .selectFrom('notifications')
      .innerJoin('members', 'members.id', 'notifications.memberId')
      .select(['members.displayName', 'notifications.kind'])
      .orderBy('members.displayName')
      .orderBy('notifications.kind')
      .execute()
    await community.db.deleteFrom('notifications').execute()
    return rows.map(({ displayName, kind }) => `${displayName}: ${kind}`)
  }

  const lastAct = async () =>
    (
      await community.db
        .selectFrom('moderationActs')
        .select('act')
        .orderBy('sequence', 'desc')
        .executeTakeFirst()
    )?.act

  return { ...community, mar, flor, luz, ana, eva, open, letIn, ask, post, notices, lastAct }
}

export type GroupWorld = Awaited<ReturnType<typeof createGroupWorld>>
