import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Mobilizon: groups post Articles and Events with `actor` beside `attributedTo`; long contexts of its own terms. */
export const mobilizon: MakeShape = (o, pem, ours) => {
  const person = `${o}/@marta`
  const group = `${o}/@federation_of_kitchens`
  const context = [
    streams,
    'https://litepub.social/context.jsonld',
    {
      mz: 'https://joinmobilizon.org/ns#',
      ical: 'http://www.w3.org/2002/12/cal/ical#',
      sc: 'http://schema.org#',
      '@language': 'und',
      openness: { '@id': 'mz:openness', '@type': 'mz:openness' },
      PropertyValue: 'sc:PropertyValue',
      address: { '@id': 'sc:address', '@type': 'sc:PostalAddress' },
    },
  ]
  const article = {
    id: `${o}/@federation_of_kitchens/p/first-9a1`,
    type: 'Article',
    actor: person,
    attributedTo: group,
    to: [everybody],
    cc: [`${group}/followers`],
    name: 'A first letter',
    content: '<p>We cook on Sundays.</p>',
    attachment: [],
    published: '2030-05-20T09:58:00Z',
    visibility: 'PUBLIC',
    draft: false,
    url: `${o}/@federation_of_kitchens/p/first-9a1`,
  }
  const event = {
    id: `${o}/events/6c1e1a5e-4a57-4b1e-9b9d-0a7f1c2d3e4f`,
    type: 'Event',
    actor: person,
    attributedTo: group,
    to: [everybody],
    cc: [`${group}/followers`],
    name: 'Cooking together',
    content: '<p>Bring a spoon.</p>',
    mediaType: 'text/html',
    startTime: '2030-06-02T10:00:00Z',
    endTime: '2030-06-02T13:00:00Z',
    timezone: 'Europe/Stockholm',
    category: 'FOOD_DRINK',
    location: {
      type: 'Place',
      name: 'The harbour hall',
      address: { type: 'PostalAddress', addressLocality: 'X' },
    },
    joinMode: 'free',
    participantCount: 0,
    maximumAttendeeCapacity: null,
    commentsEnabled: true,
    repliesModerationOption: 'allow_all',
    'ical:status': 'CONFIRMED',
    inLanguage: 'en',
    published: now,
    updated: now,
    tag: [],
    draft: false,
    isOnline: false,
  }
  const comment = {
    id: `${o}/comments/3f1c2d3e-0000-4000-8000-000000000001`,
    type: 'Note',
    actor: person,
    attributedTo: person,
    uuid: '3f1c2d3e-0000-4000-8000-000000000001',
    content: '<p>We come with two.</p>',
    inReplyTo: ours.edition,
    to: [everybody],
    cc: [ours.channel],
    mediaType: 'text/html',
    published: now,
    isAnnouncement: false,
    tag: [],
  }
  const act = (id: string, type: string, by: string, object: unknown, more: object = {}) => ({
    '@context': context,
    id: `${o}/${type.toLowerCase()}/${id}`,
    type,
    actor: by,
    object,
    to: [everybody],
    cc: [`${group}/followers`],
    ...more,
  })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    '@context': [...context, security],
    id,
    type,
    preferredUsername,
    name: preferredUsername,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    members: type === 'Group' ? `${id}/members` : undefined,
    resources: type === 'Group' ? `${id}/resources` : undefined,
    openness: type === 'Group' ? 'moderated' : undefined,
    manuallyApprovesFollowers: false,
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: pem },
    endpoints: { sharedInbox: `${o}/inbox` },
    url: id,
  })
  const following = act('1', 'Follow', person, ours.channel, { to: [ours.channel], cc: [] })
  return {
    software: 'Mobilizon',
    followed: group,
    actors: [actor(person, 'Person', 'marta'), actor(group, 'Group', 'federation_of_kitchens')],
    served: [article, event],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: act('a1', 'Accept', group, {
          '@context': context,
          id: ours.follow,
          type: 'Follow',
          actor: ours.instance,
          object: group,
        }),
      },
      {
        what: 'Announce of an Article by its id',
        does: 'post appeared',
        body: act('2', 'Announce', group, article.id),
      },
      { what: 'Create{Event} by a person for the group', body: act('3', 'Create', person, event) },
      {
        what: 'Announce{Create{Event}}',
        does: 'post appeared',
        body: act('4', 'Announce', group, act('3', 'Create', person, event)),
      },
      {
        what: 'Announce{Update{Article}}',
        does: 'post changed',
        body: act(
          '5',
          'Announce',
          group,
          act('5', 'Update', person, { ...article, content: '<p>On Saturdays.</p>' }),
        ),
      },
      {
        what: 'Announce{Delete}',
        does: 'post gone',
        body: act(
          '6',
          'Announce',
          group,
          act('6', 'Delete', person, { id: article.id, type: 'Tombstone', formerType: 'Article' }),
        ),
      },
      {
        what: 'Add to the members',
        body: act(
          '7',
          'Add',
          group,
          { type: 'Member', id: `${o}/member/1`, actor: person, role: 'member' },
          { target: `${group}/members` },
        ),
      },
      { what: 'Invite', body: act('8', 'Invite', person, group, { target: ours.instance }) },
      {
        what: 'Join of our edition',
        body: act('9', 'Join', person, ours.edition, { participationMessage: 'hi' }),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      { what: 'Create{Note}', does: 'comment waits', body: act('10', 'Create', person, comment) },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: act('11', 'Update', person, { ...comment, content: '<p>With three.</p>' }),
      },
      {
        what: 'Flag with a list',
        body: act('12', 'Flag', `${o}/@relay`, [ours.voice, ours.edition], { content: 'spam' }),
        answer: 401,
      },
      {
        what: 'Flag',
        does: 'flag waits',
        body: act('13', 'Flag', person, [ours.voice, ours.edition], { content: 'spam', to: [ours.voice] }),
      },
      {
        what: 'Delete of a Tombstone',
        does: 'comment gone',
        body: act('14', 'Delete', person, { id: comment.id, type: 'Tombstone' }),
      },
      { what: 'Undo{Follow}', does: 'follower left', body: act('15', 'Undo', person, following) },
    ],
  }
}
