import type { Locale } from '../i18n/translator.ts'
import type { CommunityActorNames } from './create-community-actors.ts'

/** What a community's first actors and channels are called, until somebody says otherwise. */
export const firstNames = (community: {
  readonly name: string
  readonly language: Locale
}): CommunityActorNames => ({
  voice: { username: 'voice', name: community.name },
  channels: [
    { slug: 'boletin', name: 'Boletín', kind: 'open', language: community.language },
    { slug: 'aliadas', name: 'Aliadas', kind: 'allied', language: community.language },
  ],
})
