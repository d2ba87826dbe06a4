import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Discourse with its ActivityPub plugin: random ids under /ap, categories are Groups, topics are collections. */
export const discourse: MakeShape = (o, pem, ours) => {
  const person = `${o}/ap/actor/0b1f4c7e1a2b3c4d5e6f708192a3b4c5`
  const group = `${o}/ap/actor/9f8e7d6c5b4a39281706f5e4d3c2b1a0`
  const object = {
    id: `${o}/ap/object/aaaa0000111122223333444455556666`,
    type: 'Note',
    attributedTo: { id: person, type: 'Person', preferredUsername: 'olga', name: 'Olga' },
    to: everybody,
    cc: [`${group}/followers`],
    audience: group,
    context: `${o}/ap/collection/cccc0000111122223333444455556666`,
    target: `${o}/ap/collection/cccc0000111122223333444455556666`,
    content: '<p>The meeting is on Friday.</p>',
    name: 'Meeting',
    url: `${o}/t/meeting/12/1`,
    published: '2030-05-20T09:58:00Z',
    updated: '2030-05-20T09:58:00Z',
    source: { content: 'The meeting is on Friday.', mediaType: 'text/markdown' },
  }
  const comment = {
    ...object,
    id: `${o}/ap/object/bbbb0000111122223333444455556666`,
    attributedTo: person,
    name: undefined,
    inReplyTo: ours.edition,
    cc: [ours.channel],
    audience: undefined,
    content: '<p>Is there room for prams?</p>',
  }
  const act = (id: string, type: string, by: string, about: unknown, more: object = {}) => ({
    '@context': streams,
    id: `${o}/ap/activity/${id}`,
    type,
    actor: by,
    object: about,
    to: everybody,
    cc: [`${group}/followers`],
    published: now,
    ...more,
  })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    '@context': [streams, security],
    id,
    type,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    preferredUsername,
    name: preferredUsername,
    url: `${o}/x/${preferredUsername}`,
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: pem },
    endpoints: { sharedInbox: `${o}/ap/users/inbox` },
  })
  const wrapped = (id: string, inner: object) => act(`w${id}`, 'Announce', group, inner, { audience: group })
  const following = act('follow', 'Follow', person, ours.channel, { to: [ours.channel], cc: undefined })
  return {
    software: 'Discourse',
    followed: group,
    actors: [actor(person, 'Person', 'olga'), actor(group, 'Group', 'announcements')],
    served: [object],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: act('accept', 'Accept', group, {
          id: ours.follow,
          type: 'Follow',
          actor: ours.instance,
          object: { id: group, type: 'Group' },
        }),
      },
      {
        what: 'Announce{Create{Note}} with the author embedded',
        does: 'post appeared',
        body: wrapped('1', act('1', 'Create', person, object)),
      },
      {
        what: 'Announce{Update{Note}}',
        does: 'post changed',
        body: wrapped('2', act('2', 'Update', person, { ...object, content: '<p>It is on Monday.</p>' })),
      },
      {
        what: 'Announce{Like}',
        does: 'reaction to a post counted',
        body: wrapped('3', act('3', 'Like', person, object.id)),
      },
      {
        what: 'Announce{Delete{Tombstone}}',
        does: 'post gone, reactions to a post gone',
        body: wrapped('4', act('4', 'Delete', person, { id: object.id, type: 'Tombstone', deleted: now })),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      { what: 'Create{Note}', does: 'comment waits', body: act('10', 'Create', person, comment) },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: act('11', 'Update', person, { ...comment, content: '<p>And for dogs?</p>' }),
      },
      {
        what: 'Like',
        does: 'reaction counted',
        body: act('12', 'Like', person, { id: ours.edition, type: 'Page' }),
      },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act('13', 'Undo', person, act('12', 'Like', person, { id: ours.edition, type: 'Page' })),
      },
      {
        what: 'Announce of our edition',
        does: 'reaction counted',
        body: act('14', 'Announce', person, ours.edition),
      },
      {
        what: 'Delete',
        does: 'comment gone',
        body: act('15', 'Delete', person, { id: comment.id, type: 'Tombstone' }),
      },
      { what: 'Undo{Follow}', does: 'follower left', body: act('16', 'Undo', person, following) },
      {
        what: 'Reject',
        does: 'turned away',
        body: act('reject', 'Reject', group, {
          id: ours.follow,
          type: 'Follow',
          actor: ours.instance,
          object: group,
        }),
      },
    ],
  }
}
