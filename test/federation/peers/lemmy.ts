import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Lemmy 0.19: communities announce whole activities (FEP-1b12); ids under /activities, times with microseconds. */
export const lemmy: MakeShape = (o, pem, ours) => {
  const person = `${o}/u/rosa`
  const group = `${o}/c/kitchen`
  const context = ['https://join-lemmy.org/context.json', streams]
  const time = '2030-05-20T09:58:01.123456Z'
  const key = (owner: string) => ({ id: `${owner}#main-key`, owner, publicKeyPem: pem })
  const page = {
    type: 'Page',
    id: `${o}/post/1`,
    attributedTo: person,
    to: [group, everybody],
    cc: [],
    audience: group,
    name: 'Which bread keeps longest?',
    content: '<p>Mine is hard after a day.</p>\n',
    mediaType: 'text/html',
    source: { content: 'Mine is hard after a day.', mediaType: 'text/markdown' },
    attachment: [{ href: 'https://bread.example/rye', mediaType: 'text/html; charset=utf-8', type: 'Link' }],
    sensitive: false,
    language: { identifier: 'en', name: 'English' },
    published: time,
    tag: [{ href: `${o}/post/1`, name: '#kitchen', type: 'Hashtag' }],
  }
  const answer = {
    type: 'Note',
    id: `${o}/comment/2`,
    attributedTo: person,
    to: [everybody],
    cc: [group],
    content: '<p>Rye.</p>\n',
    inReplyTo: page.id,
    mediaType: 'text/html',
    source: { content: 'Rye.', mediaType: 'text/markdown' },
    published: time,
    tag: [{ href: person, name: '@rosa@lemmy', type: 'Mention' }],
    distinguished: false,
    language: { identifier: 'und', name: 'Undetermined' },
  }
  const comment = {
    ...answer,
    id: `${o}/comment/9`,
    inReplyTo: ours.edition,
    cc: [ours.channel, ours.voice],
    audience: ours.channel,
  }
  const act = (id: string, type: string, object: unknown, more: object = {}) => ({
    id: `${o}/activities/${type.toLowerCase()}/${id}`,
    actor: person,
    to: [everybody],
    object,
    cc: [group],
    audience: group,
    type,
    ...more,
  })
  const announced = (id: string, object: object) => ({
    '@context': context,
    actor: group,
    to: [everybody],
    object,
    cc: [`${group}/followers`],
    type: 'Announce',
    id: `${o}/activities/announce/${id}`,
  })
  const sending = (id: string, type: string, object: unknown, more: object = {}) => ({
    '@context': context,
    ...act(id, type, object, { cc: [ours.channel], audience: ours.channel, ...more }),
  })
  const following = {
    '@context': context,
    actor: person,
    to: [ours.channel],
    object: ours.channel,
    type: 'Follow',
    id: `${o}/activities/follow/f1`,
  }
  return {
    software: 'Lemmy',
    followed: group,
    actors: [
      {
        '@context': context,
        type: 'Person',
        id: person,
        preferredUsername: 'rosa',
        inbox: `${person}/inbox`,
        outbox: `${person}/outbox`,
        publicKey: key(person),
        endpoints: { sharedInbox: `${o}/inbox` },
        published: time,
      },
      {
        '@context': [...context, security],
        type: 'Group',
        id: group,
        preferredUsername: 'kitchen',
        name: 'Kitchen',
        inbox: `${group}/inbox`,
        outbox: `${group}/outbox`,
        followers: `${group}/followers`,
        featured: `${group}/featured`,
        attributedTo: `${group}/moderators`,
        postingRestrictedToMods: false,
        publicKey: key(group),
        endpoints: { sharedInbox: `${o}/inbox` },
      },
    ],
    served: [page, answer],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: {
          '@context': context,
          actor: group,
          to: [ours.instance],
          object: { actor: ours.instance, to: [group], object: group, type: 'Follow', id: ours.follow },
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
        what: 'Announce{Create{Note}}',
        does: 'post appeared',
        body: announced('2', act('2', 'Create', answer)),
      },
      {
        what: 'Announce{Update{Page}}',
        does: 'post changed',
        body: announced('3', act('3', 'Update', { ...page, content: '<p>It is hard.</p>', updated: now })),
      },
      { what: 'Announce{Page}', body: announced('4', page) },
      {
        what: 'Announce{Like}',
        does: 'reaction to a post counted',
        body: announced('5', act('5', 'Like', page.id)),
      },
      { what: 'Announce{Dislike}', body: announced('6', act('6', 'Dislike', page.id)) },
      {
        what: 'Announce{Undo{Like}}',
        body: announced('7', act('7', 'Undo', act('5', 'Like', page.id))),
      },
      { what: 'Announce{Lock}', body: announced('8', act('8', 'Lock', page.id)) },
      {
        what: 'Announce{Add} to featured',
        body: announced('9', act('9', 'Add', page.id, { target: `${group}/featured` })),
      },
      {
        what: 'Announce{Remove} from featured',
        body: announced('10', act('10', 'Remove', page.id, { target: `${group}/featured` })),
      },
      {
        what: 'Announce{Add} of a moderator',
        body: announced('11', act('11', 'Add', person, { target: `${group}/moderators` })),
      },
      {
        what: 'Announce{Block}',
        body: announced('12', act('12', 'Block', person, { target: group, removeData: false, summary: 'x' })),
      },
      {
        what: 'Announce{Delete} by its author',
        does: 'post gone',
        body: announced('13', act('13', 'Delete', answer.id)),
      },
      {
        what: 'Announce{Delete} with a reason, by a moderator',
        does: 'post gone, reactions to a post gone',
        body: announced('14', act('14', 'Delete', page.id, { summary: 'off topic' })),
      },
      {
        what: 'Announce{Undo{Delete}}',
        body: announced('15', act('15', 'Undo', act('14', 'Delete', page.id))),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      {
        what: 'Follow of an allied channel',
        does: 'follower waits',
        body: { ...following, id: `${o}/activities/follow/f2`, to: [ours.allied], object: ours.allied },
      },
      { what: 'Create{Note}', does: 'comment waits', body: sending('20', 'Create', comment) },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: sending('21', 'Update', { ...comment, content: '<p>Rye bread.</p>', updated: now }),
      },
      { what: 'Like', does: 'reaction counted', body: sending('22', 'Like', ours.edition) },
      {
        what: 'Flag',
        does: 'flag waits',
        body: {
          ...sending('23', 'Flag', ours.edition, { to: [ours.channel], summary: 'it names somebody' }),
          cc: undefined,
        },
      },
      { what: 'Delete', does: 'comment gone', body: sending('24', 'Delete', comment.id) },
      {
        what: 'Undo{Follow}',
        does: 'follower left',
        body: { ...sending('25', 'Undo', following), to: [ours.channel] },
      },
      {
        what: 'Delete of a person',
        does: 'follower left, reaction taken back',
        body: { ...sending('26', 'Delete', person), to: [everybody], removeData: true },
      },
      {
        what: 'Reject',
        does: 'turned away',
        body: {
          '@context': context,
          actor: group,
          to: [ours.instance],
          object: { actor: ours.instance, object: group, type: 'Follow', id: ours.follow },
          type: 'Reject',
          id: `${o}/activities/reject/1`,
        },
      },
    ],
  }
}
