import { type RawBuilder, sql } from 'kysely'
import { runningRecovery } from '../auth/recovery-rules.ts'
import type { Ctx, MemberCtx } from '../context.ts'
import { keptApplication } from '../joining/purge.ts'
import { queueState } from '../moderation/queue-state.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'
import { versionIn } from './version.ts'

/** Somebody who waits for something. */
export interface Reader {
  /** Tells readers of a topic apart: a session, a code. */
  readonly key: string
  /** What she shows to be let in. A code can be had by anybody who asks. */
  readonly by: 'session' | 'code'
  /** What her streams are counted by. */
  readonly account: string
  /** Another one for every state of the thing; null as soon as she may not see it. Asked again every time. */
  readonly version: () => RawBuilder<string | null>
}

/** A signed-in reader; `session` is how her session is stored. */
export interface SignedIn {
  readonly ctx: MemberCtx
  readonly session: string
}

/** New comments of a thread: the newest that everybody there can see. */
export const threadReader = (signedIn: SignedIn, postId: string): Reader =>
  memberReader(signedIn, ({ ctx }) => ({
    mayRead: sql<boolean>`exists (select 1 from posts followed_post
      where followed_post.id = ${postId} and ${visiblePost(ctx, 'followed_post')})`,
    // An id that stands on her page anyway.
    version: sql<string>`coalesce((select newest.id from comments newest
      where newest.post_id = ${postId} and newest.deleted_at is null and newest.removed_at is null
        and newest.held_at is null
      order by newest.created_at desc, newest.id desc limit 1), '')`,
  }))

/** What waits for this moderator. */
export const queueReader = (signedIn: SignedIn): Reader =>
  memberReader(signedIn, ({ ctx }) => ({
    mayRead: can(ctx.actor, 'queue.read') ? sql<boolean>`true` : sql<boolean>`false`,
    version: versionIn(ctx.actor.memberId, queueState(ctx)),
  }))

/** What becomes of what she offered: the moderators' decision, and then the servers that it reaches. */
export const shareReader = (signedIn: SignedIn, shareId: string): Reader =>
  memberReader(signedIn, ({ ctx }) => ({
    mayRead: sql<boolean>`exists (select 1 from share_authors sharer
      where sharer.share_id = ${shareId} and sharer.member_id = ${ctx.actor.memberId})`,
    // Counts and no tries: the page shows nothing of a server that was only asked once more.
    version: versionIn(
      shareId,
      sql<string>`(select concat_ws(' ', offered.state, sent_out.withdrawn_on,
        (select concat_ws(' ', count(*), count(*) filter (where sent.state in ('asked', 'confirmed')))
          from deliveries sent where sent.edition_id = offered.edition_id),
        (select count(*) from edition_fetches fetched where fetched.edition_id = offered.edition_id))
        from shares offered left join editions sent_out on sent_out.id = offered.edition_id
        where offered.id = ${shareId})`,
    ),
  }))

/** What is known of a withdrawal, for the author of what was published and for moderators. */
export const receiptsReader = (signedIn: SignedIn, editionId: string): Reader =>
  memberReader(signedIn, ({ ctx }) => ({
    mayRead: sql<boolean>`exists (select 1 from editions followed_edition
      where followed_edition.id = ${editionId} and followed_edition.withdrawn_on is not null
        and (${can(ctx.actor, 'edition.read-receipts')}::boolean
          or exists (select 1 from edition_authors edition_author
            where edition_author.edition_id = followed_edition.id
              and edition_author.member_id = ${ctx.actor.memberId})
          or exists (select 1 from shares own_share join share_authors sharer on sharer.share_id = own_share.id
            where own_share.edition_id = followed_edition.id and sharer.member_id = ${ctx.actor.memberId})))`,
    version: versionIn(editionId, receiptsState(sql`${editionId}`)),
  }))

function memberReader(
  signedIn: SignedIn,
  sight: (signedIn: SignedIn) => { mayRead: RawBuilder<boolean>; version: RawBuilder<string | null> },
): Reader {
  return {
    key: signedIn.session,
    by: 'session',
    account: signedIn.ctx.actor.memberId,
    version() {
      const { mayRead, version } = sight(signedIn)
      return sql<string | null>`case when ${staysSignedIn(signedIn)} and ${mayRead} then ${version} end`
    },
  }
}

/**
 * Her session was not ended and is not locked, she is active, and her roles are those that she came with. When a session runs out is
 * judged by the machine's clock as she comes again, ten minutes later at most.
 */
function staysSignedIn({ ctx, session }: SignedIn): RawBuilder<boolean> {
  const { clock } = ctx
  const { memberId, roles } = ctx.actor
  return sql<boolean>`exists (
    select 1 from sessions own_session join members own_self on own_self.id = own_session.member_id
    where own_session.id_hash = ${session} and own_self.id = ${memberId} and own_self.status = 'active'
      and (own_session.lock_due_at is null or own_session.lock_due_at > ${clock.now()}
        or not exists (select 1 from idle_locks own_lock where own_lock.member_id = own_self.id))
      and coalesce((select string_agg(held_role.role, ',' order by held_role.role collate "C")
        from member_roles held_role where held_role.member_id = own_self.id), '') = ${roles.toSorted().join(',')})`
}

/** An application, for her who has its code. Once she is in, it can be looked up as long as she is active. */
export const applicationReader = ({ clock }: Pick<Ctx, 'clock'>, codeHash: string): Reader =>
  codeReader(
    codeHash,
    () => sql<string | null>`(select followed_application.state from applications followed_application
      left join members let_in on let_in.id = followed_application.member_id
      where followed_application.status_code_hash = ${codeHash}
        and ${keptApplication('followed_application', clock.now())}
        and (followed_application.state <> 'approved' or let_in.status = 'active'))`,
  )

/** A request for a new passphrase, for her who has its code: the states of `lookUpRecovery`, and no others. */
export const recoveryReader = ({ clock }: Pick<Ctx, 'clock'>, codeHash: string): Reader =>
  codeReader(
    codeHash,
    () => sql<string | null>`(select case when r.finished_at is not null then 'finished'
        when r.opens_at is null then 'waiting' when r.stopped_at is not null then 'stopped'
        when r.opens_at <= ${clock.now()} then 'open' else 'agreed' end
      from recoveries r where r.code_hash = ${codeHash}
        and (r.stopped_at is not null or r.finished_at is not null or ${runningRecovery('r', clock.now())}))`,
  )

/** What is known of a withdrawal, for her who has its code. */
export const withdrawalReader = (codeHash: string): Reader =>
  codeReader(
    codeHash,
    () => sql<string | null>`(select ${receiptsState(sql`taken_back.id`)} from editions taken_back
      where taken_back.withdrawal_code_hash = ${codeHash} and taken_back.withdrawn_on is not null)`,
  )

const codeReader = (codeHash: string, state: () => RawBuilder<string | null>): Reader => ({
  key: codeHash,
  by: 'code',
  account: codeHash,
  version: () => versionIn(codeHash, state()),
})

/** What was sent to which server and what came of it, as one text. */
const receiptsState = (editionId: RawBuilder<unknown>): RawBuilder<string> => sql<string>`concat(
  (select string_agg(concat_ws(' ', sent.id, sent.state, sent.attempts, sent.next_attempt_at, sent.settled_on),
    ',' order by sent.id) from deliveries sent where sent.edition_id = ${editionId}),
  ' ', (select count(*) from edition_fetches fetched where fetched.edition_id = ${editionId}))`
