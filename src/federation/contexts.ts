/**
 * The JSON-LD context of everything we send. Terms beyond ActivityStreams are defined in place, so that nobody has
 * to fetch a context of ours.
 */
export const wireContext = [
  'https://www.w3.org/ns/activitystreams',
  'https://w3id.org/security/v1',
  {
    manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
    alsoKnownAs: { '@id': 'as:alsoKnownAs', '@type': '@id' },
    movedTo: { '@id': 'as:movedTo', '@type': '@id' },
    assertionMethod: { '@id': 'sec:assertionMethod', '@type': '@id', '@container': '@set' },
    Multikey: 'sec:Multikey',
    controller: { '@id': 'sec:controller', '@type': '@id' },
    publicKeyMultibase: 'sec:publicKeyMultibase',
    toot: 'http://joinmastodon.org/ns#',
    discoverable: 'toot:discoverable',
    featured: { '@id': 'toot:featured', '@type': '@id' },
    indexable: 'toot:indexable',
    lemmy: 'https://join-lemmy.org/ns#',
    postingRestrictedToMods: 'lemmy:postingRestrictedToMods',
    Lock: 'lemmy:Lock',
    pt: 'https://joinpeertube.org/ns#',
    commentsEnabled: 'pt:commentsEnabled',
    sm: 'http://smithereen.software/ns#',
    accessType: 'sm:accessType',
    moderators: { '@id': 'lemmy:moderators', '@type': '@id' },
    gts: 'https://gotosocial.org/ns#',
    interactionPolicy: { '@id': 'gts:interactionPolicy', '@type': '@id' },
    canQuote: { '@id': 'gts:canQuote', '@type': '@id' },
    canAnnounce: { '@id': 'gts:canAnnounce', '@type': '@id' },
    canReply: { '@id': 'gts:canReply', '@type': '@id' },
    automaticApproval: { '@id': 'gts:automaticApproval', '@type': '@id' },
    implements: { '@id': 'https://w3id.org/fep/844e/implements', '@type': '@id', '@container': '@list' },
    ayni: 'urn:ayni:ns:',
    passedOnFrom: 'ayni:passedOnFrom',
    translationsWelcome: 'ayni:translationsWelcome',
    languageOf: { '@id': 'ayni:languageOf', '@type': '@id' },
    translatedBy: { '@id': 'ayni:translatedBy', '@container': '@language' },
  },
] as const

/**
 * The loader handed to the library wherever it asks for one. Nothing is ever loaded: keys come from our own cache,
 * and bodies are read as ActivityStreams in its compact form whatever contexts they name (see read-json.ts), since
 * real bodies name contexts of single servers that are often out of reach.
 */
export const loadNothing = (): Promise<never> => Promise.reject(new Error('Nothing is loaded here'))
