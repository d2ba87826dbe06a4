import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Friendica: forums are Groups that announce, posts with titles are Articles, many terms and a Linked Data Signature. */
export const friendica: MakeShape = (o, pem, ours) => {
  const person = `${o}/profile/sofia`
  const group = `${o}/profile/forum`
  const context = [
    streams,
    security,
    {
      ostatus: 'http://ostatus.org#',
      vcard: 'http://www.w3.org/2006/vcard/ns#',
      dfrn: 'http://purl.org/macgirvin/dfrn/1.0/',
      diaspora: 'https://diasporafoundation.org/ns/',
      litepub: 'http://litepub.social/ns#',
      toot: 'http://joinmastodon.org/ns#',
      schema: 'http://schema.org#',
      manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
      sensitive: 'as:sensitive',
      directMessage: 'litepub:directMessage',
    },
  ]
  const object = (id: string, more: object = {}) => ({
    id: `${o}/objects/${id}`,
    diaspora: { guid: id, comment: `{"author":"sofia"}` },
    type: 'Article',
    published: '2030-05-20T09:58:00Z',
    url: `${o}/display/${id}`,
    attributedTo: person,
    sensitive: false,
    context: `${o}/objects/${id}#context`,
    conversation: `${o}/objects/${id}#context`,
    summary: null,
    name: 'Market day',
    content: 'Onions are <b>cheap</b>.',
    contentMap: { es: 'Onions are <b>cheap</b>.' },
    source: { content: 'Onions are [b]cheap[/b].', mediaType: 'text/bbcode' },
    attachment: [],
    tag: [{ type: 'Mention', href: group, name: '@forum@friendica' }],
    generator: { type: 'Application', name: "Friendica 'Blutwurz' 2030.03", url: o },
    to: [everybody, group],
    cc: [`${o}/followers/sofia`],
    ...more,
  })
  const article = object('2f3a-1')
  const comment = object('2f3a-2', {
    type: 'Note',
    name: undefined,
    inReplyTo: ours.edition,
    content: 'With garlic.',
    contentMap: undefined,
    to: [everybody, ours.channel],
  })
  const act = (id: string, type: string, by: string, about: unknown, more: object = {}) => ({
    '@context': context,
    id: `${o}/objects/${id}#${type}`,
    type,
    actor: by,
    published: now,
    to: [everybody, group],
    cc: [`${o}/followers/sofia`],
    bto: [],
    bcc: [],
    object: about,
    instrument: { type: 'Application', name: 'Friendica', url: o },
    signature: {
      type: 'RsaSignature2017',
      nonce: 'aa',
      creator: `${by}#main-key`,
      created: now,
      signatureValue: 'bm90IGNoZWNrZWQ=',
    },
    ...more,
  })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    '@context': context,
    id,
    type,
    following: `${o}/following/${preferredUsername}`,
    followers: `${o}/followers/${preferredUsername}`,
    inbox: `${o}/inbox/${preferredUsername}`,
    outbox: `${o}/outbox/${preferredUsername}`,
    preferredUsername,
    name: preferredUsername,
    'vcard:hasInstantMessage': `xmpp:${preferredUsername}@x`,
    url: id,
    manuallyApprovesFollowers: false,
    discoverable: true,
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: pem },
    endpoints: { sharedInbox: `${o}/inbox` },
    generator: { type: 'Application', name: 'Friendica', url: o },
  })
  const following = {
    '@context': context,
    id: `${o}/activity/follow-1`,
    type: 'Follow',
    actor: person,
    object: ours.channel,
    instrument: { type: 'Application', name: 'Friendica', url: o },
    to: [ours.channel],
  }
  return {
    software: 'Friendica',
    followed: group,
    actors: [actor(person, 'Person', 'sofia'), actor(group, 'Group', 'forum')],
    served: [article],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: {
          ...act('accept', 'Accept', group, {
            id: ours.follow,
            type: 'Follow',
            actor: ours.instance,
            object: group,
          }),
          to: [ours.instance],
        },
      },
      { what: 'Announce by id', does: 'post appeared', body: act('2f3a-1', 'Announce', group, article.id) },
      {
        what: 'Announce{Update}',
        does: 'post changed',
        body: act(
          '2f3a-1u',
          'Announce',
          group,
          act('2f3a-1', 'Update', person, { ...article, content: 'Leeks.' }),
        ),
      },
      {
        what: 'Announce{Delete}',
        does: 'post gone',
        body: act(
          '2f3a-1d',
          'Announce',
          group,
          act('2f3a-1', 'Delete', person, { id: article.id, type: 'Tombstone' }),
        ),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      { what: 'Create{Note}', does: 'comment waits', body: act('2f3a-2', 'Create', person, comment) },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: act('2f3a-2', 'Update', person, { ...comment, content: 'With more garlic.' }),
      },
      {
        what: 'Like',
        does: 'reaction counted',
        body: act('like', 'Like', person, ours.edition, { 'diaspora:guid': 'x' }),
      },
      { what: 'Dislike', body: act('dislike', 'Dislike', person, ours.edition) },
      { what: 'TentativeAccept of our edition', body: act('maybe', 'TentativeAccept', person, ours.edition) },
      { what: 'View of our edition', body: act('view', 'View', person, ours.edition) },
      { what: 'Undo{Like}', body: act('like', 'Undo', person, act('like', 'Like', person, ours.edition)) },
      {
        what: 'Flag',
        does: 'flag waits',
        body: act('flag', 'Flag', person, [ours.voice, ours.edition], { content: 'spam', context: 'x' }),
      },
      {
        what: 'Delete',
        does: 'comment gone',
        body: act('2f3a-2', 'Delete', person, { id: comment.id, type: 'Tombstone' }),
      },
      {
        what: 'Undo{Follow}',
        does: 'follower left',
        body: act('follow-1', 'Undo', person, { ...following, '@context': undefined }),
      },
    ],
  }
}
