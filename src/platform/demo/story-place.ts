import type { Visitor } from './visitor.ts'

/** A community as the story sees it: two people with browsers. */
export interface StoryPlace {
  readonly name: string
  readonly origin: string
  readonly moderator: Visitor
  readonly member: Visitor
  /** Takes the whole server away and brings it back, where the story may. */
  readonly outage?: { begin(): Promise<void>; end(): Promise<void> }
}

export interface StoryWorld {
  readonly bolivia: StoryPlace
  readonly sweden: StoryPlace
  readonly indonesia: StoryPlace
}

export interface StoryStep {
  readonly name: string
  run(): Promise<void>
}
