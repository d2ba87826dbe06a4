const minute = 60_000
const units = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const

/** Whole units as the page tells them: what is past is cut, what is to come is rounded. */
const ago = (locale: string, at: Date): string => {
  const minutes = (at.getTime() - Date.now()) / minute
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const [unit, size] = units.find(([, length]) => Math.abs(minutes) >= length) ?? ['second', 0]
  const away = size === 0 ? 0 : minutes / size
  return format.format(away < 0 ? Math.trunc(away) : Math.round(away), unit)
}

/** Days are those of the page; moments are told in the zone of the device, which they name. */
const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  day: { dateStyle: 'long', timeZone: 'UTC' },
  short: { day: 'numeric', month: 'short', timeZone: 'UTC' },
  moment: {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  hour: { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
}

const tell = (element: HTMLTimeElement): void => {
  const { time } = element.dataset
  const at = new Date(element.dateTime)
  const locale = document.documentElement.lang
  if (time === 'ago') {
    element.textContent = ago(locale, at)
    return
  }
  const style = styles[time ?? '']
  const { calendar } = new Intl.DateTimeFormat().resolvedOptions()
  // What the server wrote is right already for most people: it is left alone.
  if (!style || (style.timeZone && calendar === 'gregory')) return
  element.textContent = new Intl.DateTimeFormat(locale, { ...style, calendar }).format(at)
}

const tellAll = (): void => {
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[data-time]')) tell(element)
}

/**
 * Times in the calendar and the zone of this device, which nobody is told. What was "3 minutes ago" when the page came
 * is told anew each minute, while somebody looks.
 */
export const tellLocalTimes = tellAll

export const keepTimesFresh = (): void => {
  const tellIfSeen = () => {
    if (!document.hidden) tellAll()
  }
  setInterval(tellIfSeen, minute)
  document.addEventListener('visibilitychange', tellIfSeen)
}
