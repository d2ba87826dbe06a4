export type PostKind = 'discussion' | 'question' | 'poll' | 'alert'

/** What stands in the form of a post. */
export interface PostFormValues {
  readonly kind: PostKind
  readonly text: string
  readonly language: string
  readonly pictureDescription: string
  /** Of a poll: one answer on each line. */
  readonly options: string
  readonly several: boolean
  readonly secret: boolean
  readonly days: string
  /** Days after which it disappears; empty for as long as the group keeps things. */
  readonly lifetime: string
  readonly isAnonymous: boolean
  readonly isOnBehalf: boolean
  readonly consentNote: string
  readonly consentOn: string
  readonly documentName: string
  readonly isDocumentConfirmed: boolean
  readonly transcript: string
}

/** What only a new post is asked. */
export interface NewPostOptions {
  /** Of the draft: `group:<id>`. */
  readonly place: string
  readonly mostPictures: number
  readonly poll: {
    readonly leastOptions: number
    readonly mostOptions: number
    readonly leastDays: number
    readonly mostDays: number
  }
  /** Days after which it may disappear. */
  readonly lifetimes: readonly number[]
  /** After how many days everything in the group is deleted; null when it stays. */
  readonly mostDays: number | null
  readonly mayWriteOnBehalf: boolean
  readonly voice: { readonly seconds: number; readonly kilobytes: number }
  readonly document: { readonly megabytes: number }
  /** Scripts that no other page loads. */
  readonly scripts: { readonly faceBrush: string; readonly voiceRecorder: string }
  /** How many files she had chosen, which the browser has forgotten. */
  readonly forgottenFiles?: number | undefined
}
