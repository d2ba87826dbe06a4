import { invalid, judgeText, type Refusal } from '../result.ts'

/** In UTF-16 units, as browsers count. */
export const groupLimits = {
  name: 60,
  description: 500,
  rules: 4000,
  names: 100,
  prompt: 300,
  questions: 10,
  answer: 2000,
  reason: 1000,
  postDays: 3650,
} as const

/** As many as still leave the newest post in sight on a phone. */
export const mostPinned = 3

const groupAccesses = ['members', 'approval', 'hidden'] as const
export type GroupAccess = (typeof groupAccesses)[number]

export const isGroupAccess = (value: string): value is GroupAccess =>
  groupAccesses.some((access) => access === value)

/** Refusals for a new group as it stands; whether the people in it exist is asked of the database. */
export function judgeGroup(group: {
  readonly name: string
  readonly description: string
  readonly access: string
  readonly names: readonly string[]
}): Refusal[] {
  const { access, names } = group
  return [
    ...judgeWords({ ...group, rules: '' }),
    ...judgeAccess(access),
    ...(access === 'members' && names.length > 0 ? [invalid('names', 'group.errors.namesUnneeded')] : []),
    ...judgeNameCount(names),
  ]
}

/** Refusals for more names than one form takes. */
export const judgeNameCount = (names: readonly string[]): Refusal[] =>
  names.length > groupLimits.names
    ? [invalid('names', 'group.errors.manyNames', { most: groupLimits.names })]
    : []

/** Refusals for the settings of a group as they stand. */
export const judgeSettings = (group: {
  readonly name: string
  readonly description: string
  readonly rules: string
  readonly access: string
  readonly postDays: string
}): Refusal[] => [
  ...judgeWords(group),
  ...judgeAccess(group.access),
  ...(daysOf(group.postDays) === undefined
    ? [invalid('postDays', 'group.errors.postDays', { most: groupLimits.postDays })]
    : []),
]

/** Days from a form: null when none are wanted, undefined for what is no such number. */
export function daysOf(text: string): number | null | undefined {
  if (text === '') return null
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= groupLimits.postDays ? days : undefined
}

function judgeWords(group: {
  readonly name: string
  readonly description: string
  readonly rules: string
}): Refusal[] {
  const { name, description, rules } = group
  return [
    ...(name === '' ? [invalid('name', 'group.errors.name')] : []),
    ...judgeText('name', name, groupLimits.name),
    ...judgeText('description', description, groupLimits.description),
    ...judgeText('rules', rules, groupLimits.rules),
  ]
}

const judgeAccess = (access: string): Refusal[] =>
  isGroupAccess(access) ? [] : [invalid('access', 'group.errors.access')]

/** Refusals for a question to those who ask to join. */
export const judgePrompt = (prompt: string): Refusal[] => [
  ...(prompt === '' ? [invalid('prompt', 'group.errors.prompt')] : []),
  ...judgeText('prompt', prompt, groupLimits.prompt),
]

/** The name of the form field that answers a question. */
export const answerField = (questionId: string): string => `answer-${questionId}`

/** Refusals for answers to a group's questions, beside the field of each. */
export const judgeAnswers = (
  questions: readonly { readonly id: string; readonly required: boolean }[],
  answers: Readonly<Record<string, string>>,
): Refusal[] =>
  questions.flatMap(({ id, required }) => {
    const answer = answers[id] ?? ''
    return [
      ...(required && answer === '' ? [invalid(answerField(id), 'group.errors.answer')] : []),
      ...judgeText(answerField(id), answer, groupLimits.answer),
    ]
  })

/** Refusals for the reason of a "not now". */
export const judgeReason = (reason: string): Refusal[] => [
  ...(reason === '' ? [invalid('reason', 'joining.decide.reasonEmpty')] : []),
  ...judgeText('reason', reason, groupLimits.reason),
]
