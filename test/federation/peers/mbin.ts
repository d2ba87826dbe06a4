import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Mbin: magazines announce; every server has a context document of its own; microblogs are Notes without a title. */
export const mbin: MakeShape = (o, pem, ours) => {
  const person = `${o}/u/lena`
  const group = `${o}/m/garden`
  const context = [streams, `${o}/contexts`]
  const entry = {
    id: `${o}/m/garden/t/1`,
    type: 'Page',
    attributedTo: person,
    inReplyTo: null,
    to: [group, everybody],
    cc: [`${person}/followers`],
    name: 'Tomatoes on a balcony',
    content: '<p>They need wind.</p>',
    summary: 'Tomatoes on a balcony #garden',
    mediaType: 'text/html',
    source: { content: 'They need wind.', mediaType: 'text/markdown' },
    url: `${o}/m/garden/t/1/tomatoes-on-a-balcony`,
    tag: [{ type: 'Hashtag', href: `${o}/tag/garden`, name: '#garden' }],
    commentsEnabled: true,
    sensitive: false,
    stickied: false,
    published: '2030-05-20T09:58:00+00:00',
    contentMap: { en: '<p>They need wind.</p>' },
    audience: group,
  }
  const note = { ...entry, id: `${o}/m/garden/p/2/-`, type: 'Note', name: undefined, summary: null }
  const comment = {
    id: `${o}/m/boletin/t/9/-/comment/3`,
    type: 'Note',
    attributedTo: person,
    inReplyTo: ours.edition,
    to: [everybody, ours.voice],
    cc: [ours.channel, `${person}/followers`],
    content: '<p>Basil beside them.</p>',
    mediaType: 'text/html',
    url: `${o}/m/boletin/t/9/-/comment/3`,
    tag: [],
    published: now,
    contentMap: { en: '<p>Basil beside them.</p>' },
    audience: ours.channel,
  }
  const act = (id: string, type: string, object: unknown, more: object = {}) => ({
    '@context': context,
    id: `${o}/f/object/${id}`,
    type,
    actor: person,
    published: now,
    to: [group, everybody],
    cc: [`${person}/followers`],
    object,
    audience: group,
    ...more,
  })
  const announced = (id: string, object: unknown) => ({
    '@context': context,
    id: `${o}/f/object/a${id}`,
    type: 'Announce',
    actor: group,
    object,
    to: [everybody],
    cc: [`${group}/followers`],
    published: now,
  })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    '@context': [streams, `${o}/contexts`, security],
    id,
    type,
    preferredUsername,
    name: preferredUsername,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    followers: `${id}/followers`,
    url: id,
    manuallyApprovesFollowers: false,
    publicKey: { owner: id, id: `${id}#main-key`, publicKeyPem: pem },
    endpoints: { sharedInbox: `${o}/f/inbox` },
  })
  const following = {
    '@context': context,
    id: `${o}/f/object/follow`,
    type: 'Follow',
    actor: person,
    object: ours.channel,
  }
  const about = { to: [everybody], cc: [ours.channel], audience: ours.channel }
  return {
    software: 'Mbin',
    followed: group,
    actors: [actor(person, 'Person', 'lena'), actor(group, 'Group', 'garden')],
    served: [entry, note],
    sent: [
      {
        what: 'Accept with the Follow by its id',
        does: 'we follow',
        body: {
          '@context': context,
          id: `${o}/f/object/accept`,
          type: 'Accept',
          actor: group,
          object: ours.follow,
        },
      },
      {
        what: 'Announce{Create{Page}}',
        does: 'post appeared',
        body: announced('1', act('1', 'Create', entry)),
      },
      { what: 'Announce of the id of a Note', does: 'post appeared', body: announced('2', note.id) },
      {
        what: 'Announce{Update}',
        does: 'post changed',
        body: announced('3', act('3', 'Update', { ...entry, content: '<p>And sun.</p>' })),
      },
      {
        what: 'Announce{Like}',
        does: 'reaction to a post counted',
        body: announced('4', act('4', 'Like', entry.id)),
      },
      {
        what: 'Announce{Announce}',
        body: announced('5', { ...announced('x', entry.id), actor: person, '@context': context }),
      },
      {
        what: 'Announce{Delete} with an embedded Tombstone',
        does: 'post gone, reactions to a post gone',
        body: announced('6', act('6', 'Delete', { id: entry.id, type: 'Tombstone' })),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      { what: 'Create{Note}', does: 'comment waits', body: act('10', 'Create', comment, about) },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: act('11', 'Update', { ...comment, content: '<p>Basil.</p>', contentMap: undefined }, about),
      },
      { what: 'Like', does: 'reaction counted', body: act('12', 'Like', ours.edition, about) },
      {
        what: 'Announce of our edition',
        does: 'reaction counted',
        body: act('13', 'Announce', ours.edition, about),
      },
      {
        what: 'Flag',
        does: 'flag waits',
        body: act('14', 'Flag', [ours.edition], { to: [ours.channel], content: 'spam' }),
      },
      {
        what: 'Delete with the object embedded',
        does: 'comment gone',
        body: act('15', 'Delete', { id: comment.id, type: 'Tombstone' }, about),
      },
      {
        what: 'Undo{Follow}',
        does: 'follower left',
        body: act('16', 'Undo', { ...following, '@context': undefined }, about),
      },
    ],
  }
}
