import { everybody, type MakeShape, security, streams } from './shape.ts'

/** Smithereen: groups have walls (FEP-400e), so what stands there comes as Add; only users send Create. */
export const smithereen: MakeShape = (o, pem, ours) => {
  const person = `${o}/users/12`
  const group = `${o}/groups/3`
  const context = [
    streams,
    {
      sm: 'http://smithereen.software/ns#',
      wall: 'sm:wall',
      accessType: 'sm:accessType',
      sensitive: 'as:sensitive',
    },
    security,
  ]
  const post = {
    type: 'Note',
    id: `${o}/posts/51`,
    attributedTo: person,
    content: '<p>Who has a big table?</p>',
    published: '2030-05-20T09:58:00.000Z',
    url: `${o}/posts/51`,
    to: everybody,
    cc: [group],
    sensitive: false,
    target: { type: 'Collection', id: `${group}/wall`, attributedTo: group },
    replies: {
      type: 'Collection',
      id: `${o}/posts/51/replies`,
      first: { type: 'CollectionPage', items: [], partOf: `${o}/posts/51/replies` },
    },
    likes: `${o}/posts/51/likes`,
  }
  const comment = {
    ...post,
    id: `${o}/posts/52`,
    url: `${o}/posts/52`,
    target: undefined,
    inReplyTo: ours.edition,
    cc: [ours.channel, ours.voice],
    content: '<p>We do.</p>',
  }
  const act = (id: string, type: string, by: string, object: unknown, more: object = {}) => ({
    type,
    id: `${o}/activitypub/${type.toLowerCase()}/${id}`,
    actor: by,
    object,
    to: everybody,
    cc: [`${by}/followers`],
    '@context': context,
    ...more,
  })
  const wall = { type: 'Collection', id: `${group}/wall` }
  const following = act('1', 'Follow', person, ours.channel, { to: ours.channel, cc: undefined })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    type,
    id,
    preferredUsername,
    name: preferredUsername,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    wall: `${id}/wall`,
    accessType: type === 'Group' ? 'open' : undefined,
    attributedTo: type === 'Group' ? [{ type: 'Person', id: person, title: 'Admin' }] : undefined,
    endpoints: { sharedInbox: `${o}/activitypub/sharedInbox`, collectionSimpleQuery: `${id}/q` },
    capabilities: { supportsFriendRequests: true },
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: pem },
    '@context': context,
  })
  return {
    software: 'Smithereen',
    followed: group,
    actors: [actor(person, 'Person', 'vera'), actor(group, 'Group', 'tables')],
    served: [post],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: act(
          '1',
          'Accept',
          group,
          { type: 'Follow', id: ours.follow, actor: ours.instance, object: group },
          { cc: undefined },
        ),
      },
      {
        what: 'Add{Note} to the wall',
        does: 'post appeared',
        body: act('2', 'Add', group, post, { target: wall }),
      },
      {
        what: 'Add of an id to the wall',
        body: act('3', 'Add', group, post.id, { target: `${group}/wall` }),
      },
      {
        what: 'Update{Note}',
        does: 'post changed',
        body: act('4', 'Update', person, { ...post, content: '<p>A huge table?</p>' }),
      },
      {
        what: 'Remove from the wall',
        does: 'post gone',
        body: act('5', 'Remove', group, post.id, { target: wall }),
      },
      { what: 'Delete', body: act('6', 'Delete', person, post.id) },
      { what: 'Follow', does: 'follower accepted', body: following },
      { what: 'Create{Note}', does: 'comment waits', body: act('10', 'Create', person, comment) },
      {
        what: 'Update{Note} of the answer',
        does: 'comment changed',
        body: act('11', 'Update', person, { ...comment, content: '<p>Two.</p>' }),
      },
      { what: 'Like', does: 'reaction counted', body: act('12', 'Like', person, ours.edition) },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act('13', 'Undo', person, act('12', 'Like', person, ours.edition)),
      },
      {
        what: 'Flag',
        does: 'flag waits',
        body: act('14', 'Flag', person, [ours.voice, ours.edition], {
          content: 'spam',
          to: undefined,
          cc: undefined,
        }),
      },
      {
        what: 'Offer of a friendship',
        body: act('15', 'Offer', person, { type: 'Follow', actor: person, object: ours.voice }),
      },
      { what: 'Delete of the answer', does: 'comment gone', body: act('16', 'Delete', person, comment.id) },
      { what: 'Undo{Follow}', does: 'follower left', body: act('17', 'Undo', person, following) },
    ],
  }
}
