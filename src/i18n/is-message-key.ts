import en from './messages/en.json' with { type: 'json' }
import type { MessageKey } from './translator.ts'

/** Whether there is a text for a key that was put together from a name in the code or in the database. */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key)
