import { isJsonObject, type JsonObject } from '../http.ts'
import { addressees, type Desk, everybody, idOf, type Rules, sameHost, text } from './follower.ts'

/**
 * A follower as NodeBB is: a category follows a category. It takes Announces of objects and of whole activities,
 * asks the object's own server, puts it where `audience` (or to and cc) says, and looks up the thread that `context`
 * names, all of whose posts it then knows.
 */
export const nodebbRules: Rules = {
  followAs: 'community',
  async receive(desk, activity) {
    const { type, actor, object } = activity
    if (type === 'Delete') return remove(desk, actor, object)
    if (type === 'Update' && isJsonObject(object)) return change(desk, actor, object)
    if (type !== 'Announce' || actor !== desk.channel) return undefined
    if (!isJsonObject(object)) return assertNote(desk, object)
    switch (object['type']) {
      case 'Create':
        return assertNote(desk, idOf(object['object']))
      case 'Update':
        return isJsonObject(object['object']) ? change(desk, object['actor'], object['object']) : undefined
      case 'Delete':
        return remove(desk, object['actor'], object['object'])
      default:
        return undefined
    }
  },
  async answer({ peer, channel, fetch }, inReplyTo, html) {
    const parent = await fetch(inReplyTo)
    const addresses = { to: [everybody, text(parent?.['attributedTo'])], cc: [channel], audience: channel }
    const { activity } = await peer.createNote({ content: html, inReplyTo, ...addresses })
    return activity
  },
}

async function assertNote(desk: Desk, id: unknown, isFromContext = false): Promise<string | undefined> {
  const object = await desk.fetch(id)
  if (!object) return 'its server does not give it'
  if (!addressees(object)?.includes(everybody)) return 'not public'
  if (!isFromContext && typeof object['context'] === 'string') await readThread(desk, object['context'])
  return put(desk, object)
}

/** FEP-7888: the posts of a thread in the order they were written. */
async function readThread(desk: Desk, context: string): Promise<void> {
  const collection = await desk.fetch(context)
  const items = collection?.['orderedItems'] ?? collection?.['items']
  for (const item of Array.isArray(items) ? items : []) {
    const id = text(idOf(item))
    if (!desk.posts.has(id)) await assertNote(desk, id, true)
  }
}

function put(desk: Desk, object: JsonObject): string | undefined {
  const { id, type, attributedTo, name, content, inReplyTo, audience } = object
  if (typeof id !== 'string' || !sameHost(id, attributedTo)) return 'another host'
  if (!['Note', 'Page', 'Article'].includes(text(type))) return 'unknown kind'
  const isHere = audience === desk.channel || addressees(object)?.includes(desk.channel)
  const parent = typeof inReplyTo === 'string' ? inReplyTo : undefined
  if (!isHere && (parent === undefined || !desk.posts.has(parent))) return 'in no category'
  const answers = parent === undefined ? {} : { inReplyTo: parent }
  desk.posts.set(id, { id, author: text(attributedTo), title: text(name), html: text(content), ...answers })
  return undefined
}

function change(desk: Desk, actor: unknown, object: JsonObject): string | undefined {
  if (!sameHost(actor, object['id'])) return 'another host'
  return desk.posts.has(text(object['id'])) ? put(desk, object) : undefined
}

function remove({ posts }: Desk, actor: unknown, object: unknown): string | undefined {
  const id = text(idOf(object))
  if (!sameHost(actor, id)) return 'another host'
  posts.delete(id)
  return undefined
}
