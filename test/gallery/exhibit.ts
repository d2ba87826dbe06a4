import type { HouseName, Viewer } from './world.ts'

/** `empty` is the first form that asks for something, with nothing in it. */
export type Sending = 'empty' | { readonly to: string; readonly fields: Readonly<Record<string, string>> }

/** A page in one of its states, as somebody sees it. */
export interface Exhibit {
  /** As the router has it, `/posts/:postId`; what is no route stands as it is. */
  readonly route: string
  /** `filled`, `empty`, `first time`, `next page`, `sent empty`, `done`, `refused`, or what is special about it. */
  readonly state: string
  readonly house: HouseName
  readonly as: Viewer
  readonly path: string
  /** What the page answers; 200 unless told. */
  readonly status?: number
  /** What is sent after the page was opened, one after the other; the exhibit is the last answer. */
  readonly send?: readonly Sending[]
}
