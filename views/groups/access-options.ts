import type { MessageKey, Translator } from '../../src/i18n/translator.ts'

export type Access = 'members' | 'approval' | 'hidden'

export const accessLabels = {
  members: 'group.access.members',
  approval: 'group.access.asking',
  hidden: 'group.access.hidden',
} as const satisfies Record<Access, MessageKey>

const meanings = {
  members: 'group.access.membersHint',
  approval: 'group.access.askingHint',
  hidden: 'group.access.hiddenHint',
} as const satisfies Record<Access, MessageKey>

const changes = {
  members: { approval: 'group.settings.toApproval.members', hidden: 'group.settings.toHidden.members' },
  approval: { members: 'group.settings.toMembers.approval', hidden: 'group.settings.toHidden.approval' },
  hidden: { members: 'group.settings.toMembers.hidden', approval: 'group.settings.toApproval.hidden' },
} as const satisfies Record<Access, Partial<Record<Access, MessageKey>>>

/**
 * Who belongs to a group, to choose from. What it is, and everything for a new group, says what it means; what it could
 * become says what that changes, and for whom. Only some may let all members in.
 */
export const accessOptions = (
  t: Translator,
  { access, mayBeForAll = true }: { access?: Access | undefined; mayBeForAll?: boolean } = {},
) => {
  const hints: Record<Access, MessageKey> = {
    ...meanings,
    ...(access === undefined ? {} : changes[access]),
  }
  const closed = ['approval', 'hidden'] as const
  return (mayBeForAll ? (['members', ...closed] as const) : closed).map((value) => ({
    value,
    label: t(accessLabels[value]),
    hint: t(hints[value]),
  }))
}
