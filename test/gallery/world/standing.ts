import { agreeRecovery } from '../../../src/auth/agree-recovery.ts'
import { askRecovery } from '../../../src/auth/ask-recovery.ts'
import { addNote } from '../../../src/standing/add-note.ts'
import { appealLimit } from '../../../src/standing/appeal-limit.ts'
import { appealSanction } from '../../../src/standing/appeal-sanction.ts'
import { askUnmasking } from '../../../src/standing/ask-unmasking.ts'
import { freezeMember } from '../../../src/standing/freeze-member.ts'
import { liftFreeze } from '../../../src/standing/lift-freeze.ts'
import { limitAnonymous } from '../../../src/standing/limit-anonymous.ts'
import { sanctionMember } from '../../../src/standing/sanction-member.ts'
import { done } from '../../channels/support.ts'
import type { TestApp } from '../../support/app.ts'
import type { Groups } from './groups.ts'
import type { Residents } from './people.ts'
import { write } from './writing.ts'

export interface Standing {
  /** Codes of recoveries: nobody has agreed, and everybody has. */
  readonly codes: { readonly waiting: string; readonly agreed: string }
  readonly limited: string
}

/** What was decided about members, and what they ask for: sanctions, appeals, freezes, unmasking, recoveries. */
export async function decideStanding(app: TestApp, people: Residents, groups: Groups): Promise<Standing> {
  const { sol, inti, marta, iris, lupe, ana, sari } = people
  const { random } = app
  const sanction = async (memberId: string, measure: string, reason: string): Promise<string> => {
    const submission = random.id()
    return done(await sanctionMember(sol.ctx, { memberId, submission, measure, reason })).sanctionId
  }
  await sanction(iris.id, 'warn', 'Please do not post the names of others.')
  const muted = await sanction(iris.id, 'mute-7', 'The same again, after we spoke about it.')
  const appeal = 'I did not know that she minds. I have asked her since, and she is fine with it.'
  done(await appealSanction(iris.ctx, { memberId: iris.id, sanctionId: muted, appeal }))
  await sanction(people.many[8]?.id ?? '', 'suspend-30', 'Selling things in the group, after two warnings.')
  const note = { memberId: iris.id, submission: random.id(), note: 'Prefers to be called.', days: '90' }
  done(await addNote(sol.ctx, note))
  await freeze(people)
  const limited = await write(lupe, { groupId: groups.general, isAnonymous: true, text: 'You all know who.' })
  const limit = { postId: limited, submission: random.id(), days: '7', reason: 'It points at somebody.' }
  done(await limitAnonymous(inti.ctx, limit))
  done(await appealLimit(lupe.ctx, { postId: limited, appeal: 'I meant nobody in particular.' }))
  await sanction(lupe.id, 'mute-3', 'Many messages in a short time.')
  const danger = await write(ana, {
    groupId: groups.general,
    isAnonymous: true,
    text: 'I know where she is.',
  })
  const reason = 'Somebody may be in danger; we want to call her.'
  done(await askUnmasking(sol.ctx, { postId: danger, submission: random.id(), reason }))
  await app.db.insertInto('recoveryHelpers').values({ memberId: sari.id, helperId: marta.id }).execute()
  const network = 'gallery'
  const waiting = done(await askRecovery(app.guest(), { signInName: `${sari.name}-door`, network })).code
  const agreed = await recoverVera(app, people)
  return { codes: { waiting, agreed }, limited }
}

/** One who is frozen, and one for whom a moderator has asked to end it. */
async function freeze({ sol, inti, many: [first, second] }: Residents): Promise<void> {
  if (!first || !second) throw new RangeError('nobody is there to be frozen')
  done(await freezeMember(sol.ctx, { memberId: first.id }))
  const { freezeId } = done(await freezeMember(sol.ctx, { memberId: second.id }))
  done(await liftFreeze(inti.ctx, { freezeId }))
}

async function recoverVera(app: TestApp, { vera, sol, inti }: Residents): Promise<string> {
  const asked = await askRecovery(app.guest(), { signInName: `${vera.name}-door`, network: 'gallery' })
  const { id } = await app.db
    .selectFrom('recoveries')
    .select('id')
    .where('memberId', '=', vera.id)
    .executeTakeFirstOrThrow()
  for (const { ctx } of [sol, inti]) done(await agreeRecovery(ctx, { recoveryId: id, as: 'moderator' }))
  return done(asked).code
}
