import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import type { Ctx, Database, Role } from '../context.ts'
import { sha256 } from '../hashing.ts'
import type { IdleLock } from './idle-lock.ts'
import { seal, unseal } from './seal.ts'

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, SignedInMember>
    DatabaseUserAttributes: SignedInMember
  }
}

/** What every signed-in request needs of the member, read together with her session. */
export interface SignedInMember {
  readonly displayName: string
  readonly displayNameSettled: boolean
  readonly locale: string
  /** The languages she reads, the one she reads best first; empty until she says so. */
  readonly languages: readonly string[]
  readonly roles: readonly Role[]
  /** Somebody suspended or expelled comes in as a guest who can read the decision and appeal; nothing more. */
  readonly status: 'active' | 'suspended' | 'expelled'
  /** The first day of the month she last came in; nothing finer is kept. */
  readonly activeMonth: string | null
  readonly asleepSince: string | null
  /** What locks this session while she is away; absent for whoever has set no PIN. */
  readonly idleLock: IdleLock | undefined
}

export interface SessionCookie {
  readonly name: string
  /** False only on a loopback origin without TLS. */
  readonly secure: boolean
}

const lifetimeDays = 30

/**
 * Sessions last 30 days, renewed by use. The cookie holds a 160-bit token; the database only its SHA-256, so that a
 * copy of the database signs nobody in. No address, user agent or time of use is kept (P6); where she has set a PIN,
 * the minute in which the session locks, and nothing of the minutes before.
 */
export function createSessions(database: Database, cookie: SessionCookie) {
  const lucia = new Lucia(hashingAdapter(database), {
    sessionExpiresIn: new TimeSpan(lifetimeDays, 'd'),
    sessionCookie: { name: cookie.name, attributes: { secure: cookie.secure, sameSite: 'lax', path: '/' } },
    getUserAttributes: (attributes) => attributes,
  })
  return {
    /** Starts a session; the returned header value is the only place its token ever appears. */
    async start(ctx: Pick<Ctx, 'random'>, memberId: string): Promise<string> {
      const session = await lucia.createSession(memberId, {}, { sessionId: ctx.random.token() })
      return lucia.createSessionCookie(session.id).serialize()
    },

    /** The signed-in member behind a `Cookie` header, and a renewed cookie when half of the session's life is over. */
    async resume(
      cookieHeader: string,
    ): Promise<{ memberId: string; member: SignedInMember; renewedCookie?: string } | undefined> {
      const token = lucia.readSessionCookie(cookieHeader)
      if (!token) return undefined
      const { user, session } = await lucia.validateSession(token)
      if (!user) return undefined
      const renewed = session.fresh
        ? { renewedCookie: lucia.createSessionCookie(session.id).serialize() }
        : {}
      return { memberId: user.id, member: user, ...renewed }
    },

    /** How the session of a `Cookie` header is stored, for what ends together with it; undefined without one. */
    async storedAs(cookieHeader: string): Promise<string | undefined> {
      const token = lucia.readSessionCookie(cookieHeader)
      return token ? sha256(token) : undefined
    },

    /** Seals a text so that only the browser with this `Cookie` header opens it; undefined without a session. */
    async seal(ctx: Pick<Ctx, 'random'>, cookieHeader: string, text: string): Promise<string | undefined> {
      const token = lucia.readSessionCookie(cookieHeader)
      return token ? seal(ctx, token, text) : undefined
    },

    /** Opens what was sealed for the session of a `Cookie` header; undefined for anything else. */
    async unseal(cookieHeader: string, sealed: string): Promise<string | undefined> {
      const token = lucia.readSessionCookie(cookieHeader)
      return token ? unseal(token, sealed) : undefined
    },

    /** Ends the session of a `Cookie` header, if there is one, and returns the header value that clears the cookie. */
    async end(cookieHeader: string): Promise<string> {
      const token = lucia.readSessionCookie(cookieHeader)
      if (token) await lucia.invalidateSession(token)
      return lucia.createBlankSessionCookie().serialize()
    },

    /** Ends every session of a member, on all her devices. */
    endAll: (memberId: string): Promise<void> => lucia.invalidateUserSessions(memberId),
  }
}

export type Sessions = ReturnType<typeof createSessions>

/** Lucia stores session ids as they are; this adapter hashes them on the way in. */
function hashingAdapter(db: Database): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const row = await db
        .selectFrom('sessions')
        .innerJoin('members', 'members.id', 'sessions.memberId')
        .leftJoin('idleLocks', 'idleLocks.memberId', 'sessions.memberId')
        .select(['sessions.memberId', 'sessions.expiresAt', 'sessions.lockDueAt', 'idleLocks.minutes'])
        .select(['members.displayName', 'members.displayNameSettled'])
        .select([
          'members.locale',
          'members.languages',
          'members.status',
          'members.activeMonth',
          'members.asleepSince',
        ])
        .select((eb) =>
          eb
            .selectFrom('memberRoles')
            .whereRef('memberRoles.memberId', '=', 'members.id')
            .select((roles) => roles.fn<Role[]>('array_agg', ['memberRoles.role']).as('roles'))
            .as('roles'),
        )
        .where('sessions.idHash', '=', await sha256(sessionId))
        .executeTakeFirst()
      if (!row || row.status === 'frozen' || row.status === 'erased') return [null, null]
      const { memberId, expiresAt, displayName, displayNameSettled, locale, languages, status } = row
      const { activeMonth, asleepSince } = row
      const session: DatabaseSession = { id: sessionId, userId: memberId, expiresAt, attributes: {} }
      const named = { displayName, displayNameSettled, locale, languages, status }
      const idleLock = row.minutes === null ? undefined : { minutes: row.minutes, dueAt: row.lockDueAt }
      const member = { ...named, activeMonth, asleepSince, idleLock, roles: row.roles ?? [] }
      const user: DatabaseUser = { id: memberId, attributes: member }
      return [session, user]
    },
    async getUserSessions(memberId) {
      const rows = await db.selectFrom('sessions').selectAll().where('memberId', '=', memberId).execute()
      return rows.map((row) => ({
        id: row.idHash,
        userId: memberId,
        expiresAt: row.expiresAt,
        attributes: {},
      }))
    },
    async setSession(session) {
      await db
        .insertInto('sessions')
        .values({ idHash: await sha256(session.id), memberId: session.userId, expiresAt: session.expiresAt })
        .execute()
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await db
        .updateTable('sessions')
        .set({ expiresAt })
        .where('idHash', '=', await sha256(sessionId))
        .execute()
    },
    async deleteSession(sessionId) {
      await db
        .deleteFrom('sessions')
        .where('idHash', '=', await sha256(sessionId))
        .execute()
    },
    async deleteUserSessions(memberId) {
      await db.deleteFrom('sessions').where('memberId', '=', memberId).execute()
    },
    async deleteExpiredSessions() {
      await db.deleteFrom('sessions').where('expiresAt', '<', new Date()).execute()
    },
  }
}
