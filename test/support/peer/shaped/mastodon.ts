import { isJsonObject, type JsonObject } from '../http.ts'
import { addressees, type Desk, everybody, idOf, type Rules, sameHost, text } from './follower.ts'

/**
 * A follower as Mastodon is: what a group announces is a boost, and only of one public object by its id, which is
 * asked of its own server; whole activities inside are passed over. A Note is shown in its first language; of a Page
 * or Article only the title with a link. Update and Delete count from the author.
 */
export const mastodonRules: Rules = {
  followAs: 'reader',
  async receive(desk, activity) {
    const { type, actor, object } = activity
    switch (type) {
      case 'Announce':
        return typeof object === 'string' && actor === desk.channel ? boost(desk, object) : undefined
      case 'Update':
        if (!isJsonObject(object) || object['attributedTo'] !== actor) return 'not its author'
        return desk.posts.has(text(object['id'])) ? show(desk, object) : undefined
      case 'Delete': {
        const id = text(idOf(object))
        if (!sameHost(id, actor) || (desk.posts.get(id)?.author ?? actor) !== actor) return 'not its author'
        desk.posts.delete(id)
        return undefined
      }
      case 'Undo': {
        const undone = isJsonObject(object) && object['actor'] === actor ? idOf(object['object']) : undefined
        desk.posts.delete(text(undone))
        return undefined
      }
      default:
        return undefined
    }
  },
  async answer({ peer, channel, fetch }, inReplyTo, html) {
    const parent = await fetch(inReplyTo)
    const cc = [`${peer.actors.reader.id}/followers`, text(parent?.['attributedTo']), channel]
    const { activity } = await peer.createNote({
      content: html,
      inReplyTo,
      to: [everybody],
      cc,
      language: 'es',
    })
    return activity
  },
}

async function boost(desk: Desk, id: string): Promise<string | undefined> {
  const object = await desk.fetch(id)
  if (!object) return 'its server does not give it'
  return addressees(object)?.includes(everybody) ? show(desk, object) : 'not public'
}

async function show(desk: Desk, object: JsonObject): Promise<string | undefined> {
  const { id, type, attributedTo, name, content, contentMap, inReplyTo, url } = object
  if (typeof id !== 'string' || !sameHost(id, attributedTo)) return 'another host'
  const author = text(attributedTo)
  if (!(await desk.fetch(author))?.['inbox']) return 'no author'
  if (type === 'Note') {
    const first = isJsonObject(contentMap) ? Object.values(contentMap)[0] : undefined
    const answers = typeof inReplyTo === 'string' ? { inReplyTo } : {}
    desk.posts.set(id, { id, author, title: '', html: text(first ?? content), ...answers })
    return undefined
  }
  if (type !== 'Page' && type !== 'Article') return 'unknown kind'
  desk.posts.set(id, { id, author, title: '', html: `${text(name)} ${text(url) || id}` })
  return undefined
}
