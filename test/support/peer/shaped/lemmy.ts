import { isJsonObject, type JsonObject } from '../http.ts'
import { addressees, type Desk, everybody, idOf, type Rules, sameHost, text } from './follower.ts'

/**
 * A follower as Lemmy is: people follow a community, and believe of it only Announces around whole activities of
 * a few kinds, said to everybody, with the community among those spoken to. Objects are asked of their own server
 * and must be exactly what Lemmy knows: a Page with a title and no parent, or a Note below something known.
 * An author may also delete directly.
 */
export const lemmyRules: Rules = {
  followAs: 'reader',
  async receive(desk, activity) {
    if (['Accept', 'Reject'].includes(text(activity['type']))) return undefined
    if (activity['type'] === 'Delete') return remove(desk, activity)
    if (activity['type'] !== 'Announce') return 'unknown kind'
    if (activity['actor'] !== desk.channel) return 'not the community'
    const inner = activity['object']
    if (!isJsonObject(inner)) return 'an Announce of no activity'
    if (!addressees(activity)) return 'no to or cc'
    switch (inner['type']) {
      case 'Create':
      case 'Update':
        return keep(desk, inner)
      case 'Delete':
        return remove(desk, inner)
      case 'Like':
      case 'Dislike':
      case 'Undo':
      case 'Lock':
      case 'Add':
      case 'Remove':
        return undefined
      default:
        return 'unknown kind inside'
    }
  },
  async answer({ peer, channel, fetch }, inReplyTo, html) {
    const parent = await fetch(inReplyTo)
    const addresses = { to: [everybody], cc: [channel, text(parent?.['attributedTo'])], audience: channel }
    const { activity } = await peer.createNote({ content: html, inReplyTo, ...addresses })
    return activity
  },
}

async function keep(desk: Desk, inner: JsonObject): Promise<string | undefined> {
  const to = addressees(inner)
  if (!to?.includes(everybody)) return 'not for everybody'
  if (!to.includes(desk.channel) && inner['audience'] !== desk.channel) return 'not for the community'
  const id = idOf(inner['object'])
  const object = await desk.fetch(id)
  if (!object) return 'its server does not give it'
  const { type, attributedTo, name, content, inReplyTo, published } = object
  if (typeof id !== 'string' || !sameHost(id, inner['actor'])) return 'another host'
  if (typeof attributedTo !== 'string' || attributedTo !== inner['actor']) return 'not its author'
  if (typeof published !== 'string' || Number.isNaN(Date.parse(published))) return 'no time'
  const author = await desk.fetch(attributedTo)
  if (!author || !['Person', 'Service'].includes(text(author['type']))) return 'no author'
  if (['preferredUsername', 'inbox', 'outbox', 'publicKey'].some((key) => author[key] === undefined))
    return 'not enough of an author'
  if (type === 'Page') {
    if (typeof name !== 'string' || name === '' || inReplyTo !== undefined) return 'no title, or a parent'
    desk.posts.set(id, { id, author: attributedTo, title: name, html: text(content) })
    return undefined
  }
  if (type !== 'Note' || typeof inReplyTo !== 'string' || typeof content !== 'string') return 'not a comment'
  if (!desk.posts.has(inReplyTo)) return 'below nothing that is known'
  desk.posts.set(id, { id, author: attributedTo, title: '', html: content, inReplyTo })
  return undefined
}

async function remove({ posts }: Desk, activity: JsonObject): Promise<string | undefined> {
  const id = idOf(activity['object'])
  if (!addressees(activity)?.includes(everybody)) return 'not for everybody'
  if (typeof id !== 'string' || !sameHost(id, activity['actor'])) return 'another host'
  posts.delete(id)
  return undefined
}
