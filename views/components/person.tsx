import { raw } from 'hono/html'
import type { FC, PropsWithChildren } from 'hono/jsx'
import { nameWeaveSvg } from '../name-weave.ts'
import { Tag } from './text.tsx'

export interface PersonModel {
  readonly name: string
  /** A word beside the name: "Moderator", "You", the community an ally writes from. */
  readonly badge?: string | undefined
  /** Written without a name: `name` only says so, and the mark is the same for everybody. */
  readonly isUnnamed?: boolean | undefined
}

/**
 * A name with its initials on a small cloth that is woven from it, on one of six quiet grounds. There are no pictures
 * of people. Where a browser draws no SVG the initials and their ground remain. Without a name there is one plain
 * mark. Children stand under the name, beside it when `small`: when and where.
 */
export const Person: FC<PropsWithChildren<PersonModel & { size?: 'small' | 'normal' | undefined }>> = ({
  name,
  badge,
  isUnnamed,
  size = 'normal',
  children,
}) => (
  <span class="person" data-size={size}>
    {isUnnamed ? (
      <span class="person__initials" data-unnamed="" aria-hidden="true">
        …
      </span>
    ) : (
      <span class="person__initials" data-ground={groundOf(name)} aria-hidden="true">
        {raw(nameWeaveSvg(name))}
        <b>{initialsOf(name)}</b>
      </span>
    )}
    <span class="person__words">
      <bdi class="person__name">{name}</bdi> {badge !== undefined && <Tag>{badge}</Tag>}{' '}
      {children && <span class="person__detail">{children}</span>}
    </span>
  </span>
)

/** One letter of each of the first two words, in whatever script they are written. */
export const initialsOf = (name: string): string => {
  const words = name.split(/[\s._-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const initials = words.slice(0, 2).map((word) => [...word][0] ?? '')
  return initials.join('').toLocaleUpperCase() || '·'
}

/** The same name gets the same ground, 0 to 5, everywhere. */
export const groundOf = (name: string): number => {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum % 6
}
