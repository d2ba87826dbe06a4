import { accept, reject } from './accept.ts'
import { announce } from './announce.ts'
import { create } from './create.ts'
import { deletion } from './delete.ts'
import { follow } from './follow.ts'
import type { InboxHandler } from './received.ts'
import { undo } from './undo.ts'
import { update } from './update.ts'

/** What we understand; everything else is answered with 202 and dropped. */
export const inboxHandlers: ReadonlyMap<string, InboxHandler> = new Map([
  ['Accept', accept],
  ['Announce', announce],
  ['Create', create],
  ['Delete', deletion],
  ['Follow', follow],
  ['Reject', reject],
  ['Undo', undo],
  ['Update', update],
])
