import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Hubzilla and its kin: nomadic channels, conversation containers (Add), proofs, actors embedded in activities. */
export const hubzilla: MakeShape = (o, pem, ours) => {
  const person = `${o}/channel/irena`
  const group = `${o}/channel/circle`
  const context = [
    streams,
    security,
    'https://www.w3.org/ns/did/v1',
    'https://w3id.org/security/data-integrity/v2',
    'https://purl.archive.org/socialweb/webfinger',
    {
      zot: `${o}/apschema#`,
      schema: 'http://schema.org#',
      nomadicHubs: 'zot:nomadicHubs',
      directMessage: 'zot:directMessage',
    },
  ]
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    created: now,
    verificationMethod: `${person}#z6MkvExample`,
    proofPurpose: 'assertionMethod',
    proofValue: 'z3nOtChEcKeD',
  }
  const item = (id: string, content: string, more: object = {}) => ({
    type: 'Note',
    id: `${o}/item/${id}`,
    published: '2030-05-20T09:58:00Z',
    diaspora: { guid: id },
    attributedTo: { type: 'Person', id: person, name: 'Irena', preferredUsername: 'irena' },
    context: `${o}/conversation/${id}`,
    conversation: `${o}/conversation/${id}`,
    contextHistory: `${o}/conversation/${id}`,
    content,
    source: { content, mediaType: 'text/bbcode' },
    commentPolicy: 'contacts',
    to: [everybody],
    cc: [`${group}/followers`, ours.channel],
    url: { type: 'Link', rel: 'alternate', mediaType: 'text/html', href: `${o}/item/${id}` },
    tag: [],
    proof,
    ...more,
  })
  const post = item('4a1', 'Bread is ready', { name: 'Bread', attributedTo: person })
  const added = item('4a3', 'Who brings butter?', { attributedTo: person, context: `${o}/conversation/4a1` })
  const comment = item('4a2', 'Save one for me.', { inReplyTo: ours.edition, attributedTo: [person] })
  const act = (id: string, type: string, by: unknown, object: unknown, more: object = {}) => ({
    '@context': context,
    type,
    id: `${o}/activity/${id}`,
    actor: by,
    object,
    published: now,
    to: [everybody],
    cc: [`${group}/followers`],
    proof,
    ...more,
  })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    '@context': context,
    type,
    id,
    preferredUsername,
    name: preferredUsername,
    updated: now,
    icon: { type: 'Image', mediaType: 'image/png', url: `${o}/photo/1`, height: 300, width: 300 },
    url: id,
    tag: [{ type: 'PropertyValue', name: 'Protocol', value: 'zot6' }],
    publicKey: {
      id: `${id}?operation=rsakey`,
      owner: id,
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      publicKeyPem: pem,
    },
    assertionMethod: [{ id: `${id}#z6Mkv`, type: 'Multikey', controller: id, publicKeyMultibase: 'z6Mkv' }],
    copiedTo: [],
    inbox: `${o}/inbox/${preferredUsername}`,
    outbox: `${o}/outbox/${preferredUsername}`,
    followers: `${o}/followers/${preferredUsername}`,
    endpoints: { sharedInbox: `${o}/inbox` },
    manuallyApprovesFollowers: true,
    webfinger: `${preferredUsername}@hub`,
  })
  const embedded = { type: 'Person', id: person, name: 'Irena', inbox: `${o}/inbox/irena` }
  const following = act('follow', 'Follow', person, ours.channel, { to: [ours.channel], cc: undefined })
  return {
    software: 'Hubzilla',
    followed: group,
    actors: [actor(person, 'Person', 'irena'), actor(group, 'Group', 'circle')],
    served: [
      post,
      // The keys' own addresses give their owners.
      { ...actor(person, 'Person', 'irena'), served: '/channel/irena?operation=rsakey' },
      { ...actor(group, 'Group', 'circle'), served: '/channel/circle?operation=rsakey' },
    ],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: act('accept', 'Accept', group, {
          type: 'Follow',
          id: ours.follow,
          actor: { id: ours.instance, type: 'Application' },
          object: { id: group, type: 'Group' },
        }),
      },
      { what: 'Announce by id', does: 'post appeared', body: act('1', 'Announce', group, post.id) },
      {
        what: 'Add of an activity to a conversation',
        does: 'post appeared',
        body: act('2', 'Add', group, act('2i', 'Create', person, added), {
          target: { id: `${o}/conversation/4a1`, type: 'Collection', attributedTo: group },
        }),
      },
      {
        what: 'Announce{Update}',
        does: 'post changed',
        body: act('3', 'Announce', group, act('3i', 'Update', person, { ...post, content: 'Bread is gone' })),
      },
      {
        what: 'Announce{Delete}',
        does: 'post gone',
        body: act('4', 'Announce', group, act('4i', 'Delete', person, { id: post.id, type: 'Tombstone' })),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      {
        what: 'Create{Note} with the actor embedded and the author in a list',
        does: 'comment waits',
        body: act('10', 'Create', embedded, comment),
      },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: act('11', 'Update', person, { ...comment, content: 'Save two.' }),
      },
      { what: 'Like', does: 'reaction counted', body: act('12', 'Like', embedded, ours.edition) },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act('13', 'Undo', person, act('12', 'Like', embedded, ours.edition)),
      },
      {
        what: 'EmojiReact',
        does: 'reaction counted',
        body: act('14', 'EmojiReact', person, ours.edition, { content: '🥖' }),
      },
      {
        what: 'Flag',
        does: 'flag waits',
        body: act('15', 'Flag', person, ours.edition, { content: 'spam' }),
      },
      {
        what: 'Delete',
        does: 'comment gone',
        body: act('16', 'Delete', person, { id: comment.id, type: 'Tombstone' }),
      },
      { what: 'Undo{Follow}', does: 'follower left', body: act('17', 'Undo', person, following) },
      { what: 'Leave', body: act('18', 'Leave', person, ours.channel) },
    ],
  }
}
