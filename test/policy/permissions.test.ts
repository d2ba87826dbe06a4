import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '../../src/context.ts'
import { type Action, can, grants, type Relation } from '../../src/policy/permissions.ts'
import { sourceFiles } from '../support/source-files.ts'

const member = (...roles: Role[]): Actor => ({ kind: 'member', memberId: 'm', roles })

const actors = {
  guest: { kind: 'guest' },
  remote: { kind: 'remote', uri: 'https://peer.example/actor', host: 'peer.example' },
  system: { kind: 'system' },
  member: member(),
  moderator: member('moderator'),
  caseworker: member('caseworker'),
  admin: member('admin'),
} satisfies Record<string, Actor>

const relations: readonly Relation[] = ['any', 'author', 'reader', 'follower']
const actions = Object.keys(grants).sort() as Action[]

/** Every cell of action x role x relation that is allowed, as one readable line each. */
const allowed = actions.flatMap((action) =>
  Object.entries(actors).flatMap(([name, actor]) =>
    relations
      .filter((relation) => can(actor, action, relation))
      .map((relation) => `${action}: ${name} (${relation})`),
  ),
)

describe('the permission table', () => {
  it('allows exactly this, and nothing else', () => {
    expect(allowed).toMatchSnapshot()
  })

  it('lists nothing that no use case asks for', async () => {
    const sources = await sourceFiles(['src'], ['.ts', '.tsx'])
    const asked = sources
      .filter(({ path }) => !path.endsWith('permissions.ts'))
      .map(({ text }) => text)
      .join('\n')
    expect(actions.filter((action) => !asked.includes(`'${action}'`))).toEqual([])
  })

  it('lets nobody but a member read closed content', () => {
    const readers = ['allied-post.read', 'post.create', 'comment.create'] as const
    for (const action of readers)
      for (const relation of relations)
        for (const name of ['guest', 'remote', 'system'] as const)
          expect({ action, name, relation, allowed: can(actors[name], action, relation) }).toEqual({
            action,
            name,
            relation,
            allowed: false,
          })
  })

  it('gives a remote actor nothing but following, and saying something about what it may read', () => {
    const granted = actions.filter((action) =>
      relations.some((relation) => can(actors.remote, action, relation)),
    )
    expect(granted).toEqual([
      ...['channel.comment', 'channel.comment-openly', 'channel.request-follow'],
      ...['edition.flag', 'edition.react'],
    ])
  })

  it('gives no role power over what another woman wrote, beyond removing it', () => {
    const changing = ['post.edit', 'comment.edit', 'share.propose', 'share.revoke', 'pen-name.use'] as const
    for (const action of changing)
      for (const name of ['moderator', 'caseworker', 'admin'] as const)
        for (const relation of ['any', 'reader', 'follower'] as const)
          expect(can(actors[name], action, relation)).toBe(false)
  })

  it('denies what it does not list', () => {
    expect(can(actors.admin, 'share.review')).toBe(false)
    expect(can(actors.moderator, 'community.purge')).toBe(false)
    expect(can(actors.caseworker, 'application.decide')).toBe(false)
  })
})
