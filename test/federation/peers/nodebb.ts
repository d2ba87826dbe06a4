import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** NodeBB 4: categories are Groups, topics are contexts; the first post is an Article, answers are Notes. */
export const nodebb: MakeShape = (o, pem, ours) => {
  const person = `${o}/uid/3`
  const group = `${o}/category/5`
  const context = [streams, { sensitive: 'as:sensitive', Hashtag: 'as:Hashtag' }]
  const article = {
    '@context': context,
    id: `${o}/post/11`,
    type: 'Article',
    to: [everybody, group],
    cc: [`${person}/followers`, `${group}/followers`],
    inReplyTo: null,
    published: '2030-05-20T09:58:00.000Z',
    updated: null,
    url: `${o}/post/11`,
    attributedTo: person,
    context: `${o}/topic/7`,
    audience: group,
    summary: null,
    name: 'Soup for forty',
    preview: { type: 'Note', content: '<p>How big a pot?</p>', published: now },
    content: '<p dir="auto">How big a pot?</p>\n',
    source: { content: 'How big a pot?', mediaType: 'text/markdown' },
    tag: [],
    attachment: [],
    image: [],
    replies: `${o}/post/11/replies`,
  }
  const answer = {
    ...article,
    id: `${o}/post/12`,
    type: 'Note',
    name: null,
    preview: undefined,
    inReplyTo: article.id,
    content: '<p dir="auto">Two of twenty.</p>\n',
  }
  const comment = {
    ...answer,
    id: `${o}/post/13`,
    inReplyTo: ours.edition,
    context: `${o}/topic/9`,
    audience: ours.channel,
    to: [everybody, ours.voice],
    cc: [`${person}/followers`, ours.channel],
  }
  const act = (suffix: string, type: string, object: unknown, more: object = {}) => ({
    '@context': streams,
    id: `${o}/post/11#activity/${suffix}/1747735200000`,
    type,
    actor: person,
    object,
    to: [everybody],
    cc: [`${group}/followers`],
    ...more,
  })
  const announced = (id: string, object: unknown) => ({
    '@context': streams,
    id: `${o}/post/11#activity/announce/cid/${id}`,
    type: 'Announce',
    actor: group,
    to: [`${group}/followers`, everybody],
    cc: [person],
    object,
    target: group,
  })
  const actor = (id: string, type: string, preferredUsername: string) => ({
    '@context': [streams, security],
    id,
    url: `${o}/x/${preferredUsername}`,
    followers: `${id}/followers`,
    following: `${id}/following`,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    type,
    name: preferredUsername,
    preferredUsername,
    summary: '',
    publicKey: { id: `${id}#key`, owner: id, publicKeyPem: pem },
    endpoints: { sharedInbox: `${o}/inbox` },
  })
  const following = {
    '@context': streams,
    id: `${o}/uid/3#activity/follow/boletin@community.example/1747735200000`,
    type: 'Follow',
    actor: person,
    to: [ours.channel],
    object: ours.channel,
  }
  return {
    software: 'NodeBB',
    followed: group,
    actors: [actor(person, 'Person', 'ines'), actor(group, 'Group', 'recipes')],
    served: [article, answer],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: {
          '@context': streams,
          id: `${o}/category/5#activity/accept:follow/instance/1`,
          type: 'Accept',
          actor: group,
          to: [ours.instance],
          object: { id: ours.follow, type: 'Follow', actor: ours.instance, object: group },
        },
      },
      {
        what: 'Announce{Create{Article}}',
        does: 'post appeared',
        body: announced('1', act('create', 'Create', article)),
      },
      { what: 'Announce of the same Article', body: announced('2', article) },
      {
        what: 'Announce{Create{Note}}',
        does: 'post appeared',
        body: announced('3', act('create2', 'Create', answer)),
      },
      {
        what: 'Announce{Update}',
        does: 'post changed',
        body: announced(
          '4',
          act('update', 'Update', { ...article, content: '<p>How big?</p>', updated: now }),
        ),
      },
      {
        what: 'Announce{Like}',
        does: 'reaction to a post counted',
        body: announced('5', act('like', 'Like', article.id)),
      },
      {
        what: 'Announce{Delete} of a Tombstone',
        does: 'post gone',
        body: announced(
          '6',
          act('delete', 'Delete', { id: answer.id, type: 'Tombstone', formerType: 'Note' }),
        ),
      },
      {
        what: 'Announce{Move} of a topic',
        body: announced(
          '7',
          act('move', 'Move', `${o}/topic/7`, { origin: group, target: `${o}/category/6` }),
        ),
      },
      {
        what: 'Remove of a topic',
        body: {
          '@context': streams,
          id: `${o}/topic/7#activity/remove/1`,
          type: 'Remove',
          actor: group,
          to: [everybody],
          cc: [`${group}/followers`],
          object: `${o}/topic/7`,
          target: `${o}/category/5`,
        },
      },
      { what: 'Follow by a person', does: 'follower accepted', body: following },
      {
        what: 'Follow by a category',
        does: 'follower accepted',
        body: { ...following, id: `${o}/category/5#activity/follow/1`, actor: group },
      },
      {
        what: 'Create{Note}',
        does: 'comment waits',
        body: act('create13', 'Create', comment, { cc: [ours.channel] }),
      },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: act('update13', 'Update', { ...comment, content: '<p>Three.</p>', updated: now }),
      },
      {
        what: 'Like',
        does: 'reaction counted',
        body: act('like13', 'Like', ours.edition, { to: undefined, cc: undefined }),
      },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act('undo13', 'Undo', act('like13', 'Like', ours.edition)),
      },
      {
        what: 'Flag',
        does: 'flag waits',
        body: act('flag', 'Flag', [ours.edition, ours.voice], { content: 'spam', to: [ours.voice] }),
      },
      {
        what: 'Delete',
        does: 'comment gone',
        body: act('delete13', 'Delete', comment.id, { origin: `${o}/topic/9` }),
      },
      {
        what: 'Undo{Follow}',
        does: 'follower left',
        body: act('undo', 'Undo', { ...following, '@context': undefined }),
      },
    ],
  }
}
