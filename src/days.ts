/** The UTC day of a moment as `YYYY-MM-DD`: the only precision that leaves the community (P4). */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

/** The UTC midnight at which the day of a moment began. */
export const startOfDay = (moment: Date): Date => new Date(`${dayOf(moment)}T00:00:00Z`)

/** A moment `days` days away, backwards when negative. */
export const daysFrom = (moment: Date, days: number): Date => new Date(moment.getTime() + days * 86_400_000)
