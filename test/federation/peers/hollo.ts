import { type MakeShape, now, security, streams } from './shape.ts'

/** Hollo (as Fedify makes it): compacted by a library, so one value stands alone and the public address is short. */
export const hollo: MakeShape = (o, pem, ours) => {
  const person = `${o}/@kim`
  const followers = `${person}/followers`
  const context = [
    streams,
    'https://w3id.org/security/data-integrity/v1',
    {
      toot: 'http://joinmastodon.org/ns#',
      misskey: 'https://misskey-hub.net/ns#',
      sensitive: 'as:sensitive',
      votersCount: {
        '@id': 'toot:votersCount',
        '@type': 'http://www.w3.org/2001/XMLSchema#nonNegativeInteger',
      },
    },
  ]
  const note = (id: string, contents: object, more: object = {}) => ({
    '@context': context,
    id: `${person}/${id}`,
    type: 'Note',
    attributedTo: person,
    ...contents,
    published: '2030-05-20T09:58:00Z',
    replies: { id: `${person}/${id}/replies`, type: 'Collection', totalItems: 0 },
    shares: { id: `${person}/${id}/shares`, type: 'Collection', totalItems: 0 },
    likes: { id: `${person}/${id}/likes`, type: 'Collection', totalItems: 0 },
    source: { type: 'Note', content: 'Rice', mediaType: 'text/markdown' },
    url: `${o}/@kim/${id}`,
    to: 'as:Public',
    cc: followers,
    sensitive: false,
    ...more,
  })
  const post = note('0196-1', { contentMap: { ko: '<p>밥</p>' } })
  const comment = note(
    '0196-2',
    { content: '<p>Rice too</p>', contentMap: { en: '<p>Rice too</p>' } },
    {
      inReplyTo: ours.edition,
      cc: [followers, ours.channel],
      tag: { type: 'Mention', href: ours.channel, name: '@boletin' },
    },
  )
  const act = (id: string, type: string, object: unknown, more: object = {}) => ({
    '@context': context,
    id: `${person}/${id}`,
    type,
    actor: person,
    cc: followers,
    object,
    published: now,
    to: 'as:Public',
    proof: {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-jcs-2022',
      verificationMethod: `${person}#multikey-2`,
      proofPurpose: 'assertionMethod',
      proofValue: 'z5',
      created: now,
    },
    ...more,
  })
  const bare = (object: object) => ({ ...object, '@context': undefined })
  const following = {
    '@context': context,
    id: `${person}#follows/1`,
    type: 'Follow',
    actor: person,
    object: ours.channel,
    to: ours.channel,
  }
  return {
    software: 'Hollo',
    followed: person,
    actors: [
      {
        '@context': [
          streams,
          security,
          'https://w3id.org/security/data-integrity/v1',
          'https://w3id.org/did/v1',
          'https://w3id.org/security/multikey/v1',
        ],
        id: person,
        type: 'Person',
        name: 'Kim',
        preferredUsername: 'kim',
        inbox: `${person}/inbox`,
        outbox: `${person}/outbox`,
        followers,
        endpoints: { type: 'as:Endpoints', sharedInbox: `${o}/inbox` },
        publicKey: { id: `${person}#main-key`, type: 'CryptographicKey', owner: person, publicKeyPem: pem },
        assertionMethod: {
          id: `${person}#multikey-2`,
          type: 'Multikey',
          controller: person,
          publicKeyMultibase: 'z6Mk',
        },
        manuallyApprovesFollowers: false,
        url: `${o}/@kim`,
      },
    ],
    served: [post],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: act('accept', 'Accept', {
          id: ours.follow,
          type: 'Follow',
          actor: ours.instance,
          object: person,
          to: person,
        }),
      },
      {
        what: 'Create{Note} in one language',
        does: 'post appeared',
        body: act('0196-1#create', 'Create', bare(post)),
      },
      {
        what: 'Update{Note}',
        does: 'post changed',
        body: act(
          '0196-1#update',
          'Update',
          bare({ ...post, contentMap: { ko: '<p>떡</p>' }, updated: now }),
        ),
      },
      {
        what: 'Delete{Tombstone}',
        does: 'post gone',
        body: act('0196-1#delete', 'Delete', { id: post.id, type: 'Tombstone' }),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      {
        what: 'Create{Note} in answer',
        does: 'comment waits',
        body: act('0196-2#create', 'Create', bare(comment)),
      },
      {
        what: 'Update{Note} of the answer',
        does: 'comment changed',
        body: act('0196-2#update', 'Update', bare({ ...comment, content: '<p>More rice</p>' })),
      },
      { what: 'Like', does: 'reaction counted', body: act('#likes/1', 'Like', ours.edition) },
      {
        what: 'EmojiReact',
        does: 'reaction counted',
        body: act('#reacts/1', 'EmojiReact', ours.edition, { content: '🍚' }),
      },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act('#likes/1/undo', 'Undo', bare(act('#likes/1', 'Like', ours.edition))),
      },
      { what: 'Announce of our edition', body: act('0196-3#announce', 'Announce', ours.edition) },
      {
        what: 'Flag with a list',
        does: 'flag waits',
        body: act('#flag', 'Flag', [ours.voice, ours.edition], { content: 'spam' }),
      },
      { what: 'Add to featured', body: act('#add', 'Add', post.id, { target: `${person}/pinned` }) },
      { what: 'Move', body: act('#move', 'Move', person, { target: `${o}/@kim2` }) },
      {
        what: 'Delete of the answer',
        does: 'comment gone',
        body: act('0196-2#delete', 'Delete', { id: comment.id, type: 'Tombstone' }),
      },
      { what: 'Undo{Follow}', does: 'follower left', body: act('#undo', 'Undo', bare(following)) },
    ],
  }
}
