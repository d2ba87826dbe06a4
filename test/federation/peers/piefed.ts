import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** PieFed: communities announce as in Lemmy, with `audience`, flairs and polls; the inner activity bears a context. */
export const piefed: MakeShape = (o, pem, ours) => {
  const person = `${o}/u/ana`
  const group = `${o}/c/market`
  const context = [
    'https://join-lemmy.org/context.json',
    streams,
    { lemmy: 'https://join-lemmy.org/ns#', pyfedi: 'https://join-piefed.social/ns#', Hashtag: 'as:Hashtag' },
  ]
  const page = {
    type: 'Page',
    id: `${o}/post/1`,
    attributedTo: person,
    to: [group, everybody],
    cc: [],
    name: 'Where are onions cheap?',
    content: '<p>Not at the corner.</p>',
    mediaType: 'text/html',
    source: { content: 'Not at the corner.', mediaType: 'text/markdown' },
    attachment: [],
    commentsEnabled: true,
    sensitive: false,
    nsfl: false,
    stickied: false,
    published: '2030-05-20T09:58:00.123456+00:00',
    audience: group,
    language: { identifier: 'en', name: 'English' },
    tag: [],
    replies: [],
  }
  const poll = {
    ...page,
    id: `${o}/post/2`,
    type: 'Question',
    name: 'Which day?',
    endTime: '2030-06-01T00:00:00Z',
    votersCount: 0,
    oneOf: ['Monday', 'Friday'].map((name) => ({
      type: 'Note',
      name,
      replies: { type: 'Collection', totalItems: 0 },
    })),
  }
  const comment = {
    type: 'Note',
    id: `${o}/comment/3`,
    attributedTo: person,
    inReplyTo: ours.edition,
    to: [everybody, ours.voice],
    cc: [ours.channel, `${person}/followers`],
    content: '<p>On Fridays.</p>',
    mediaType: 'text/html',
    source: { content: 'On Fridays.', mediaType: 'text/markdown' },
    published: now,
    distinguished: false,
    audience: ours.channel,
    contentMap: { en: '<p>On Fridays.</p>' },
    language: { identifier: 'en', name: 'English' },
    tag: [{ href: ours.voice, name: '@voice@community.example', type: 'Mention' }],
  }
  const act = (id: string, type: string, object: unknown, more: object = {}) => ({
    id: `${o}/activities/${type.toLowerCase()}/${id}`,
    type,
    actor: person,
    object,
    to: [everybody],
    cc: [group],
    audience: group,
    ...more,
  })
  const announced = (id: string, object: object) => ({
    id: `${o}/activities/announce/${id}`,
    type: 'Announce',
    actor: group,
    to: [everybody],
    cc: [`${group}/followers`],
    object: { ...object, '@context': context },
    '@context': context,
  })
  const sending = (id: string, type: string, object: unknown, more: object = {}) => ({
    ...act(id, type, object, { cc: [ours.channel], audience: ours.channel, ...more }),
    '@context': context,
  })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    '@context': [streams, security],
    id,
    type,
    preferredUsername,
    name: preferredUsername,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: pem },
    endpoints: { sharedInbox: `${o}/inbox` },
  })
  const following = {
    '@context': context,
    actor: person,
    to: [ours.channel],
    object: ours.channel,
    type: 'Follow',
    id: `${o}/activities/follow/1`,
  }
  return {
    software: 'PieFed',
    followed: group,
    actors: [actor(person, 'Person', 'ana'), actor(group, 'Group', 'market')],
    served: [page, poll],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: {
          '@context': context,
          actor: group,
          to: [ours.instance],
          object: { actor: ours.instance, to: null, object: group, type: 'Follow', id: ours.follow },
          type: 'Accept',
          id: `${o}/activities/accept/1`,
        },
      },
      {
        what: 'Announce{Create{Page}}',
        does: 'post appeared',
        body: announced('1', act('1', 'Create', page)),
      },
      {
        what: 'Announce{Create{Question}}',
        does: 'post appeared',
        body: announced('2', act('2', 'Create', poll)),
      },
      {
        what: 'Announce{Update{Page}}',
        does: 'post changed',
        body: announced('3', act('3', 'Update', { ...page, name: 'Where are onions dear?' })),
      },
      {
        what: 'Announce of a list of activities',
        does: 'reaction to a post counted',
        body: { ...announced('4', {}), object: [act('4', 'Like', page.id), act('5', 'Dislike', page.id)] },
      },
      {
        what: 'Announce{Delete}',
        does: 'post gone, reactions to a post gone',
        body: announced('5', act('6', 'Delete', page.id)),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      { what: 'Create{Note}', does: 'comment waits', body: sending('10', 'Create', comment) },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: sending('11', 'Update', { ...comment, content: '<p>On Mondays.</p>' }),
      },
      { what: 'Like', does: 'reaction counted', body: sending('12', 'Like', ours.edition) },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: sending('13', 'Undo', act('12', 'Like', ours.edition)),
      },
      {
        what: 'Flag',
        does: 'flag waits',
        body: sending('14', 'Flag', ours.edition, { to: [ours.channel], summary: 'spam' }),
      },
      { what: 'Delete', does: 'comment gone', body: sending('15', 'Delete', comment.id) },
      { what: 'Undo{Follow}', does: 'follower left', body: sending('16', 'Undo', following) },
    ],
  }
}
