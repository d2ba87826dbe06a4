/** The UTC day of a moment as `YYYY-MM-DD`: the only precision that leaves the community (P4). */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

/** A moment `days` days away, backwards when negative. */
export const daysFrom = (moment: Date, days: number): Date => new Date(moment.getTime() + days * 86_400_000)
