import { createCommunityActors } from '../../channels/create-community-actors.ts'
import { firstNames } from '../../channels/first-names.ts'
import { createKeyPair } from '../../channels/key-pair.ts'
import { firstGroups } from '../../community/first-groups.ts'
import { setUpCommunity } from '../../community/set-up-community.ts'
import type { Ctx, MemberCtx, Role } from '../../context.ts'
import { daysFrom } from '../../days.ts'
import { createGroup } from '../../groups/create-group.ts'
import { createTranslator } from '../../i18n/translator.ts'
import { approveApplication } from '../../joining/approve-application.ts'
import { submitApplication } from '../../joining/submit-application.ts'
import { settleDisplayName } from '../../members/settle-display-name.ts'
import { createComment } from '../../posts/create-comment.ts'
import { createPost } from '../../posts/create-post.ts'
import type { Result } from '../../result.ts'
import { StartupError } from '../startup-error.ts'
import { type DemoComment, type DemoCommunity, type DemoPost, demoPassphrase } from './communities.ts'
import { drawPicture } from './draw-picture.ts'

const founded = 40

/**
 * Fills a community that nobody has set up with its invented people, posts, comments and pictures, and leaves somebody
 * waiting to be let in. Everything goes through the use cases, by the rules, as if it had happened over the last
 * weeks.
 */
export async function seedCommunity(system: Ctx, plan: DemoCommunity, setUpToken: string): Promise<void> {
  const now = system.clock.now()
  const at = (daysAgo: number): Ctx => ({ ...system, clock: { now: () => daysFrom(now, -daysAgo) } })
  const as = (memberId: string, daysAgo: number, roles: readonly Role[] = []): MemberCtx => ({
    ...at(daysAgo),
    actor: { kind: 'member', memberId, roles },
  })
  const [admin, ...others] = plan.people
  if (!admin) throw new RangeError('a community needs somebody who sets it up')

  const first = done(
    await setUpCommunity(
      { ...at(founded), actor: { kind: 'guest' } },
      {
        token: setUpToken,
        communityName: plan.name,
        defaultLocale: plan.locale,
        offered: [plan.locale, 'en'],
        welcome: '',
        rules: plan.rules,
        questions: plan.questions.join('\n'),
        questionsRequired: true,
        passphrase: demoPassphrase,
        ...admin,
      },
      firstGroups(createTranslator),
    ),
  )
  done(
    await createCommunityActors(system, {
      newKeyPair: createKeyPair,
      names: firstNames(plan.name, createTranslator(plan.locale)),
    }),
  )

  const members = [first.memberId]
  const join = async (
    person: { signInName: string; displayName: string },
    daysAgo: number,
    answers = plan.applicant.answers,
  ) => {
    const questions = await system.db.selectFrom('joinQuestions').select('id').orderBy('position').execute()
    done(
      await submitApplication(
        { ...at(daysAgo), actor: { kind: 'guest' } },
        {
          code: system.random.token(),
          answers: Object.fromEntries(questions.map(({ id }, index) => [id, answers[index] ?? ''])),
          passphrase: demoPassphrase,
          locale: plan.locale,
          network: `seed ${person.displayName}`,
          ...person,
        },
      ),
    )
  }
  for (const person of others) {
    await join(person, founded)
    const waiting = await system.db
      .selectFrom('applications')
      .select('id')
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    const approval = done(
      await approveApplication(as(first.memberId, founded, ['admin', 'moderator']), {
        applicationId: waiting.id,
      }),
    )
    if (!approval.isIn) throw new Error('one moderator is enough in a new community')
    const { memberId } = approval
    done(await settleDisplayName(as(memberId, founded), { displayName: person.displayName }))
    members.push(memberId)
  }

  const author = (by: number, daysAgo: number): MemberCtx => as(members[by] ?? first.memberId, daysAgo)
  for (const group of plan.groups) {
    const groupId = group.general
      ? await generalGroup(as(first.memberId, founded))
      : done(
          await createGroup(as(first.memberId, founded, ['admin', 'moderator']), {
            submission: system.random.id(),
            name: group.name,
            description: group.description,
            access: 'members',
            names: [],
          }),
        ).groupId
    for (const post of group.posts) await writePost(author, plan, groupId, post)
  }
  await join({ signInName: `${plan.key}-asks`, displayName: plan.applicant.displayName }, 1)
}

async function generalGroup(ctx: MemberCtx): Promise<string> {
  const general = await ctx.db
    .selectFrom('groups')
    .select('id')
    .where('key', '=', 'general')
    .executeTakeFirstOrThrow()
  return general.id
}

type Author = (by: number, daysAgo: number) => MemberCtx

async function writePost(
  author: Author,
  plan: DemoCommunity,
  groupId: string,
  post: DemoPost,
): Promise<void> {
  const ctx = author(post.by, post.daysAgo)
  const pictures =
    post.picture === undefined
      ? []
      : [{ bytes: await drawPicture(`${plan.key} ${post.picture}`), alt: post.picture }]
  const { postId } = done(
    await createPost(ctx, {
      groupId,
      submission: ctx.random.id(),
      text: post.text,
      language: plan.locale,
      pictures,
    }),
  )
  let minutes = 0
  const answer = async (comment: DemoComment, parentId?: string): Promise<void> => {
    minutes += 37
    const commenter = author(comment.by, post.daysAgo - minutes / 1_440)
    const { commentId } = done(
      await createComment(commenter, {
        target: { postId },
        parentId,
        submission: commenter.random.id(),
        text: comment.text,
        language: plan.locale,
      }),
    )
    for (const reply of comment.replies ?? []) await answer(reply, commentId)
  }
  for (const comment of post.comments) await answer(comment)
}

/** Seeds are by the rules; a refusal means that the rules or the seeds are wrong. */
function done<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new StartupError(
    `a seed was refused: ${result.refusals.map(({ field, message }) => `${field ?? ''} ${message}`).join(', ')}`,
  )
}
