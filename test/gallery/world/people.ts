import type { MemberCtx, Role } from '../../../src/context.ts'
import type { AlliedCommunity } from '../../allies/support.ts'
import type { TestApp } from '../../support/app.ts'

export interface Resident {
  readonly id: string
  readonly name: string
  readonly ctx: MemberCtx
}

/** Who lives in the community that is looked at. Names are short, long, and in several scripts. */
export interface Residents {
  /** She writes, shares and keeps more than anybody. */
  readonly marta: Resident
  readonly sol: Resident
  readonly inti: Resident
  /** Admin, case worker and moderator. */
  readonly amaru: Resident
  readonly ana: Resident
  readonly sari: Resident
  readonly astrid: Resident
  readonly vera: Resident
  /** Came in today, and has done nothing yet. */
  readonly nina: Resident
  /** Moderators decided against her. */
  readonly iris: Resident
  readonly lupe: Resident
  /** Many more, who fill the lists. */
  readonly many: readonly Resident[]
}

const day = 86_400_000

/** Everybody but the newcomer has been there for a year. */
export async function settlePeople(app: TestApp, allied: AlliedCommunity): Promise<Residents> {
  const settle = (name: string, roles: readonly Role[] = []): Promise<Resident> => app.member({ name, roles })
  const many: Resident[] = []
  for (const [at, name] of neighbours.entries()) many.push(await settle(`${name} ${at + 1}`))
  const residents = {
    marta: allied.author,
    sol: allied.moderator,
    inti: allied.otherModerator,
    amaru: await settle('Amaru Qhantati', ['moderator', 'caseworker', 'admin']),
    ana: await settle('Ana'),
    sari: await settle('Sari Kartikasari Wulandari'),
    astrid: await settle('Astrid från Kvarnbacksvägen'),
    vera: await settle('Вера Александровна'),
    nina: await settle('Nina'),
    iris: await settle('Iris'),
    lupe: await settle('Lupe'),
    many,
  }
  await app.db
    .updateTable('members')
    .set({ joinedAt: new Date(app.clock.now().getTime() - 365 * day) })
    .where('id', '<>', residents.nina.id)
    .execute()
  return residents
}

const neighbours = [
  ...['Luz', 'Eva', 'Ida', 'Mila', 'Nadia', 'Rosa', 'Wayra', 'Kirana', 'Dewi', 'Putri', 'Maj-Britt'],
  ...['Ingeborg', 'Оля', 'Светлана', 'Надежда', 'Citra', 'Inés', 'Ñusta', 'Killa', 'Tuva', 'Sofía'],
  ...['Rukmini', 'Åsa', 'Людмила', 'Marisol', 'Paloma', 'Ayu', 'Lestari', 'Ebba', 'Zoya', 'Flor'],
]
