import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Mastodon 4: accounts speak for themselves; contexts carry terms; Undo and Delete embed what they are about. */
export const mastodon: MakeShape = (o, pem, ours) => {
  const person = `${o}/users/nadia`
  const followers = `${person}/followers`
  const context = [
    streams,
    {
      ostatus: 'http://ostatus.org#',
      atomUri: 'ostatus:atomUri',
      inReplyToAtomUri: 'ostatus:inReplyToAtomUri',
      conversation: 'ostatus:conversation',
      sensitive: 'as:sensitive',
      toot: 'http://joinmastodon.org/ns#',
      votersCount: 'toot:votersCount',
      quote: { '@id': 'https://w3id.org/fep/044f#quote', '@type': '@id' },
    },
  ]
  const status = (id: string, content: string, more: object = {}) => ({
    id: `${person}/statuses/${id}`,
    type: 'Note',
    summary: null,
    inReplyTo: null,
    published: now,
    url: `${o}/@nadia/${id}`,
    attributedTo: person,
    to: [everybody],
    cc: [followers],
    sensitive: false,
    atomUri: `${person}/statuses/${id}`,
    inReplyToAtomUri: null,
    conversation: `tag:mastodon.example,2030-05-20:objectId=${id}:objectType=Conversation`,
    content,
    contentMap: { es: content },
    attachment: [],
    tag: [],
    replies: {
      id: `${person}/statuses/${id}/replies`,
      type: 'Collection',
      first: {
        type: 'CollectionPage',
        next: `${person}/statuses/${id}/replies?only_other_accounts=true&page=true`,
        partOf: `${person}/statuses/${id}/replies`,
        items: [],
      },
    },
    likes: { id: `${person}/statuses/${id}/likes`, type: 'Collection', totalItems: 0 },
    shares: { id: `${person}/statuses/${id}/shares`, type: 'Collection', totalItems: 0 },
    ...more,
  })
  const post = status('114000000000000001', '<p>Caldo a mediodía.</p>')
  const comment = status('114000000000000002', '<p><span class="h-card">@boletin</span> Llevo pan.</p>', {
    inReplyTo: ours.edition,
    cc: [followers, ours.channel],
    tag: [{ type: 'Mention', href: ours.channel, name: '@boletin@community.example' }],
  })
  const friend = `${o}/users/luz`
  const boosted = {
    ...status('114000000000000009', '<p>Hay leche.</p>'),
    id: `${friend}/statuses/9`,
    attributedTo: friend,
  }
  const act = (id: string, type: string, object: unknown, more: object = {}) => ({
    '@context': context,
    id,
    type,
    actor: person,
    published: now,
    to: [everybody],
    cc: [followers],
    object,
    ...more,
  })
  const signature = {
    type: 'RsaSignature2017',
    creator: `${person}#main-key`,
    created: now,
    signatureValue: 'bm90IGNoZWNrZWQ=',
  }
  const account = (id: string, preferredUsername: string) => ({
    '@context': [streams, security],
    id,
    type: 'Person',
    following: `${id}/following`,
    followers: `${id}/followers`,
    inbox: `${id}/inbox`,
    outbox: `${id}/outbox`,
    featured: `${id}/collections/featured`,
    preferredUsername,
    name: preferredUsername,
    summary: '',
    url: `${o}/@${preferredUsername}`,
    manuallyApprovesFollowers: false,
    discoverable: null,
    memorial: false,
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: pem },
    tag: [],
    attachment: [],
    endpoints: { sharedInbox: `${o}/inbox` },
  })
  const following = {
    '@context': streams,
    id: `${o}/5a3c9a4e-0d4b-4b6f-8a7e-1`,
    type: 'Follow',
    actor: person,
    object: ours.channel,
  }
  const tombstone = (id: string) => ({ id, type: 'Tombstone', atomUri: id })
  return {
    software: 'Mastodon',
    followed: person,
    actors: [account(person, 'nadia'), account(friend, 'luz')],
    served: [post, comment, boosted],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: {
          '@context': streams,
          id: `${person}#accepts/follows/1`,
          type: 'Accept',
          actor: person,
          object: { id: ours.follow, type: 'Follow', actor: ours.instance, object: person },
        },
      },
      {
        what: 'Create{Note}',
        does: 'post appeared',
        body: act(`${post.id}/activity`, 'Create', post, { signature }),
      },
      {
        what: 'Update{Note}',
        does: 'post changed',
        body: act(`${post.id}#updates/1`, 'Update', {
          ...post,
          content: '<p>Caldo a la una.</p>',
          contentMap: { es: '<p>Caldo a la una.</p>' },
          updated: now,
        }),
      },
      {
        what: 'Announce of another account’s post',
        body: act(`${person}/statuses/3/activity`, 'Announce', boosted.id),
      },
      {
        what: 'Add to featured',
        body: { ...act(`${person}#add/1`, 'Add', post.id), target: `${person}/collections/featured` },
      },
      {
        what: 'Remove from featured',
        body: { ...act(`${person}#remove/1`, 'Remove', post.id), target: `${person}/collections/featured` },
      },
      { what: 'Delete', does: 'post gone', body: act(`${post.id}#delete`, 'Delete', tombstone(post.id)) },
      { what: 'Follow', does: 'follower accepted', body: following },
      {
        what: 'Create{Note} in answer',
        does: 'comment waits',
        body: act(`${comment.id}/activity`, 'Create', comment, { cc: [followers, ours.channel] }),
      },
      {
        what: 'Create{Note} to followers only, in answer',
        body: act(`${person}/statuses/5/activity`, 'Create', {
          ...status('5', '<p>Solo para amigas.</p>', { inReplyTo: ours.edition }),
          to: [followers],
          cc: [ours.channel],
        }),
      },
      {
        what: 'Update{Note} of the answer',
        does: 'comment changed',
        body: act(`${comment.id}#updates/1`, 'Update', { ...comment, content: '<p>Llevo dos panes.</p>' }),
      },
      {
        what: 'Like',
        does: 'reaction counted',
        body: { ...act(`${person}#likes/7`, 'Like', ours.edition), to: undefined, cc: undefined },
      },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act(`${person}#likes/7/undo`, 'Undo', {
          id: `${person}#likes/7`,
          type: 'Like',
          actor: person,
          object: ours.edition,
        }),
      },
      {
        what: 'Announce of our edition',
        body: act(`${person}/statuses/6/activity`, 'Announce', ours.edition),
      },
      {
        what: 'Undo{Announce}',
        body: act(`${person}#announces/6/undo`, 'Undo', {
          ...act(`${person}/statuses/6/activity`, 'Announce', ours.edition),
          '@context': undefined,
        }),
      },
      {
        what: 'Flag with a list',
        does: 'flag waits',
        body: {
          '@context': streams,
          id: `${o}/7f1d4c0a-flag`,
          type: 'Flag',
          actor: person,
          content: 'spam',
          object: [ours.voice, ours.edition],
        },
      },
      {
        what: 'Block',
        body: { '@context': streams, id: `${o}/b1`, type: 'Block', actor: person, object: ours.voice },
      },
      {
        what: 'Move',
        body: {
          '@context': streams,
          id: `${person}#moves/1`,
          type: 'Move',
          actor: person,
          object: person,
          target: `${o}/users/elsewhere`,
          to: followers,
        },
      },
      {
        what: 'Update{Person}',
        body: act(`${person}#updates/2`, 'Update', { id: person, type: 'Person', name: 'Nadia B.' }),
      },
      {
        what: 'Delete of the answer',
        does: 'comment gone',
        body: act(`${comment.id}#delete`, 'Delete', tombstone(comment.id)),
      },
      {
        what: 'Undo{Follow}',
        does: 'follower left',
        body: {
          '@context': streams,
          id: `${person}#follows/1/undo`,
          type: 'Undo',
          actor: person,
          object: { ...following, '@context': undefined },
        },
      },
      {
        what: 'Delete of the account',
        does: 'turned away',
        body: act(`${person}#delete`, 'Delete', person, { to: [everybody] }),
      },
    ],
  }
}
