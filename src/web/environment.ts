import type { QueueBarModel } from '../../views/moderation/queue-bar.tsx'
import type { Assets, Reader } from '../../views/shell.ts'
import type { SessionLock } from '../auth/idle-lock.ts'
import type { Sessions, SignedInMember } from '../auth/sessions.ts'
import type { CommunitySettings } from '../community/settings.ts'
import type { Ctx, Database, MemberCtx } from '../context.ts'
import type { Translator } from '../i18n/translator.ts'
import type { LiveStreams } from '../live/streams.ts'
import type { Clock, ImageProcessor, Log, PassphraseHasher, Random } from '../ports.ts'

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly encoding?: 'br' | 'gzip'
}

/** Everything a running community is made of; the platform hands it in, so two of them can live in one process. */
export interface AppDeps {
  /** Called once per request: a shared pool on a server, a connection of its own at the edge. */
  readonly database: () => Database
  readonly clock: Clock
  readonly random: Random
  readonly hasher: PassphraseHasher
  readonly images: ImageProcessor
  readonly log: Log
  readonly origin: string
  readonly isLoopback: boolean
  readonly cookieName: string
  readonly assets: Assets
  /** A built file by its name, in the best encoding that the browser takes, or nothing. */
  readonly readAsset: (name: string, acceptEncoding: string) => Promise<Asset | undefined>
  /** The address of the peer, for keyed and hourly counting only; never stored or logged (P6). */
  readonly peerAddress: (request: Request) => string
  /** The address that mails come from; absent when there is no mail server. */
  readonly mailFrom?: string | undefined
  /** Serves the pages for those who work on the program; never where others can come (`src/platform/config.ts`). */
  readonly isDevelopment?: boolean | undefined
  /** What pages follow while somebody waits; closed when the process stops. */
  readonly live: LiveStreams
  /** Tells workers in this process that something was committed; others find it by polling. */
  readonly wakeWorkers: () => void
}

export interface Variables {
  readonly deps: AppDeps
  readonly ctx: Ctx
  readonly sessions: Sessions
  readonly t: Translator
  readonly reader: Reader
  readonly community: CommunitySettings
  readonly member: SignedInMember | undefined
  /** How the session locks while nobody touches it; absent without a PIN. Locked, it has no member. */
  readonly lock: SessionLock | undefined
  /** Somebody suspended or expelled: to everything else a guest, she may read the decision and appeal. */
  readonly barred: { readonly memberId: string } | undefined
  /** How much waits for a moderator, counted while her page is made. */
  readonly toDo: Promise<number> | undefined
  /** Stands over the pages of the moderators' queue. */
  readonly queueBar: QueueBarModel | undefined
  /** How much she was told and has not seen, counted beside it. */
  readonly unseen: Promise<number> | undefined
}

export interface AppEnv {
  Variables: Variables
}

/** The environment behind `requireMember`: the context is a member's. */
export interface MemberEnv {
  Variables: Omit<Variables, 'ctx' | 'member'> & { readonly ctx: MemberCtx; readonly member: SignedInMember }
}
