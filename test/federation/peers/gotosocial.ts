import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** GoToSocial: single addresses instead of lists, keys with an address of their own, interaction policies. */
export const gotosocial: MakeShape = (o, pem, ours) => {
  const person = `${o}/users/freya`
  const context = ['https://gotosocial.org/ns', streams, { sensitive: 'as:sensitive' }]
  const policy = {
    canLike: { automaticApproval: everybody },
    canReply: { automaticApproval: `${person}/followers`, manualApproval: [everybody] },
    canAnnounce: { always: [everybody], approvalRequired: [] },
  }
  const status = (id: string, content: string, more: object = {}) => ({
    id: `${person}/statuses/${id}`,
    type: 'Note',
    attributedTo: person,
    attachment: [],
    content,
    contentMap: { sv: content },
    cc: `${person}/followers`,
    to: everybody,
    interactionPolicy: policy,
    published: '2030-05-20T11:58:00+02:00',
    replies: {
      id: `${person}/statuses/${id}/replies`,
      type: 'Collection',
      first: { type: 'CollectionPage', partOf: `${person}/statuses/${id}/replies`, items: [] },
    },
    sensitive: false,
    summary: '',
    tag: [],
    url: `${o}/@freya/statuses/${id}`,
    ...more,
  })
  const post = status('01J0POST', '<p>Soppa klockan tolv.</p>')
  const comment = status('01J0COMMENT', '<p>Jag tar med bröd.</p>', {
    inReplyTo: ours.edition,
    cc: [`${person}/followers`, ours.channel],
    tag: { href: ours.channel, name: '@boletin@community.example', type: 'Mention' },
  })
  const act = (path: string, type: string, object: unknown, more: object = {}) => ({
    '@context': context,
    actor: person,
    cc: `${person}/followers`,
    id: `${person}/${path}`,
    object,
    published: now,
    to: everybody,
    type,
    ...more,
  })
  const following = {
    '@context': streams,
    actor: person,
    id: `${person}/follow/01J0FOLLOW`,
    object: ours.channel,
    to: ours.channel,
    type: 'Follow',
  }
  return {
    software: 'GoToSocial',
    followed: person,
    actors: [
      {
        '@context': [security, streams],
        id: person,
        type: 'Person',
        preferredUsername: 'freya',
        inbox: `${person}/inbox`,
        outbox: `${person}/outbox`,
        followers: `${person}/followers`,
        manuallyApprovesFollowers: true,
        publicKey: { id: `${person}/main-key`, owner: person, publicKeyPem: pem },
        endpoints: { sharedInbox: null },
      },
    ],
    served: [
      // The key's own address gives a stub of its owner.
      {
        '@context': [security, streams],
        id: person,
        type: 'Person',
        preferredUsername: 'freya',
        publicKey: { id: `${person}/main-key`, owner: person, publicKeyPem: pem },
        served: '/users/freya/main-key',
      },
      post,
    ],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: {
          '@context': streams,
          actor: person,
          id: `${person}/accepts/01J0ACCEPT`,
          object: { actor: ours.instance, id: ours.follow, object: person, to: person, type: 'Follow' },
          to: ours.instance,
          type: 'Accept',
        },
      },
      {
        what: 'Create{Note}',
        does: 'post appeared',
        body: act('statuses/01J0POST/activity#Create', 'Create', post),
      },
      {
        what: 'Create by its id',
        body: act('statuses/01J0OTHER/activity#Create', 'Create', `${person}/statuses/01J0OTHER`),
      },
      {
        what: 'Update{Note}',
        does: 'post changed',
        body: act('statuses/01J0POST#Update', 'Update', {
          ...post,
          content: '<p>Klockan ett.</p>',
          updated: now,
        }),
      },
      {
        what: 'Delete by its id',
        does: 'post gone',
        body: act('statuses/01J0POST#Delete', 'Delete', post.id),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      {
        what: 'Create{Note} in answer',
        does: 'comment waits',
        body: act('statuses/01J0COMMENT/activity#Create', 'Create', comment),
      },
      {
        what: 'Like',
        does: 'reaction counted',
        body: act('liked/01J0LIKE', 'Like', ours.edition, { to: ours.voice, cc: undefined }),
      },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act('liked/01J0LIKE#Undo', 'Undo', {
          actor: person,
          id: `${person}/liked/01J0LIKE`,
          object: ours.edition,
          type: 'Like',
        }),
      },
      {
        what: 'LikeRequest',
        body: act('requests/1', 'LikeRequest', ours.edition, {
          instrument: { type: 'Like', id: `${person}/l` },
        }),
      },
      { what: 'Announce of our edition', body: act('statuses/01J0BOOST', 'Announce', ours.edition) },
      {
        what: 'Flag with a list',
        does: 'flag waits',
        body: {
          '@context': streams,
          actor: person,
          content: 'spam',
          id: `${o}/reports/01J0FLAG`,
          object: [ours.voice, ours.edition],
          to: ours.voice,
          type: 'Flag',
        },
      },
      {
        what: 'Move',
        body: act('move/1', 'Move', person, { target: `${o}/users/freya2`, to: `${person}/followers` }),
      },
      {
        what: 'Delete of the answer',
        does: 'comment gone',
        body: act('statuses/01J0COMMENT#Delete', 'Delete', comment.id),
      },
      {
        what: 'Undo{Follow}',
        does: 'follower left',
        body: act('undo/1', 'Undo', { ...following, '@context': undefined }),
      },
    ],
  }
}
