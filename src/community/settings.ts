import type { Ctx } from '../context.ts'
import { isLocale, type Locale } from '../i18n/translator.ts'

/** The colours a community may have: degrees on the oklch hue circle, whose contrast is measured. */
export const hues = [145, 235, 285, 335] as const

/** What every page needs to know of the community. */
export interface CommunitySettings {
  readonly name: string
  readonly defaultLocale: Locale
  readonly locales: readonly Locale[]
  readonly hue: (typeof hues)[number]
  readonly weaveSeed: string
  readonly doorOpen: boolean
  /** Whether members may write to each other in private. */
  readonly memberMessages: boolean
  readonly isSetUp: boolean
}

/** Reads the one row of `community`, which exists from the first start on. */
export async function readSettings(ctx: Pick<Ctx, 'db'>): Promise<CommunitySettings> {
  const row = await ctx.db.selectFrom('community').selectAll().executeTakeFirstOrThrow()
  return {
    name: row.name,
    defaultLocale: isLocale(row.defaultLocale) ? row.defaultLocale : 'en',
    locales: row.locales.filter(isLocale),
    hue: hues.find((hue) => hue === row.hue) ?? hues[0],
    weaveSeed: row.weaveSeed,
    doorOpen: row.doorOpen,
    memberMessages: row.memberMessages,
    isSetUp: row.setUpAt !== null,
  }
}

/** True while anybody may ask to join. Before the set-up there is nobody to let her in. */
export const isDoorOpen = (settings: Pick<CommunitySettings, 'isSetUp' | 'doorOpen'>): boolean =>
  settings.isSetUp && settings.doorOpen
