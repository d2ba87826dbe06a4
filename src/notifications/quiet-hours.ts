/** When a community's phones are to be left alone: full hours of its own clock, across midnight too. */
export interface QuietHours {
  /** An IANA name. */
  readonly timeZone: string
  /** Null, and equal hours, mean that there are none. */
  readonly quietFrom: number | null
  readonly quietUntil: number | null
}

const minute = 60_000
/** Also a day on which clocks are turned back is over after so many hours. */
const mostHours = 26

/** The end of the quiet hours that a moment lies in; undefined outside of them. */
export function quietEnd(now: Date, { timeZone, quietFrom, quietUntil }: QuietHours): Date | undefined {
  if (quietFrom === null || quietUntil === null || quietFrom === quietUntil) return undefined
  const isQuiet = (hour: number) =>
    quietFrom < quietUntil ? hour >= quietFrom && hour < quietUntil : hour >= quietFrom || hour < quietUntil
  const clock = new Intl.DateTimeFormat('en', {
    ...{ timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' },
  })
  let moment = now
  // From one full hour of the local clock to the next: some clocks are half an hour off, and some jump.
  for (let step = 0; step < mostHours; step += 1) {
    const { hour, minutes } = readClock(clock, moment)
    if (!isQuiet(hour)) return moment === now ? undefined : moment
    const fullMinute = moment.getTime() - (moment.getTime() % minute)
    moment = new Date(fullMinute + (60 - minutes) * minute)
  }
  return moment
}

function readClock(clock: Intl.DateTimeFormat, moment: Date): { hour: number; minutes: number } {
  const parts = clock.formatToParts(moment)
  const read = (wanted: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find(({ type }) => type === wanted)?.value ?? 0)
  return { hour: read('hour'), minutes: read('minute') }
}
