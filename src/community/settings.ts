import type { Ctx } from '../context.ts'
import { isLocale, type Locale } from '../i18n/translator.ts'

/** What every page needs to know of the community. */
export interface CommunitySettings {
  readonly name: string
  readonly defaultLocale: Locale
  readonly locales: readonly Locale[]
  readonly hue: 145 | 235 | 285 | 335
  readonly weaveSeed: string
  readonly doorOpen: boolean
  readonly isSetUp: boolean
}

const hues = [145, 235, 285, 335] as const

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
    isSetUp: row.setUpAt !== null,
  }
}
