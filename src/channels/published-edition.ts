import type { SafeHtml } from '../safe-html.ts'

/** What is published, as pages and the wire are made from it. */
export interface PublishedEdition {
  readonly id: string
  readonly uri: string
  /** Present for editions in a channel of our own; otherwise `followedChannel` is. */
  readonly channel?: {
    readonly id: string
    readonly slug: string
    readonly kind: 'open' | 'allied'
    readonly actorUri: string
    readonly name: string
    readonly language: string
  }
  /** Present for answers in a channel that we follow. */
  readonly followedChannel?: {
    readonly id: string
    readonly actorUri: string
    readonly inbox: string
    readonly sharedInbox?: string
    readonly kind: 'open' | 'allied'
    readonly name: string
  }
  readonly author: {
    readonly actorId: string
    readonly uri: string
    readonly name: string
    readonly kind: 'voice' | 'pen_name'
  }
  /** What Lemmy and others call a titled first post, or an answer or untitled one: decided by its first version, for life. */
  readonly objectType: 'Page' | 'Note'
  readonly inReplyTo?: string
  /** Of an answer in a channel of our own: the address of the edition that its thread begins with. */
  readonly rootUri?: string
  /** Of a comment passed on: the object it was received as, and the community it came from. */
  readonly originUri?: string
  readonly passedOnFrom?: string
  readonly version: number
  /** Days as `YYYY-MM-DD`; nothing finer is kept (P4). */
  readonly publishedOn: string
  readonly updatedOn?: string
  readonly withdrawnOn?: string
  /** Since when nobody elsewhere can answer it any more. */
  readonly lockedOn?: string
  /** Of the current version, the original language first; empty once withdrawn. */
  readonly texts: readonly PublishedText[]
  readonly images: readonly PublishedImage[]
  /** Its author said that other communities may offer translations of it. */
  readonly translationsWelcome?: true
  /** Its author agreed that networks which follow its channel may pass it on. */
  readonly mayBeCarried?: true
}

export interface PublishedText {
  readonly language: string
  readonly original: boolean
  readonly title: string
  readonly html: SafeHtml
  /** The community that translated it; absent for what our own author wrote. */
  readonly translatedBy?: string
}

/** A further language of an edition that goes out by itself as well, for software that reads the first language only. */
export interface EditionNote {
  readonly id: string
  readonly uri: string
  readonly editionId: string
  readonly language: string
  readonly withdrawnOn?: string
}

interface PublishedImage {
  readonly fileId: string
  readonly url: string
  readonly mediaType: string
  readonly width: number
  readonly height: number
  readonly byteLength: number
  readonly alt: string
}
