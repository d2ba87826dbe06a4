import { everybody, type MakeShape, now, security, streams } from './shape.ts'

/** Misskey and its forks: ids without a scheme of their own, `_misskey_` terms, reactions as Like with content. */
export const misskey: MakeShape = (o, pem, ours) => {
  const person = `${o}/users/9abc`
  const context = [
    streams,
    security,
    {
      Key: 'sec:Key',
      manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
      sensitive: 'as:sensitive',
      Hashtag: 'as:Hashtag',
      quoteUrl: 'as:quoteUrl',
      misskey: 'https://misskey-hub.net/ns#',
      _misskey_content: 'misskey:_misskey_content',
      _misskey_quote: 'misskey:_misskey_quote',
      _misskey_reaction: 'misskey:_misskey_reaction',
      isCat: 'misskey:isCat',
    },
  ]
  const note = {
    id: `${o}/notes/9n1`,
    type: 'Note',
    attributedTo: person,
    summary: null,
    content: '<p><span>Tea at four</span></p>',
    _misskey_content: 'Tea at four',
    source: { content: 'Tea at four', mediaType: 'text/x.misskeymarkdown' },
    _misskey_quote: undefined,
    published: '2030-05-20T09:58:00.000Z',
    to: [everybody],
    cc: [`${person}/followers`],
    inReplyTo: null,
    attachment: [],
    sensitive: false,
    tag: [],
  }
  const comment = {
    ...note,
    id: `${o}/notes/9n2`,
    inReplyTo: ours.edition,
    content: '<p><a href="x">@boletin</a><span> I come</span></p>',
    cc: [`${person}/followers`, ours.channel],
  }
  const act = (id: string, type: string, object: unknown, more: object = {}) => ({
    '@context': context,
    id: `${o}/${id}`,
    actor: person,
    type,
    published: now,
    object,
    ...more,
  })
  const following = {
    '@context': context,
    id: `${o}/follows/f1`,
    type: 'Follow',
    actor: person,
    object: ours.channel,
  }
  const reaction = act('likes/9l1', 'Like', ours.edition, {
    _misskey_reaction: ':bread@.:',
    content: ':bread@.:',
    tag: [
      { id: `${o}/emojis/bread`, type: 'Emoji', name: ':bread:', icon: { type: 'Image', url: `${o}/e.png` } },
    ],
  })
  return {
    software: 'Misskey',
    followed: person,
    actors: [
      {
        '@context': context,
        type: 'Person',
        id: person,
        inbox: `${person}/inbox`,
        outbox: `${person}/outbox`,
        followers: `${person}/followers`,
        featured: `${person}/collections/featured`,
        sharedInbox: `${o}/inbox`,
        endpoints: { sharedInbox: `${o}/inbox` },
        url: `${o}/@mina`,
        preferredUsername: 'mina',
        name: null,
        summary: null,
        icon: null,
        tag: [],
        manuallyApprovesFollowers: false,
        discoverable: true,
        publicKey: { id: `${person}#main-key`, type: 'Key', owner: person, publicKeyPem: pem },
        isCat: false,
        attachment: [],
      },
    ],
    served: [note],
    sent: [
      {
        what: 'Accept',
        does: 'we follow',
        body: act('accept1', 'Accept', {
          id: ours.follow,
          type: 'Follow',
          actor: ours.instance,
          object: person,
        }),
      },
      {
        what: 'Create{Note}',
        does: 'post appeared',
        body: act('notes/9n1/activity', 'Create', note, { to: note.to, cc: note.cc }),
      },
      {
        what: 'Announce of itself',
        body: act('notes/9r1/activity', 'Announce', note.id, {
          to: [everybody],
          cc: [`${person}/followers`],
        }),
      },
      {
        what: 'Update{Note} without addresses',
        does: 'post changed',
        body: act('updates/1', 'Update', { ...note, content: '<p>Tea at five</p>' }),
      },
      {
        what: 'Delete',
        does: 'post gone',
        body: act('delete1', 'Delete', { id: note.id, type: 'Tombstone' }),
      },
      { what: 'Follow', does: 'follower accepted', body: following },
      {
        what: 'Create{Note} in answer',
        does: 'comment waits',
        body: act('notes/9n2/activity', 'Create', comment),
      },
      { what: 'Like with an emoji', does: 'reaction counted', body: reaction },
      {
        what: 'Undo{Like}',
        does: 'reaction taken back',
        body: act('likes/9l1/undo', 'Undo', { ...reaction, '@context': undefined }),
      },
      {
        what: 'Flag with one object',
        body: act('flag1', 'Flag', ours.voice, { content: `Note: ${ours.edition}\nspam` }),
      },
      { what: 'Block', body: act('blocks/1', 'Block', ours.voice) },
      {
        what: 'Add to featured',
        body: { ...act('add1', 'Add', note.id), target: `${person}/collections/featured` },
      },
      {
        what: 'Remove from featured',
        body: { ...act('rm1', 'Remove', note.id), target: `${person}/collections/featured` },
      },
      { what: 'Move', body: act('moves/1', 'Move', person, { target: `${o}/users/9def`, to: [everybody] }) },
      {
        what: 'Delete of the answer',
        does: 'comment gone',
        body: act('delete2', 'Delete', { id: comment.id, type: 'Tombstone' }),
      },
      {
        what: 'Undo{Follow} of a Follow without an id',
        does: 'follower left',
        body: act('undo1', 'Undo', { type: 'Follow', actor: person, object: ours.channel }),
      },
      { what: 'Delete of the account', does: 'turned away', body: act('delete3', 'Delete', person) },
    ],
  }
}
