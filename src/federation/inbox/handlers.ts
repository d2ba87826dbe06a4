import { accept, reject } from './accept.ts'
import { add, remove } from './add.ts'
import { announce } from './announce.ts'
import { create } from './create.ts'
import { deletion } from './delete.ts'
import { flag } from './flag.ts'
import { follow } from './follow.ts'
import { move } from './move.ts'
import { offer } from './offer.ts'
import { react } from './react.ts'
import type { InboxHandler } from './received.ts'
import { undo } from './undo.ts'
import { update } from './update.ts'

/** What we understand; everything else is answered with 202 and dropped. */
export const inboxHandlers: ReadonlyMap<string, InboxHandler> = new Map([
  ['Accept', accept],
  ['Add', add],
  ['Announce', announce],
  ['Create', create],
  ['Delete', deletion],
  ['Flag', flag],
  ['Follow', follow],
  ['Dislike', react],
  ['EmojiReact', react],
  ['Like', react],
  ['Move', move],
  ['Offer', offer],
  ['Reject', reject],
  ['Remove', remove],
  ['Undo', undo],
  ['Update', update],
])
