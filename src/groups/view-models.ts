import type { Translator } from '../i18n/translator.ts'
import { renderMarkdown } from '../markdown.ts'
import type { SafeHtml } from '../safe-html.ts'

/** What the place band says on every page of a group. */
export const groupPlace = (t: Translator, group: { readonly name: string; readonly readers: number }) => ({
  kind: 'inside' as const,
  name: group.name,
  readers: t('group.place.readers', { count: group.readers }),
  isGroup: true,
})

/** The place of pages that are for all members and stand in no group. */
export const membersPlace = (t: Translator, name: string) => ({
  kind: 'inside' as const,
  name,
  readers: t('group.place.members'),
})

/** The place of pages about a group that only some of those who know it see. */
export const narrowPlace = (name: string, readers: string) => ({
  kind: 'inside' as const,
  name,
  readers,
  isGroup: true,
})

/** A group's rules as they are shown; nothing when it has none. */
export const rulesOf = ({ rules }: { readonly rules: string }): SafeHtml | undefined =>
  rules === '' ? undefined : renderMarkdown(rules)

const dones = {
  deleted: 'post.deleted',
  asked: 'group.done.asked',
  withdrawn: 'group.done.withdrawn',
  left: 'group.done.left',
  returned: 'group.done.returned',
  muted: 'group.done.muted',
  unmuted: 'group.done.unmuted',
  pinned: 'group.done.pinned',
  unpinned: 'group.done.unpinned',
  changed: 'group.done.changed',
  added: 'group.done.added',
  removed: 'group.done.removed',
  roleChanged: 'group.done.roleChanged',
  approved: 'group.done.approved',
  declined: 'group.done.declined',
} as const

const isDone = (done: string | undefined): done is keyof typeof dones =>
  done !== undefined && Object.hasOwn(dones, done)

/** What the page that she is led back to says of what was just done; nothing for any other word. */
export const doneNotice = (t: Translator, done: string | undefined) =>
  isDone(done) ? { notice: { tone: 'done' as const, text: t(dones[done]) } } : {}
