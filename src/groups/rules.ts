import { invalid, type Refusal, tooLong } from '../result.ts'

/** In UTF-16 units, as browsers count. */
export const groupLimits = { name: 60, description: 500, names: 100 } as const

const groupAccesses = ['members', 'approval', 'hidden'] as const
export type GroupAccess = (typeof groupAccesses)[number]

export const isGroupAccess = (value: string): value is GroupAccess =>
  groupAccesses.some((access) => access === value)

/** Names written one a line; empty lines count for nothing. */
export const namesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Refusals for a new group as it stands; whether the people in it exist is asked of the database. */
export function judgeGroup(group: {
  readonly name: string
  readonly description: string
  readonly access: string
  readonly names: readonly string[]
}): Refusal[] {
  const { name, description, access, names } = group
  return [
    ...(name === '' ? [invalid('name', 'group.errors.name')] : []),
    ...tooLong('name', name, groupLimits.name),
    ...tooLong('description', description, groupLimits.description),
    ...(isGroupAccess(access) ? [] : [invalid('access', 'group.errors.access')]),
    ...(access === 'members' && names.length > 0 ? [invalid('names', 'group.errors.namesWithoutUse')] : []),
    ...(names.length > groupLimits.names
      ? [invalid('names', 'group.errors.manyNames', { most: groupLimits.names })]
      : []),
  ]
}
