import type { Reader } from '../../views/shell.ts'
import type { Locale } from '../i18n/translator.ts'

/** Beside the session's cookie and with the same ending, like the language's. */
export const readingCookie = (sessionCookie: string): string => sessionCookie.replace('session', 'reading')

export const pictureWishes = ['always', 'tap'] as const
export type PictureWish = (typeof pictureWishes)[number]

export const textSizes = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof textSizes)[number]

/** How a device shows pages. It is kept there alone, and says nothing of who reads. */
export interface DeviceReading {
  /** Absent until somebody chose: then the browser's own wish to save data counts. */
  readonly pictures?: PictureWish
  readonly textSize: TextSize
}

/** What a form or a cookie says, as far as it means anything. */
export function judgeDevice(pictures: string | undefined, textSize: string | undefined): DeviceReading {
  const wish = pictureWishes.find((one) => one === pictures)
  return {
    ...(wish === undefined ? {} : { pictures: wish }),
    textSize: textSizes.find((size) => size === textSize) ?? 'normal',
  }
}

export function readDevice(cookie: string | undefined): DeviceReading {
  const [pictures, textSize] = (cookie ?? '').split('.')
  return judgeDevice(pictures, textSize)
}

/** What `readDevice` reads again. */
export const deviceText = ({ pictures, textSize }: DeviceReading): string => `${pictures ?? ''}.${textSize}`

/**
 * How a page is read: by the device's wishes, else by what its browser asks for (the Save-Data header),
 * in the languages that she reads, to which the one of the page always belongs.
 */
export function readerOf(wishes: {
  readonly device: DeviceReading
  readonly saveData: string | undefined
  readonly languages: readonly string[]
  readonly locale: Locale
}): Reader {
  const { device, saveData, languages, locale } = wishes
  const asksToSave = saveData?.trim().toLowerCase() === 'on'
  return {
    languages: languages.includes(locale) ? languages : [...languages, locale],
    picturesOnTap: device.pictures === undefined ? asksToSave : device.pictures === 'tap',
    textSize: device.textSize,
  }
}
