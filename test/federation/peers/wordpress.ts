import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** WordPress with its ActivityPub plugin: a blog is a Group or Person, posts are Articles with a summary, ids are queries. */
export const wordpress: MakeShape = (o, pem, ours) => {
  const blog = `${o}/?author=0`
  const context = [
    streams,
    {
      Hashtag: 'as:Hashtag',
      sensitive: 'as:sensitive',
      dcterms: 'http://purl.org/dc/terms/',
      gts: 'https://gotosocial.org/ns#',
    },
  ]
  const article = {
    '@context': context,
    id: `${o}/?p=7`,
    type: 'Article',
    attachment: [{ type: 'Image', url: `${o}/wp-content/uploads/soup.jpg`, mediaType: 'image/jpeg' }],
    attributedTo: blog,
    content: '<p>How we cook for forty.</p>\n',
    contentMap: { en: '<p>How we cook for forty.</p>\n' },
    name: 'Soup &amp; bread',
    nameMap: { en: 'Soup &amp; bread' },
    preview: { type: 'Note', content: '<p>How we cook</p>' },
    published: '2030-05-20T09:58:00Z',
    summary: 'How we cook…',
    summaryMap: { en: 'How we cook…' },
    tag: [],
    updated: '2030-05-20T09:58:00Z',
    url: `${o}/2030/05/soup-and-bread/`,
    to: [everybody],
    cc: [`${o}/wp-json/activitypub/1.0/actors/0/followers`],
    mediaType: 'text/html',
    replies: { id: `${o}/wp-json/activitypub/1.0/posts/7/replies`, type: 'Collection' },
    'dcterms:subject': 'soup',
    interactionPolicy: { canQuote: { automaticApproval: everybody } },
  }
  const comment = {
    '@context': context,
    id: `${o}/?c=21`,
    type: 'Note',
    attributedTo: blog,
    content: '<p>Thank you for the recipe.</p>',
    contentMap: { en: '<p>Thank you for the recipe.</p>' },
    inReplyTo: ours.edition,
    published: now,
    url: `${o}/?c=21`,
    to: [everybody],
    cc: [`${o}/wp-json/activitypub/1.0/actors/0/followers`, ours.voice],
    tag: [{ type: 'Mention', href: ours.voice, name: '@voice@community.example' }],
    mediaType: 'text/html',
  }
  const act = (id: string, type: string, object: unknown, more: object = {}) => ({
    '@context': context,
    id,
    type,
    actor: blog,
    object,
    to: [everybody],
    cc: [`${o}/wp-json/activitypub/1.0/actors/0/followers`],
    published: now,
    ...more,
  })
  const following = {
    '@context': [streams],
    id: `${blog}#follow-1`,
    type: 'Follow',
    actor: blog,
    object: ours.channel,
    to: [ours.channel],
  }
  return {
    software: 'WordPress',
    followed: blog,
    actors: [
      {
        '@context': [streams, security],
        id: blog,
        type: 'Group',
        preferredUsername: 'blog',
        name: 'The kitchen blog',
        inbox: `${o}/wp-json/activitypub/1.0/actors/0/inbox`,
        outbox: `${o}/wp-json/activitypub/1.0/actors/0/outbox`,
        followers: `${o}/wp-json/activitypub/1.0/actors/0/followers`,
        streams: [],
        endpoints: { sharedInbox: `${o}/wp-json/activitypub/1.0/inbox` },
        publicKey: { id: `${blog}#main-key`, owner: blog, publicKeyPem: pem },
        manuallyApprovesFollowers: false,
        postingRestrictedToMods: true,
        implements: [
          {
            href: 'https://datatracker.ietf.org/doc/html/rfc9421',
            name: 'RFC-9421: HTTP Message Signatures',
          },
        ],
      },
    ],
    served: [],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: act(
          `${blog}#accept-1`,
          'Accept',
          { id: ours.follow, type: 'Follow', actor: ours.instance, object: blog },
          { to: [ours.instance] },
        ),
      },
      {
        what: 'Create{Article}',
        does: 'post appeared',
        body: act(`${article.id}#activity-create-2030`, 'Create', article),
      },
      {
        what: 'Announce of its own Create',
        body: act(
          `${article.id}#activity-announce-2030`,
          'Announce',
          act(`${article.id}#activity-create-2030`, 'Create', article),
        ),
      },
      {
        what: 'Update{Article}',
        does: 'post changed',
        body: act(`${article.id}#activity-update-2030`, 'Update', {
          ...article,
          content: '<p>For fifty.</p>',
          contentMap: { en: '<p>For fifty.</p>' },
        }),
      },
      {
        what: 'Delete{Tombstone}',
        does: 'post gone',
        body: act(`${article.id}#activity-delete-2030`, 'Delete', {
          id: article.id,
          type: 'Tombstone',
          formerType: 'Article',
        }),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      {
        what: 'Create{Note}',
        does: 'comment waits',
        body: act(`${comment.id}#activity-create`, 'Create', comment),
      },
      {
        what: 'Update{Note}',
        does: 'comment changed',
        body: act(`${comment.id}#activity-update`, 'Update', {
          ...comment,
          content: '<p>Thank you!</p>',
          contentMap: undefined,
        }),
      },
      { what: 'Like', does: 'reaction counted', body: act(`${blog}#like-1`, 'Like', ours.edition) },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act(`${blog}#like-1-undo`, 'Undo', act(`${blog}#like-1`, 'Like', ours.edition)),
      },
      {
        what: 'QuoteRequest',
        body: act(`${blog}#quote-1`, 'QuoteRequest', ours.edition, { instrument: `${o}/?p=8` }),
      },
      { what: 'Move', body: act(`${blog}#move`, 'Move', blog, { target: `${o}/?author=1`, origin: blog }) },
      {
        what: 'Delete of the answer',
        does: 'comment gone',
        body: act(`${comment.id}#activity-delete`, 'Delete', { id: comment.id, type: 'Tombstone' }),
      },
      {
        what: 'Undo{Follow}',
        does: 'follower left',
        body: act(`${blog}#undo-1`, 'Undo', { ...following, '@context': undefined }),
      },
    ],
  }
}
