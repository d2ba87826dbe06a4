import type { Database } from '../../src/context.ts'
import { dayOf } from '../../src/days.ts'
import type { Clock } from '../../src/ports.ts'

/**
 * Lines as a bad week leaves them: one that is held with something waiting and something given up, one whose clock is
 * off, one that is paused, and one that works.
 */
export async function troubleLines({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  const now = clock.now()
  const today = dayOf(now)
  const { id: actorId } = await db
    .selectFrom('actors')
    .select('id')
    .where('kind', '=', 'voice')
    .executeTakeFirstOrThrow()
  const changedAt = now
  await db
    .insertInto('serverHealth')
    .values([
      {
        ...{
          host: 'river.example',
          deliveredOn: '2030-05-12',
          failures: 7,
          lastFailure: 'unreachable',
          changedAt,
        },
        failingSince: new Date(now.getTime() - 3 * 86_400_000),
        heldUntil: new Date(now.getTime() + 16 * 60_000),
      },
      { host: 'lake.example', heardOn: today, clockSkewSeconds: 7_200, changedAt },
      { host: 'hill.example', heardOn: today, pausedOn: today, changedAt },
      { host: 'valley.example', heardOn: today, deliveredOn: today, changedAt },
    ])
    .execute()
  const activities = ['Announce', 'Update', 'Delete'].map((type, number) => ({
    ...{ id: `line-${number}`, uri: `https://here.example/ap/activities/line-${number}`, actorId, type },
    ...{ body: new TextEncoder().encode('{}'), createdOn: today },
  }))
  await db.insertInto('activities').values(activities).execute()
  await db
    .insertInto('deliveries')
    .values([
      ...activities.map(({ id, type }) => ({
        ...{
          id: `waiting-${id}`,
          activityId: id,
          inbox: 'https://river.example/inbox',
          host: 'river.example',
        },
        ...{ state: 'failed' as const, attempts: 7, lastStatus: type === 'Update' ? 502 : null },
        nextAttemptAt: new Date(now.getTime() + 16 * 60_000),
      })),
      ...activities.map(({ id, type }) => ({
        ...{
          id: `given-up-${id}`,
          activityId: id,
          inbox: 'https://river.example/old',
          host: 'river.example',
        },
        ...{ state: 'failed' as const, attempts: 12, lastStatus: type === 'Update' ? 502 : null },
        settledOn: '2030-05-10',
      })),
    ])
    .execute()
}
