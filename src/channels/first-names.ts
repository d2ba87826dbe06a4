import type { Translator } from '../i18n/translator.ts'
import type { CommunityActorNames } from './create-community-actors.ts'

/**
 * What a community's first actors and channels are called, until somebody says otherwise. Addresses are the same
 * everywhere, so that allies can guess them; names are in the community's own language, the translator's.
 */
export const firstNames = (communityName: string, t: Translator): CommunityActorNames => ({
  voice: { username: 'voice', name: communityName },
  channels: [
    { slug: 'boletin', name: t('channels.first.open'), kind: 'open', language: t.locale },
    { slug: 'aliadas', name: t('channels.first.allied'), kind: 'allied', language: t.locale },
  ],
})
