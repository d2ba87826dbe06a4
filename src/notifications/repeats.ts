import type { NoticeView } from './queries.ts'

/** The newest of notices that say the same and lead to the same place, and how many they are. */
export interface RepeatedNotice {
  readonly notice: NoticeView
  readonly count: number
}

/** A page of notices, newest first, in which the messages of one conversation are one line; seen ones apart from new ones. */
export function withoutRepeats(notices: readonly NoticeView[]): readonly RepeatedNotice[] {
  const lines = new Map<string, RepeatedNotice>()
  for (const notice of notices) {
    const { id, kind, conversationPath, seen, isGone } = notice
    const key = kind === 'message' && !isGone ? `${conversationPath ?? ''} ${seen}` : id
    const newest = lines.get(key)
    lines.set(key, { notice: newest?.notice ?? notice, count: (newest?.count ?? 0) + 1 })
  }
  return [...lines.values()]
}
